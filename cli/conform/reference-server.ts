import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Address, parseAddress } from '../../reference-impl/client/address.js';

const START_MS = 20_000;
const STOP_MS = 3_000;
/** Of what it writes the end is kept: that is where a crash says why. */
const KEPT_CHARACTERS = 16_384;

/** The reference server did not come up. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError';
}

/** A `parley serve` of its own process, at a port that was free. */
export class ReferenceServer {
  private readonly child: ChildProcess;
  private readonly ended: Promise<string>;
  private readonly killAtExit = (): void => void this.child.kill('SIGKILL');
  private output = '';
  private errors = '';
  /** How it ended, once it has. */
  private end: string | undefined;

  /** @throws ServerStartError, with what it said, when it does not listen in time. */
  static async start(protocol: string): Promise<{ readonly server: ReferenceServer; readonly address: Address }> {
    const server = new ReferenceServer(protocol);
    return { server, address: await server.address(protocol) };
  }

  private constructor(protocol: string) {
    const main = fileURLToPath(new URL(`../main${extname(import.meta.url)}`, import.meta.url));
    this.child = spawn(process.execPath, [...process.execArgv, main, 'serve', '--protocol', protocol, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Out of the terminal's reach: a Ctrl-C is for us, and the server has to stay while we end the case.
      detached: true,
    });
    process.once('exit', this.killAtExit);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output = (this.output + text).slice(-KEPT_CHARACTERS);
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_CHARACTERS);
    });
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.end ??= how;
        process.removeListener('exit', this.killAtExit);
        resolve(this.end);
      };
      this.child.once('error', (error) => end(error.message));
      this.child.once('close', (code, signal) =>
        end(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`),
      );
    });
  }

  /** How it ended and what it said, if it is no longer there. */
  get death(): string | undefined {
    return this.end === undefined ? undefined : this.withErrors(this.end);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(this.killAtExit, STOP_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private async address(protocol: string): Promise<Address> {
    let timer: NodeJS.Timeout | undefined;
    const listening = new Promise<Address>((resolve) => {
      this.child.stdout?.on('data', () => {
        const address = parseAddress(/listening on (\S+)/.exec(this.output)?.[1] ?? '');
        if (address !== undefined) resolve(address);
      });
    });
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`it did not listen within ${START_MS / 1000} s`), START_MS);
    });
    try {
      const first = await Promise.race([listening, this.ended, late]);
      if (typeof first !== 'string') return first;
      if (this.end === undefined) await this.stop();
      throw new ServerStartError(`the reference server of ${protocol} did not start: ${this.withErrors(first)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  private withErrors(how: string): string {
    const said = this.errors.trim();
    return said === '' ? how : `${how}, and said:\n${said}`;
  }
}
