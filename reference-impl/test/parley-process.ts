import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The program, as it is built. */
export const parleyMain = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Whether there is a build to run. */
export const isBuilt = existsSync(parleyMain);

/** A `parley` process, what it has written, and how it ends. */
export class ParleyProcess {
  stdout = '';
  stderr = '';
  readonly child: ChildProcessWithoutNullStreams;
  /** The exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  private watchers: (() => void)[] = [];

  /** @param command the program, where it is not Node itself. */
  constructor(args: readonly string[], command: readonly string[] = [process.execPath]) {
    const [program = '', ...before] = command;
    this.child = spawn(program, [...before, parleyMain, ...args], { env: { ...process.env, NO_COLOR: '1' } });
    this.child.stdin.on('error', () => undefined);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.grew(() => (this.stdout += text)));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => this.grew(() => (this.stderr += text)));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (status, signal) => this.grew(() => resolve(status ?? signal ?? 'unknown')));
    });
  }

  /** A process that may open no more than so many files. */
  static limitedTo(files: number, ...args: readonly string[]): ParleyProcess {
    return new ParleyProcess(args, ['sh', '-c', `ulimit -n ${files} && exec "$@"`, 'sh', process.execPath]);
  }

  /** A server at a free port, once clients can connect. */
  static async serving(
    protocol: string,
    ...options: readonly string[]
  ): Promise<{ readonly server: ParleyProcess; readonly port: number }> {
    const server = new ParleyProcess(['serve', '--protocol', protocol, '--port', '0', '--log', 'none', ...options]);
    return { server, port: await server.port() };
  }

  /** The port at which it listens, once clients can connect. */
  async port(): Promise<number> {
    const [, port] = await this.prints(/^listening on \S+:(\d+) \(.*\)\n/);
    return Number(port);
  }

  /** Resolves when standard output matches. */
  prints(pattern: RegExp): Promise<RegExpExecArray> {
    return this.matches(pattern, () => this.stdout);
  }

  /** Resolves when standard error matches. */
  complains(pattern: RegExp): Promise<RegExpExecArray> {
    return this.matches(pattern, () => this.stderr);
  }

  private async matches(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(text());
      if (match !== null) return match;
      if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}: ${this.stderr}`);
      await new Promise<void>((resolve) => this.watchers.push(resolve));
    }
  }

  private grew(note: () => void): void {
    note();
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}
