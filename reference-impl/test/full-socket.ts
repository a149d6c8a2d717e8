import { Duplex } from 'node:stream';

/** A socket whose other side reads nothing: the system takes `room` bytes, and what is more waits until there is room. */
export class FullSocket extends Duplex {
  readonly writes: string[] = [];
  wasReset = false;
  private waiting: (() => void) | undefined;

  constructor(private room: number) {
    super({ allowHalfOpen: true });
  }

  /** What has been written, as a stream. */
  get text(): string {
    return this.writes.join('');
  }

  /** The other side writes this. */
  says(text: string): void {
    this.push(Buffer.from(text));
  }

  /** The other side reads so much. */
  makeRoom(bytes: number): void {
    this.room += bytes;
    this.takeWaiting();
  }

  override _read(): void {
    // What comes is what the other side says.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    if (bytes.length > 0) this.writes.push(bytes.toString());
    this.room -= bytes.length;
    this.waiting = done;
    this.takeWaiting();
  }

  resetAndDestroy(): void {
    this.wasReset = true;
    this.destroy();
  }

  private takeWaiting(): void {
    if (this.room < 0) return;
    const done = this.waiting;
    this.waiting = undefined;
    done?.();
  }
}
