import type { Framing } from './model.js';

/** What a decoder finds in the bytes of one connection, in their order. */
export type FrameEvent = { readonly kind: 'frame'; readonly bytes: Uint8Array } | { readonly kind: 'overlong' };

/** Takes the bytes of a connection as they come, and says which frames they complete. Holds at most one frame's bytes. */
export interface FrameDecoder {
  /** The frames that these bytes complete. What is returned never shares memory with `bytes`. */
  push(bytes: Uint8Array): readonly FrameEvent[];
  /** How many bytes of an unfinished frame are held. */
  readonly pending: number;
  /** Whether what comes is dropped: an overlong frame has been reported, and its end has not come. */
  readonly dropping: boolean;
}

const LF = 0x0a;
const CR = 0x0d;

/** One read is one frame, cut every `max` bytes. */
class ChunkDecoder implements FrameDecoder {
  readonly pending = 0;
  readonly dropping = false;

  constructor(private readonly max: number) {}

  push(bytes: Uint8Array): readonly FrameEvent[] {
    const frames: FrameEvent[] = [];
    for (let at = 0; at < bytes.length; at += this.max) {
      frames.push({ kind: 'frame', bytes: bytes.slice(at, at + this.max) });
    }
    return frames;
  }
}

/** LF ends a frame; what reaches the limit without one is overlong, once, and dropped up to its LF. */
class LineDecoder implements FrameDecoder {
  private held: Uint8Array;
  private length = 0;
  private discards = false;

  constructor(private readonly max: number) {
    this.held = new Uint8Array(Math.min(max, 256));
  }

  get pending(): number {
    return this.length;
  }

  get dropping(): boolean {
    return this.discards;
  }

  push(bytes: Uint8Array): readonly FrameEvent[] {
    const events: FrameEvent[] = [];
    let at = 0;
    while (at < bytes.length) {
      const lf = bytes.indexOf(LF, at);
      const end = lf < 0 ? bytes.length : lf;
      if (!this.discards) {
        // The terminator counts, so a line of `max` bytes without its LF is too long already.
        if (this.length + (end - at) >= this.max) {
          this.discards = true;
          this.length = 0;
          events.push({ kind: 'overlong' });
        } else if (lf < 0 || this.length > 0) {
          this.hold(bytes.subarray(at, end));
        }
      }
      if (lf < 0) break;
      if (this.discards) this.discards = false;
      else if (this.length > 0) events.push({ kind: 'frame', bytes: withoutCr(this.take()) });
      else events.push({ kind: 'frame', bytes: withoutCr(bytes.slice(at, end)) });
      at = lf + 1;
    }
    return events;
  }

  private hold(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.held.length) {
      const grown = new Uint8Array(Math.min(this.max, Math.max(needed, this.held.length * 2)));
      grown.set(this.held.subarray(0, this.length));
      this.held = grown;
    }
    this.held.set(bytes, this.length);
    this.length = needed;
  }

  private take(): Uint8Array {
    const line = this.held.slice(0, this.length);
    this.length = 0;
    return line;
  }
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line[line.length - 1] === CR ? line.subarray(0, line.length - 1) : line;
}

/** A decoder for one direction of one connection. */
export function createFrameDecoder(framing: Framing): FrameDecoder {
  return framing.kind === 'chunk' ? new ChunkDecoder(framing.max) : new LineDecoder(framing.max);
}

/** What ends a frame on the wire: nothing under `chunk`. */
export function terminatorOf(framing: Framing): string {
  if (framing.kind === 'chunk') return '';
  return framing.write === 'crlf' ? '\r\n' : '\n';
}

/** How many bytes of text fit in one frame. */
export function capacityOf(framing: Framing): number {
  return framing.max - terminatorOf(framing).length;
}
