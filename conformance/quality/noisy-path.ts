import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { resetSocket } from '../../runtime/node/reset-socket.js';

/** What a path can do to what it passes on, without altering it. */
export const NOISES = {
  none: 'as it is',
  bytewise: 'byte by byte',
  gathered: 'held for 5 ms, so that messages come together',
  delayed: 'each piece 0 to 50 ms later, in order',
  drowsy: 'read up to 50 ms late by the server, all that has come by then at once',
  slow: 'what the server sends 50 ms later each, 20 KB a second',
} as const;
export type Noise = keyof typeof NOISES;

/**
 * A path to a server that delays and fragments. What clients write is passed on as it is where a write is a message:
 * a path that changed that would change what was said. But a server that is slow to read finds more than
 * one write in a read, if more has been written: that may be tried.
 */
export class NoisyPath {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly target: { readonly host: string; readonly port: number },
    private readonly noise: Noise,
    private readonly writesAreMessages: boolean,
  ) {
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => this.join(client));
  }

  async listen(): Promise<{ readonly host: string; readonly port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', () => resolve());
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the path has no port');
    return { host: '127.0.0.1', port: address.port };
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const server = dial({ ...this.target, noDelay: true, allowHalfOpen: true });
    const pair = [client, server] as const;
    for (const socket of pair) {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    }
    this.pass(server, client, this.noise === 'drowsy' ? 'none' : this.noise);
    const untouched = this.noise !== 'drowsy' && (this.writesAreMessages || this.noise === 'slow');
    this.pass(client, server, untouched ? 'none' : this.noise);
  }

  /** Passes on all that comes, its end, and its breaking off. */
  private pass(from: Socket, to: Socket, noise: Noise): void {
    let last: Promise<void> = Promise.resolve();
    const after = (step: () => void | Promise<void>): void => {
      last = last.then(step);
    };
    let held: Buffer[] = [];
    from.on('data', (bytes) => {
      if (noise === 'none') after(() => put(to, bytes));
      if (noise === 'bytewise')
        for (let i = 0; i < bytes.length; i++) {
          after(() => put(to, bytes.subarray(i, i + 1)));
          // Each leaves on its own, before anything else is written.
          after(() => turn());
        }
      if (noise === 'delayed')
        after(async () => {
          await pause(Math.random() * 50);
          put(to, bytes);
        });
      if (noise === 'slow')
        after(async () => {
          await pause(50 + bytes.length / 20);
          put(to, bytes);
        });
      if (noise === 'gathered' || noise === 'drowsy') {
        held.push(bytes);
        if (held.length === 1)
          after(async () => {
            await pause(noise === 'gathered' ? 5 : Math.random() * 50);
            const all = Buffer.concat(held);
            held = [];
            put(to, all);
          });
      }
    });
    from.on('end', () => after(() => void to.end()));
    from.on('error', () => after(() => resetSocket(to)));
  }
}

function put(to: Socket, bytes: Uint8Array): void {
  if (!to.destroyed && to.writable) to.write(bytes);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
