import { bufferOf } from './text.js';

const LF = 0x0a;
const CR = 0x0d;

/** The room for what is held of a line at first, in bytes. */
const SMALL = 256;

/** Most connections never hold anything: their lines come whole. */
const NOTHING = Buffer.alloc(0);

/** LF ends a line, one CR before it is dropped; what reaches the limit without LF is overlong, once, and dropped up to its LF. */
export class LineSplitter<Event> {
  private held = NOTHING;
  private length = 0;
  private discards = false;

  /** @param max - the longest line, in bytes, its terminator included. */
  constructor(
    private readonly max: number,
    private readonly make: (bytes: Buffer, from: number, to: number) => Event,
    private readonly overlong: Event,
  ) {}

  get pending(): number {
    return this.length;
  }

  get dropping(): boolean {
    return this.discards;
  }

  push(bytes: Uint8Array): readonly Event[] {
    const buffer = bufferOf(bytes);
    const events: Event[] = [];
    let at = 0;
    while (at < buffer.length) {
      const lf = buffer.indexOf(LF, at);
      const end = lf < 0 ? buffer.length : lf;
      // The terminator counts, so a line of `max` bytes without its LF is too long already.
      if (!this.discards && this.length + (end - at) >= this.max) {
        this.discards = true;
        this.release();
        events.push(this.overlong);
      }
      if (lf < 0) {
        if (!this.discards) this.hold(buffer, at, end);
        break;
      }
      if (this.discards) this.discards = false;
      else if (this.length === 0) events.push(this.line(buffer, at, end));
      else {
        this.hold(buffer, at, end);
        events.push(this.line(this.held, 0, this.length));
        this.release();
      }
      at = lf + 1;
    }
    return events;
  }

  private line(bytes: Buffer, from: number, to: number): Event {
    return this.make(bytes, from, to > from && bytes[to - 1] === CR ? to - 1 : to);
  }

  private hold(bytes: Buffer, from: number, to: number): void {
    const needed = this.length + (to - from);
    if (needed > this.held.length) {
      const grown = Buffer.allocUnsafeSlow(Math.min(this.max, Math.max(needed, SMALL, this.held.length * 2)));
      this.held.copy(grown, 0, 0, this.length);
      this.held = grown;
    }
    bytes.copy(this.held, this.length, from, to);
    this.length = needed;
  }

  /** A connection that once wrote a long line does not keep its room. */
  private release(): void {
    this.length = 0;
    if (this.held.length > 16 * SMALL) this.held = NOTHING;
  }
}
