import { LineSplitter } from './line-splitter.js';
import type { Framing } from './model.js';
import { bufferOf, decodeRange } from './text.js';
import { malformedAt } from './utf8.js';

/** What a decoder finds in the bytes of one connection, in their order. */
export type FrameEvent = { readonly kind: 'frame'; readonly bytes: Uint8Array } | { readonly kind: 'overlong' };

/** The same with frames decoded. */
export type TextEvent =
  | { readonly kind: 'text'; readonly text: string }
  /** A frame that is not UTF-8; `at` counts its bytes up to the first that can't stand there. */
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array; readonly at: number }
  | { readonly kind: 'overlong' };

/**
 * Takes the bytes of a connection as they come, and says which frames they complete: the same ones however the bytes are
 * split, but under `chunk`, where a split is what ends a frame. Takes time in proportion to the bytes, and holds at most
 * one frame of them.
 */
export interface Decoder<Event> {
  /** The frames that these bytes complete. What is returned never shares memory with `bytes`. */
  push(bytes: Uint8Array): readonly Event[];
  /** How many bytes of an unfinished frame are held. */
  readonly pending: number;
  /** Whether what comes is dropped: an overlong frame has been reported, and its end has not come. */
  readonly dropping: boolean;
}

/** Finds frames. */
export type FrameDecoder = Decoder<FrameEvent>;
/** Finds frames, and decodes them. */
export type TextFrameDecoder = Decoder<TextEvent>;

/** Makes what is returned of a frame: the bytes of `bytes` from `from` up to `to`. */
export type MakeEvent<Event> = (bytes: Buffer, from: number, to: number) => Event;

/** One read is one frame, cut every `max` bytes. */
class ChunkDecoder<Event> implements Decoder<Event> {
  readonly pending = 0;
  readonly dropping = false;

  constructor(
    private readonly max: number,
    private readonly make: MakeEvent<Event>,
  ) {}

  push(bytes: Uint8Array): readonly Event[] {
    const buffer = bufferOf(bytes);
    const frames: Event[] = [];
    for (let at = 0; at < buffer.length; at += this.max) {
      frames.push(this.make(buffer, at, Math.min(buffer.length, at + this.max)));
    }
    return frames;
  }
}

const OVERLONG = { kind: 'overlong' } as const;

/** A decoder for one direction of one connection. */
export function createFrameDecoder(framing: Framing): FrameDecoder {
  return decoder(framing, frameOf);
}

/** A decoder that decodes frames as UTF-8 too, and copies no bytes on the way. */
export function createTextDecoder(framing: Framing): TextFrameDecoder {
  return decoder(framing, textOf);
}

function frameOf(bytes: Buffer, from: number, to: number): FrameEvent {
  return { kind: 'frame', bytes: copy(bytes, from, to) };
}

function textOf(bytes: Buffer, from: number, to: number): TextEvent {
  const text = decodeRange(bytes, from, to);
  if (text !== undefined) return { kind: 'text', text };
  const frame = copy(bytes, from, to);
  return { kind: 'malformed', bytes: frame, at: malformedAt(frame) };
}

function decoder<Event>(framing: Framing, make: MakeEvent<Event | typeof OVERLONG>): Decoder<Event | typeof OVERLONG> {
  return framing.kind === 'chunk' ? new ChunkDecoder(framing.max, make) : new LineSplitter(framing.max, make, OVERLONG);
}

/** `Buffer` would give a view. */
function copy(bytes: Buffer, from: number, to: number): Uint8Array {
  return Uint8Array.prototype.slice.call(bytes, from, to);
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
