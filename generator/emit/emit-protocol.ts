import type { Model } from '../../runtime/model.js';
import type { Codec } from '../../runtime/protocol.js';
import { createCodec } from '../rules/codec.js';
import type { Emission } from './emission.js';
import { EMITTERS } from './emitters.js';
import type { Origin } from './file.js';

/** Where emitted code finds what it stands on. */
export interface RuntimeModules {
  readonly runtime: string;
  readonly arbitrary: string;
}

/** The package's own entries: right wherever the package is installed, and in its own checkout. */
export const PACKAGE_MODULES: RuntimeModules = { runtime: 'parley/runtime', arbitrary: 'parley/runtime/arbitrary' };

/**
 * All files of one protocol, by their path in its folder. The same model gives the same bytes.
 * @param codec - the model's, where it is there already: making one takes a while.
 */
export function emitProtocol(
  model: Model,
  origin: Origin,
  modules: RuntimeModules = PACKAGE_MODULES,
  codec: Codec = createCodec(model),
): ReadonlyMap<string, string> {
  const emission: Emission = { model, origin, codec, ...modules };
  return new Map(EMITTERS.map(({ path, emit }) => [path, emit(emission)]));
}
