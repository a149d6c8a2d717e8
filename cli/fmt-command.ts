import { randomBytes } from 'node:crypto';
import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { formatDiagnostics } from '../generator/diagnostics/format.js';
import { formatSpec } from '../generator/format/format.js';
import { isSameSpec } from '../generator/format/same-syntax.js';
import { specsIn } from '../generator/generate-folder.js';
import { parseSpec } from '../generator/language/parse.js';
import { colourOn, decodeSpec, readText, type Terminal } from './spec-text.js';
import { WrongUse } from './wrong-use.js';

export interface FmtCommandOptions {
  readonly specs: readonly string[];
  readonly check: boolean;
  readonly cwd: string;
}

interface Streams {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** Runs `parley fmt` and returns its exit status. */
export async function fmtCommand(options: FmtCommandOptions, streams: Streams): Promise<number> {
  if (options.specs.includes('-')) return formatInput(options, streams);
  const paths = options.specs.length > 0 ? options.specs : specsIn(join(options.cwd, 'spec'));
  if (paths.length === 0) throw new WrongUse('there is no spec in spec/: name the files');
  let changed = 0;
  let unreadable = 0;
  for (const path of paths.map((one) => resolve(options.cwd, one))) {
    const shown = relative(options.cwd, path).replaceAll('\\', '/');
    const text = readText(path, shown);
    const formatted = formattedOf(shown, text, streams);
    if (formatted === undefined) unreadable++;
    else if (formatted !== text) {
      changed++;
      if (options.check) streams.stderr.write(`${shown} is laid out otherwise.\n`);
      else {
        replace(path, formatted);
        streams.stdout.write(`${shown} written.\n`);
      }
    }
  }
  if (options.check && changed > 0) streams.stderr.write('Run: npx parley fmt\n');
  if (unreadable > 0) return 2;
  return options.check && changed > 0 ? 1 : 0;
}

async function formatInput({ specs, check }: FmtCommandOptions, streams: Streams): Promise<number> {
  if (specs.length > 1) throw new WrongUse('- stands alone');
  const chunks: Buffer[] = [];
  for await (const chunk of streams.stdin)
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
  const text = decodeSpec(Buffer.concat(chunks), 'standard input');
  const formatted = formattedOf('<stdin>', text, streams);
  if (formatted === undefined) return 2;
  if (check) return formatted === text ? 0 : 1;
  streams.stdout.write(formatted);
  return 0;
}

/** The text in its layout; undefined: it can't be read, which has been shown. */
function formattedOf(file: string, text: string, { stderr }: Streams): string | undefined {
  const { syntax, diagnostics } = parseSpec(file, text);
  if (syntax === undefined) {
    stderr.write(`${formatDiagnostics(diagnostics, text, { colour: colourOn(stderr) })}\n\n`);
    return undefined;
  }
  const formatted = formatSpec(text);
  if (!isSameSpec(text, formatted))
    throw new Error(`${file} would not be read as before: this is a fault of parley fmt, and nothing was written`);
  return formatted;
}

/** In one step, so that no half of a spec is ever left behind. */
function replace(path: string, text: string): void {
  const real = realpathSync(path);
  const beside = join(dirname(real), `.${basename(real)}.${randomBytes(4).toString('hex')}`);
  try {
    writeFileSync(beside, text, { mode: statSync(real).mode });
    renameSync(beside, real);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new WrongUse(error.message);
    throw error;
  }
}
