import { relative } from 'node:path';
import { type LongestLine, type LongestLines, longestLines } from '../generator/analyse/longest-lines.js';
import { Subject } from '../generator/analyse/subject.js';
import { docsAnchor } from '../generator/diagnostics/codes.js';
import type { Diagnostic } from '../generator/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../generator/diagnostics/format.js';
import { type CheckedSpec, checkSpec } from '../generator/generate.js';
import { specFiles } from './spec-files.js';
import { colourOn, readText, type Terminal } from './spec-text.js';

export interface LintCommandOptions {
  readonly specs: readonly string[];
  readonly strict: boolean;
  readonly json: boolean;
  readonly cwd: string;
}

/** Runs `parley lint` and returns its exit status. */
export function lintCommand(options: LintCommandOptions, { stdout }: { readonly stdout: Terminal }): number {
  const { specs } = specFiles(options.specs, options.cwd);
  const checked = specs.map((path) => {
    const file = relative(options.cwd, path).replaceAll('\\', '/');
    return checkSpec({ file, text: readText(path, file) });
  });
  const count = (severity: Diagnostic['severity']) =>
    checked.flatMap(({ diagnostics }) => diagnostics).filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (options.json) stdout.write(`${JSON.stringify(report(checked, errors, warnings), null, 2)}\n`);
  else stdout.write(text(checked, errors, warnings, colourOn(stdout)));
  if (errors > 0) return 2;
  return warnings > 0 && options.strict ? 1 : 0;
}

function text(checked: readonly CheckedSpec[], errors: number, warnings: number, colour: boolean): string {
  const found = checked
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map((spec) => `${formatDiagnostics(spec.diagnostics, spec.text, { colour })}\n\n`);
  const sound = checked.filter(({ diagnostics }) => diagnostics.length === 0).map(({ file }) => file);
  const nothing = sound.length === 0 ? [] : [`${sound.join(', ')}: nothing found.\n`];
  const several = found.length > 1 ? [`${counted(errors, 'error')}, ${counted(warnings, 'warning')} in all.\n`] : [];
  return [...found, ...nothing, ...checked.flatMap(lengths), ...several].join('');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** How long lines can get each way, of a spec without errors. */
function longestOf({ sound }: CheckedSpec): LongestLines | undefined {
  return sound && longestLines(new Subject(sound.model));
}

function lengths(spec: CheckedSpec): readonly string[] {
  const longest = longestOf(spec);
  if (longest === undefined) return [];
  const { client, server } = longest;
  const shown = ({ bytes, message }: LongestLine): string => {
    const of = message === undefined ? '' : ` (\`${message}\`)`;
    return `${bytes === undefined ? 'any number of bytes' : `${bytes.toLocaleString('en')} bytes`}${of}`;
  };
  return [`${spec.file}: at most ${shown(client)} from a client at once, ${shown(server)} from the server.\n`];
}

/** What `--json` writes: docs/checking-specs.md. */
function report(checked: readonly CheckedSpec[], errors: number, warnings: number): object {
  return {
    schema: 'parley-lint',
    version: 1,
    errors,
    warnings,
    specs: checked.map((spec) => ({
      file: spec.file,
      sha256: spec.origin.sha256,
      longest: longestOf(spec),
      diagnostics: spec.diagnostics.map(({ code, severity, at, end, message, hint }) => ({
        code,
        severity,
        at,
        end,
        message,
        hint,
        docs: docsAnchor(code),
      })),
    })),
  };
}
