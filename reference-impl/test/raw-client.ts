import { connect, type Socket } from 'node:net';

/** Where a client connects to, and from. */
export interface Place {
  readonly host: string;
  readonly localAddress: string;
}

/** A client that speaks bytes, and waits for what it expects instead of sleeping. */
export class RawClient {
  received = '';
  ended: 'no' | 'fin' | 'reset' = 'no';
  private watchers: (() => void)[] = [];

  /** @param socket is connected. */
  constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.saw(() => (this.received += text)));
    socket.on('end', () => this.saw(() => (this.ended = 'fin')));
    socket.on('error', () => this.saw(() => (this.ended = 'reset')));
    socket.on('close', () => this.saw(() => undefined));
  }

  static to(port: number, place: Partial<Place> = {}): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ...place, allowHalfOpen: true, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawClient(socket));
      });
    });
  }

  write(data: string | Uint8Array): void {
    this.socket.write(data);
  }

  /** Resolves when this has come; what came up to its end is taken off `received`. */
  async hears(text: string): Promise<void> {
    await this.until(
      () => this.received.includes(text),
      () => `"${text}" in ${JSON.stringify(this.received.slice(-200))}`,
    );
    this.received = this.received.slice(this.received.indexOf(text) + text.length);
  }

  /** Resolves when the server has ended the connection. */
  async end(): Promise<'fin' | 'reset'> {
    await this.until(
      () => this.ended !== 'no',
      () => `the end after ${JSON.stringify(this.received)}`,
    );
    return this.ended === 'reset' ? 'reset' : 'fin';
  }

  private saw(note: () => void): void {
    note();
    for (const watcher of this.watchers.splice(0)) watcher();
  }

  private async until(holds: () => boolean, awaited: () => string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!holds()) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`still waiting for ${awaited()}`)), deadline - Date.now());
        this.watchers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}
