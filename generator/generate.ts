import { createHash } from 'node:crypto';
import type { Model } from '../runtime/model.js';
import type { Codec } from '../runtime/protocol.js';
import { createSession } from '../runtime/session/index.js';
import { analyse } from './analyse/index.js';
import { type Diagnostic, hasErrors } from './diagnostics/diagnostic.js';
import { emitProtocol, PACKAGE_MODULES, type RuntimeModules } from './emit/emit-protocol.js';
import type { Origin } from './emit/file.js';
import { emitRegistry } from './emit/registry.js';
import { readSpec } from './front-end.js';
import { checkExamples } from './model/check-examples.js';
import { createCodec } from './rules/codec.js';

/** A spec as it was found. */
export interface SpecText {
  /** Its path as diagnostics, headers and the model show it: relative, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** What one spec comes to. */
export interface CheckedSpec extends SpecText {
  /** Absent when a diagnostic is an error. */
  readonly sound?: { readonly model: Model; readonly codec: Codec };
  readonly diagnostics: readonly Diagnostic[];
  readonly origin: Origin;
}

/** Reads a spec, analyses it, and runs its examples. What is wrong already is not analysed further. */
export function checkSpec({ file, text }: SpecText): CheckedSpec {
  const origin = { spec: file, sha256: createHash('sha256').update(text).digest('hex') };
  const read = readSpec(file, text);
  if (read.model === undefined) return { file, text, origin, diagnostics: read.diagnostics };
  const { model } = read;
  const analysed = [...read.diagnostics, ...analyse(model)];
  if (hasErrors(analysed)) return { file, text, origin, diagnostics: analysed };
  const codec = createCodec(model);
  const diagnostics = [...analysed, ...checkExamples(model, { session: createSession(model, codec) })];
  return { file, text, origin, diagnostics, ...(!hasErrors(diagnostics) && { sound: { model, codec } }) };
}

/** What several specs come to, by path; empty when one of them has an error. */
export interface Generated {
  readonly specs: readonly CheckedSpec[];
  readonly files: ReadonlyMap<string, string>;
  /** The protocols' names, in the order of their specs. */
  readonly protocols: readonly string[];
}

export interface GenerateFilesOptions {
  /** Names of protocols that were generated before and stay in the registry. */
  readonly others?: readonly string[];
  readonly modules?: RuntimeModules;
  /** Whether the data for other languages is made too. */
  readonly data?: boolean;
}

/**
 * All files of some specs: a folder for each protocol, and the registry above them. Pure: the same texts give the same
 * bytes, in any order of the specs.
 * @throws DuplicateProtocol when two specs are of one protocol.
 */
export function generateFiles(texts: readonly SpecText[], options: GenerateFilesOptions = {}): Generated {
  const { others = [], modules = PACKAGE_MODULES, data = true } = options;
  const specs = texts.map(checkSpec);
  const sound = specs.flatMap((spec) => (spec.sound === undefined ? [] : [{ ...spec.sound, origin: spec.origin }]));
  if (sound.length < specs.length) return { specs, files: new Map(), protocols: [] };
  const files = new Map<string, string>();
  const made = new Map<string, string>();
  for (const { model, codec, origin } of sound) {
    const other = made.get(model.name);
    if (other !== undefined) throw new DuplicateProtocol(model.name, [other, origin.spec]);
    made.set(model.name, origin.spec);
    const emission = { model, origin, codec, ...modules };
    for (const [path, text] of emitProtocol(emission, data)) files.set(`${model.name}/${path}`, text);
  }
  const names = new Set([...others, ...made.keys()]);
  files.set('index.ts', emitRegistry([...names], modules.runtime, modules.arbitrary));
  return { specs, files, protocols: [...made.keys()] };
}

/** Two specs that would be written to one folder. */
export class DuplicateProtocol extends Error {
  override readonly name = 'DuplicateProtocol';

  constructor(
    readonly protocol: string,
    readonly files: readonly string[],
  ) {
    super(`${files.join(' and ')} are both specs of ${protocol}`);
  }
}
