import picocolors from 'picocolors';
import { formatDiagnostics } from '../generator/diagnostics/format.js';
import { printable } from '../generator/diagnostics/printable.js';
import type { Change } from '../generator/diff/change.js';
import { diffModels } from '../generator/diff/diff.js';
import { type CheckedSpec, checkSpec } from '../generator/generate.js';
import type { Model } from '../runtime/model.js';
import { textAt } from './spec-at.js';
import { colourOn, type Terminal } from './spec-text.js';
import { WrongUse } from './wrong-use.js';

export interface DiffCommandOptions {
  readonly old: string;
  readonly new: string;
  readonly json: boolean;
  readonly cwd: string;
}

/** Runs `parley diff` and returns its exit status. */
export function diffCommand(options: DiffCommandOptions, { stdout }: { readonly stdout: Terminal }): number {
  const [before, after] = [options.old, options.new].map((place) => soundSpec(place, options.cwd));
  if (before === undefined || after === undefined) throw new WrongUse('two specs are needed');
  const changes = diffModels(before.model, after.model);
  const compatible = changes.every((change) => change.compatible);
  if (options.json) stdout.write(`${JSON.stringify(report(before, after, changes, compatible), null, 2)}\n`);
  else stdout.write(text(before, after, changes, colourOn(stdout)));
  return compatible ? 0 : 1;
}

interface Version {
  readonly spec: CheckedSpec;
  readonly model: Model;
}

function soundSpec(place: string, cwd: string): Version {
  const spec = checkSpec({ file: place, text: textAt(place, cwd) });
  if (spec.sound !== undefined) return { spec, model: spec.sound.model };
  const errors = spec.diagnostics.filter(({ severity }) => severity === 'error');
  throw new WrongUse(`${place} has errors.\n\n${formatDiagnostics(errors, spec.text)}`);
}

const HEADINGS = {
  wire: 'WIRE    bytes mean something else, or something else follows',
  source: 'SOURCE  names and types of the generated code',
} as const;

function text(before: Version, after: Version, changes: readonly Change[], colour: boolean): string {
  const paint = picocolors.createColors(colour);
  if (changes.length === 0) return `${before.spec.file} and ${after.spec.file} say the same.\n`;
  const lines: string[] = [paint.bold(`${before.spec.file} → ${after.spec.file}`)];
  for (const level of ['wire', 'source'] as const) {
    const here = changes.filter((change) => change.level === level);
    if (here.length === 0) continue;
    lines.push('', HEADINGS[level]);
    for (const change of here) {
      const mark = change.compatible ? paint.green('+') : paint.red('!');
      lines.push(`  ${mark} ${printable(change.message)}`);
      if (change.kind !== 'clause') continue;
      if (change.old !== undefined) lines.push(paint.dim(`      was  ${printable(change.old) || 'nothing'}`));
      if (change.new !== undefined) lines.push(paint.dim(`      is   ${printable(change.new) || 'nothing'}`));
    }
  }
  const broken = changes.filter((change) => !change.compatible).length;
  const fine = changes.length - broken;
  lines.push('', `${broken} incompatible (!), ${fine} compatible (+)`);
  return `${lines.join('\n')}\n`;
}

/** What `--json` writes: docs/checking-specs.md. */
function report(before: Version, after: Version, changes: readonly Change[], compatible: boolean): object {
  const version = ({ spec, model }: Version) => ({
    file: spec.file,
    protocol: model.name,
    sha256: spec.origin.sha256,
  });
  return {
    schema: 'parley-diff',
    version: 1,
    old: version(before),
    new: version(after),
    compatible,
    changes,
  };
}
