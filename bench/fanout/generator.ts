import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
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
/** How long a server may take until it listens. */
const startMs = 20_000;

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
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const words = new Words(server);
  const killAtExit = (): void => void server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  try {
    await words.say(contender.listens);
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
    throw new Error(`${(error as Error).message}; the server said: ${words.last}`, { cause: error });
  } finally {
    server.kill('SIGKILL');
    await ended;
    process.off('exit', killAtExit);
  }
}

/**
 * What a server says, and when it says that it listens. To connect just to look would be a client, and some servers take
 * that amiss.
 */
class Words {
  private text = '';
  private watchers: (() => void)[] = [];
  private isOver = false;

  constructor(server: ChildProcessByStdio<null, Readable, Readable>) {
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (more: string) => this.changed(() => (this.text += more)));
    }
    server.once('error', ({ message }) => this.changed(() => (this.text += message)));
    server.once('close', () => this.changed(() => (this.isOver = true)));
  }

  /** What it has said last. */
  get last(): string {
    return this.text.slice(-keptCharacters).trim();
  }

  /** Resolves when it has said this. @throws Error when it ends instead, or takes too long. */
  async say(pattern: RegExp): Promise<void> {
    const deadline = AbortSignal.timeout(startMs);
    deadline.addEventListener('abort', () => this.changed(() => undefined));
    while (!pattern.test(this.text)) {
      if (this.isOver) throw new Error('it has ended');
      if (deadline.aborted) throw new Error(`it does not listen after ${startMs} ms`);
      await new Promise<void>((resolve) => this.watchers.push(resolve));
    }
    // From here on only the end counts: some log every client.
    this.text = '';
  }

  private changed(note: () => void): void {
    note();
    this.text = this.text.slice(-2 * keptCharacters);
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}
