import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Generated, generateFiles, type SpecText } from './generate.js';
import { type Applied, apply, type Difference, differences, generatedProtocols } from './output-folder.js';

export interface GenerateOptions {
  /** The paths of the specs. */
  readonly specs: readonly string[];
  /** The folder of the protocols' folders. */
  readonly out: string;
  /** Whether to compare only. */
  readonly check?: boolean;
  /** The folder that the specs' paths are shown relative to. */
  readonly base: string;
  /** Whether these are all specs there are, so that other folders in `out` are left over. */
  readonly all?: boolean;
}

export interface GenerateResult extends Generated {
  /** How the folder differed. */
  readonly changes: readonly Difference[];
  /** What was done about it; absent under `check`, and when a spec has an error. */
  readonly applied?: Applied;
}

/**
 * Generates from spec files into a folder. Nothing is written when a spec has an error.
 * @throws Error for a spec that can't be read, or two specs of one protocol.
 */
export function generateAll(options: GenerateOptions): GenerateResult {
  const texts = options.specs.map((path) => readSpecText(path, options.base));
  const before = options.all === true ? [] : generatedProtocols(options.out);
  const generated = generateFiles(texts, { others: before });
  if (generated.files.size === 0) return { ...generated, changes: [] };
  const kept = before.filter((name) => !generated.protocols.includes(name));
  const changes = differences(options.out, generated.files, kept);
  if (options.check === true) return { ...generated, changes };
  return { ...generated, changes, applied: apply(options.out, generated.files, changes) };
}

/** The specs of a folder, in the order of their names. */
export function specsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.parley'));
  return names.sort().map((name) => join(folder, name));
}

/** A spec's text, and its path as it is shown: the same wherever the base folder stands. */
function readSpecText(path: string, base: string): SpecText {
  const place = relative(base, resolve(path));
  const isInside = !place.startsWith('..') && !isAbsolute(place);
  return { file: isInside ? place.split(sep).join('/') : basename(path), text: readFileSync(path, 'utf8') };
}
