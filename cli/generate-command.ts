import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { hasErrors } from '../generator/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../generator/diagnostics/format.js';
import { DuplicateProtocol } from '../generator/generate.js';
import { type GenerateResult, generateAll } from '../generator/generate-folder.js';
import { isCompiled, packageRoot } from './package-paths.js';
import { runnablePath } from './runnable-path.js';
import { specFiles } from './spec-files.js';
import { WrongUse } from './wrong-use.js';

export interface GenerateCommandOptions {
  readonly specs: readonly string[];
  readonly out: string;
  readonly check: boolean;
  readonly cwd: string;
}

/** Where the command writes to. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Runs `parley generate` and returns its exit status. */
export async function generateCommand(options: GenerateCommandOptions, streams: Streams): Promise<number> {
  const out = resolve(options.cwd, options.out);
  const { specs, all } = specFiles(options.specs, options.cwd);
  const result = generate({ specs, out, check: options.check, base: options.cwd, all });
  const colour = streams.stderr.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  for (const { text, diagnostics } of result.specs) {
    if (diagnostics.length > 0) streams.stderr.write(`${formatDiagnostics(diagnostics, text, { colour })}\n\n`);
  }
  if (result.specs.some(({ diagnostics }) => hasErrors(diagnostics))) {
    streams.stderr.write('parley generate: nothing was written, as a spec has an error.\n');
    return 2;
  }
  const shown = relative(options.cwd, out) || '.';
  if (options.check) return reportCheck(result, shown, options, streams);
  if (isCompiled && out === join(packageRoot, 'generated')) {
    await updateBuild(result);
  }
  const { applied, files, protocols } = result;
  const { written = [], removed = [], leftAlone = [] } = applied ?? {};
  const done = `${written.length} written${removed.length > 0 ? `, ${removed.length} removed` : ''}`;
  streams.stdout.write(`${protocols.join(', ')}: ${files.size} files in ${shown}, ${done}.\n`);
  for (const path of leftAlone)
    streams.stderr.write(`${join(shown, path)} was not made by parley, and is left alone.\n`);
  return 0;
}

/** Brings dist/ up to date, so that the other commands know what has changed without another build. */
async function updateBuild({ files, changes }: GenerateResult): Promise<void> {
  const build = join(packageRoot, 'dist/generated');
  const changed = new Set(changes.map(({ path }) => path));
  const stale = new Map(
    [...files].filter(([path]) => changed.has(path) || !existsSync(join(build, runnablePath(path)))),
  );
  if (stale.size === 0) return;
  const { writeRunnable } = await import('./transpile.js');
  writeRunnable(build, stale);
}

function generate(options: Parameters<typeof generateAll>[0]): GenerateResult {
  try {
    return generateAll(options);
  } catch (error) {
    if (error instanceof DuplicateProtocol) throw new WrongUse(error.message);
    // A folder in place of a file, a file in place of a folder, no right to read or write: the system's own words say it.
    if (error instanceof Error && 'syscall' in error) throw new WrongUse(error.message);
    throw error;
  }
}

function reportCheck(
  { changes }: GenerateResult,
  shown: string,
  options: GenerateCommandOptions,
  streams: Streams,
): number {
  if (changes.length === 0) {
    streams.stdout.write(`${shown} is what the specs say.\n`);
    return 0;
  }
  for (const { path, kind } of changes) streams.stderr.write(`${kind.padEnd(7)} ${join(shown, path)}\n`);
  const args = [...options.specs, ...(options.out === 'generated' ? [] : ['--out', options.out])];
  streams.stderr.write(`${shown} is not what the specs say. Run: ${commandWith(args, options.cwd)}\n`);
  return 1;
}

/** In the package itself the generator may have changed, too: its script builds it first. */
function commandWith(args: readonly string[], cwd: string): string {
  const command =
    cwd === packageRoot ? ['npm run generate', ...(args.length > 0 ? ['--'] : [])] : ['npx parley generate'];
  return [...command, ...args].join(' ');
}
