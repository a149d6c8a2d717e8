import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import xterm from '@xterm/headless';
import { parleyMain } from './parley-process.js';

const bridge = fileURLToPath(new URL('./pty-bridge.py', import.meta.url));

/** Whether a pseudoterminal can be had. */
export const hasPty = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** `parley` in a real pseudoterminal, drawn by a real terminal, which wraps anew what it shows when its width changes. */
export class PtyTerminal {
  /** The exit status, once everything is drawn. */
  readonly ended: Promise<number | null>;
  private readonly terminal;
  private readonly child: ChildProcess;
  private watchers: (() => void)[] = [];

  /**
   * @param wraps whether the terminal wraps anew the line that the cursor is in, too: some do, some do not.
   * @param before lines that stand there already.
   */
  constructor(
    columns: number,
    rows: number,
    args: readonly string[],
    { wraps = true, before = [] }: { readonly wraps?: boolean; readonly before?: readonly string[] } = {},
  ) {
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, reflowCursorLine: wraps });
    this.terminal.write(before.map((line) => `${line}\r\n`).join(''));
    const command = [bridge, String(columns), String(rows), process.execPath, parleyMain, ...args];
    this.child = spawn('python3', command, {
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
      env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: '1' },
    });
    this.child.stdout?.on('data', (bytes: Buffer) => this.terminal.write(bytes, () => this.changed()));
    // What the terminal itself answers: where its cursor is, what it is.
    this.terminal.onData((answer) => this.type(answer));
    // Once all that it has drawn is shown.
    this.ended = new Promise((resolve) =>
      this.child.once('close', (status) => this.terminal.write('', () => resolve(status))),
    );
    void this.ended.then(() => this.changed());
  }

  /** Presses keys. */
  type(keys: string): void {
    this.child.stdin?.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    (this.child.stdio[3] as Writable).write(`${columns} ${rows}\n`);
  }

  /** The rows of what is shown, and of what has scrolled off the top, without blank ones at the end. */
  get rows(): readonly string[] {
    const { active } = this.terminal.buffer;
    const rows = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
    while (rows.at(-1) === '') rows.pop();
    return rows.map((row) => row.trimEnd());
  }

  /** The same as lines: rows of which one goes on in the next are one. */
  get lines(): readonly string[] {
    return this.linesFrom(0);
  }

  /** The lines of what is shown now. */
  get screen(): readonly string[] {
    return this.linesFrom(this.terminal.buffer.active.baseY);
  }

  private linesFrom(first: number): readonly string[] {
    const { active } = this.terminal.buffer;
    const lines: string[] = [];
    for (const [at, row] of this.rows.entries()) {
      if (at < first) continue;
      if (active.getLine(at)?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${row}`);
      else lines.push(row);
    }
    return lines;
  }

  /** Where the cursor is: its column, and its row among `rows`. */
  get cursor(): { readonly column: number; readonly row: number } {
    const { active } = this.terminal.buffer;
    return { column: active.cursorX, row: active.baseY + active.cursorY };
  }

  /** Resolves when this holds of the rows. @throws Error that shows them when it does not for long. */
  async shows(holds: (rows: readonly string[]) => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(20_000);
    deadline.addEventListener('abort', () => this.changed());
    while (!holds(this.rows)) {
      if (deadline.aborted || this.child.exitCode !== null) throw new Error(`still shown:\n${this.rows.join('\n')}`);
      await new Promise<void>((resolve) => this.watchers.push(resolve));
    }
  }

  /** Resolves when these are the last lines: what is being drawn comes in pieces. @throws Error as `shows`. */
  async showsLast(...lines: readonly string[]): Promise<void> {
    await this.shows(() => JSON.stringify(this.lines.slice(-lines.length)) === JSON.stringify(lines));
  }

  /** Ends it at once. */
  close(): void {
    this.child.kill('SIGKILL');
    this.terminal.dispose();
  }

  private changed(): void {
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}
