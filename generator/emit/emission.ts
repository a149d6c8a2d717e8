import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import type { Origin, Target } from './file.js';

/** What every emitter reads: one protocol, and how its files are to find the runtime. */
export interface Emission {
  readonly model: Model;
  readonly origin: Origin;
  /** The model's texts, read and written as they are, for what is emitted as data. */
  readonly codec: Codec;
  /** The module that emitted code imports the runtime from: `parley/runtime`. */
  readonly runtime: string;
  /** The same for the combinators of arbitraries: `parley/runtime/arbitrary`. */
  readonly arbitrary: string;
}

/** What those emitters read that need no texts. */
export interface ReaderEmission extends Pick<Emission, 'model' | 'origin' | 'runtime'> {
  /** By default a module. */
  readonly target?: Target;
}

/** One emitted file. */
export interface Emitter {
  /** Its path in the protocol's folder. */
  readonly path: string;
  /** Its text; undefined: the protocol needs no such file. */
  emit(emission: Emission): string | undefined;
}
