import { once } from '../rules/once.js';
import type { ReaderEmission } from './emission.js';
import { EmittedFile } from './file.js';
import { emitParser } from './parser.js';
import { FunctionsFile } from './reader/functions-file.js';
import { emitRules } from './rules.js';

/** The files that read texts. */
export interface Readers {
  readonly parser: string;
  readonly rules: string;
  /** runs.ts: where runs of characters end, which both of the others read by; undefined: there are none. */
  readonly runs: string | undefined;
}

/** They are made together: what one of them reads as another does is written once. */
export function emitReaders(emission: ReaderEmission): Readers {
  return once(emitted, emission, () => {
    const { origin, model, runtime } = emission;
    const about = `Where runs of characters end in the texts of \`${model.name}\`.`;
    const file = new EmittedFile(origin, about, ['text', 'from', 'at', 'near', 'last', 'unit', 'count', 'Math']);
    const runs = new FunctionsFile(file, runtime);
    const rules = emitRules(emission, runs);
    const parser = emitParser(emission, runs);
    runs.emit();
    return { parser, rules, runs: file.isEmpty ? undefined : file.toString() };
  });
}

const emitted = new WeakMap<ReaderEmission, Readers>();
