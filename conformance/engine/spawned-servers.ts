import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../driver/connection.js';
import { freePort } from './free-port.js';
import { Guard } from './guard.js';
import type { Death, Server, Servers } from './servers.js';

/** How servers are started. */
export interface SpawnOptions {
  /** A command of the shell. `{port}` and `{host}` in it are where the server is to listen. */
  readonly command: string;
  /** Where it listens if the command does not say `{port}`; there can be one at a time then. */
  readonly target?: Target;
  /** How long it may take to listen, in milliseconds. */
  readonly startMs?: number;
  /** Variables of its environment, beside ours. */
  readonly env?: Readonly<Record<string, string>>;
}

export const DEFAULT_START_MS = 20_000;
const HOST = '127.0.0.1';
/** How long a server has to end after it was asked to. */
const STOP_MS = 2_000;
/** Of what a server writes the end is kept: that is where a crash says why. */
const KEPT_CHARACTERS = 8_192;
/** How the shell ends when a command can't be run, or is not there. */
const NOT_RUN: readonly number[] = [126, 127];

/** A command that is started for each worker, at a port of its own, and anew whenever a case has done damage. */
export function spawnedServers({ command, target, startMs = DEFAULT_START_MS, env = {} }: SpawnOptions): Servers {
  return {
    name: command,
    most: target === undefined ? Number.POSITIVE_INFINITY : 1,
    async open() {
      const at = target ?? { host: HOST, port: await freePort(HOST) };
      const words = command.replaceAll('{port}', String(at.port)).replaceAll('{host}', at.host);
      return new SpawnedServer(words, at, startMs, env);
    },
  };
}

/** A server's process, and all that it starts: they are a process group, and are ended as one. */
class SpawnedServer implements Server {
  readonly replaceable = true;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly guard: Guard;
  private readonly killAtExit = (): void => this.signal('SIGKILL');
  private output = '';
  private errors = '';
  private stopping = false;
  private isOver = false;
  death: Death | undefined;

  constructor(
    command: string,
    readonly target: Target,
    readonly startMs: number,
    env: Readonly<Record<string, string>>,
  ) {
    this.child = spawn(command, {
      shell: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, out of the terminal's reach: a Ctrl-C is for us, and ends the server through us.
      detached: true,
    });
    this.guard = new Guard(this.child.pid);
    process.once('exit', this.killAtExit);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output = (this.output + text).slice(-KEPT_CHARACTERS);
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_CHARACTERS);
    });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.over(error.message, true);
        resolve();
      });
      this.child.once('exit', (status, signal) => {
        // The shell, or the first process, may go before what it has started.
        this.signal('SIGKILL');
        this.guard.release();
        // What it wrote last may still be in the pipe.
        const drained = new Promise((done) => this.child.once('close', done));
        void Promise.race([drained, sleep(100, undefined, { ref: false })]).then(() => {
          const how = signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
          this.over(how, status !== null && NOT_RUN.includes(status));
          resolve();
        });
      });
    });
  }

  async settled(ms: number): Promise<Death | undefined> {
    if (ms > 0 && this.death === undefined) await Promise.race([this.ended, sleep(ms, undefined, { ref: false })]);
    return this.death;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (!this.isOver) {
      this.signal('SIGTERM');
      const timer = setTimeout(this.killAtExit, STOP_MS);
      await this.ended;
      clearTimeout(timer);
    }
  }

  private over(how: string, notRun: boolean): void {
    this.isOver = true;
    process.removeListener('exit', this.killAtExit);
    // A process outside of the group may hold the other ends: that is no reason for us to stay.
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    const said = this.errors.trim() === '' ? this.output.trim() : this.errors.trim();
    if (!this.stopping) this.death ??= { how, said, notRun };
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // Nobody of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') this.child.kill(signal);
    }
  }
}
