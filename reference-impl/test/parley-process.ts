import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Whether there is a build to run. */
export const isBuilt = existsSync(main);

/** A `parley` process, what it has written, and how it ends. */
export class ParleyProcess {
  stdout = '';
  stderr = '';
  readonly child: ChildProcessWithoutNullStreams;
  /** The exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  private watchers: (() => void)[] = [];

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [main, ...args]);
    this.child.stdin.on('error', () => undefined);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.grew(() => (this.stdout += text)));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => this.grew(() => (this.stderr += text)));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (status, signal) => this.grew(() => resolve(status ?? signal ?? 'unknown')));
    });
  }

  /** A server at a free port, once clients can connect. */
  static async serving(protocol: string): Promise<{ readonly server: ParleyProcess; readonly port: number }> {
    const server = new ParleyProcess('serve', '--protocol', protocol, '--port', '0');
    const line = await server.prints(/^listening on 127\.0\.0\.1:(\d+) \((.*)\)\n/);
    return { server, port: Number(line[1]) };
  }

  /** Resolves when standard output matches. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
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
