import { execFile, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../cli/package-paths.js';
import { freePort } from '../../conformance/engine/free-port.js';
import type { Contender } from './servers.js';

/** What the generator found in one run; figures that a kind of run does not have are absent. */
export interface Sample {
  readonly cpu_s_per_M?: number;
  readonly deliv_per_s?: number;
  readonly p50_us?: number;
  readonly p99_us?: number;
  readonly bytes_per_recv?: number;
  readonly gen_cpu_pct?: number;
  readonly settle_s?: number;
  readonly kb_per_conn?: number;
  readonly alive?: number;
  readonly n: number;
  readonly shed?: number;
  readonly missing?: number;
  readonly errs: number;
  readonly lost: number;
}

/** Of what a server says the end is kept: that is where it says what went wrong. */
const keptCharacters = 2_000;

const run = promisify(execFile);

/** Compiles a C program of this folder. @throws with the compiler's words. */
export function compile(name: string, folder: string): string {
  const program = join(folder, name);
  const source = join(packageRoot, 'bench/fanout', `${name}.c`);
  execFileSync('cc', ['-O2', '-Wall', '-Wno-format-truncation', '-Wno-misleading-indentation', '-o', program, source], {
    stdio: 'inherit',
  });
  return program;
}

/** Starts a server, puts the load on it, and ends it. */
export async function measure(
  generator: string,
  contender: Contender,
  load: readonly string[],
  seconds: number,
  scratch: string,
): Promise<Sample> {
  const port = await freePort('127.0.0.1');
  const [program = '', ...args] = contender.command(port, scratch);
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptCharacters);
  });
  const killAtExit = (): void => void server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  try {
    await listening(port, () => server.exitCode !== null);
    const of = [
      '--proto',
      contender.dialect,
      '--port',
      String(port),
      '--pid',
      String(server.pid),
      '-t',
      String(seconds),
    ];
    const { stdout } = await run(generator, [...of, ...load]);
    return JSON.parse(stdout) as Sample;
  } catch (error) {
    throw new Error(`${(error as Error).message}; the server said: ${said.trim()}`, { cause: error });
  } finally {
    server.kill('SIGKILL');
    await ended;
    process.off('exit', killAtExit);
  }
}

/** Looks in the system's table of sockets: to connect just to look would be a client that some servers take amiss. */
async function listening(port: number, isOver: () => boolean): Promise<void> {
  const place = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n'));
    if (lines.some((line) => line.includes(place) && / 0A /.test(line))) return;
    if (isOver()) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing listens at port ${port}`);
}
