import type { ConnectionId } from '../../runtime/index.js';
import type { Recorder } from './recorder.js';

/** Looks for a text in what is read from now on, on any connection, wherever the reads divide it. */
export class TokenWatch {
  private readonly tails = new Map<ConnectionId, Buffer>();
  private readonly listener = (connection: ConnectionId, bytes: Uint8Array): void => this.look(connection, bytes);
  private readonly token: Buffer;
  seen = false;

  constructor(
    private readonly recorder: Recorder,
    token: Uint8Array,
  ) {
    this.token = Buffer.from(token);
    recorder.onRead(this.listener);
  }

  stop(): void {
    this.recorder.offRead(this.listener);
  }

  private look(connection: ConnectionId, bytes: Uint8Array): void {
    const text = Buffer.concat([this.tails.get(connection) ?? Buffer.alloc(0), bytes]);
    if (text.includes(this.token)) {
      this.seen = true;
      this.stop();
      return;
    }
    this.tails.set(connection, text.subarray(Math.max(0, text.length - this.token.length + 1)));
  }
}
