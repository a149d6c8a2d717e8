import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameDecoder, createTextDecoder, type Decoder, type FrameEvent, type TextEvent } from './framing.js';
import { malformedAt } from './utf8.js';

const MAX = 12;
const lines = { kind: 'line', max: MAX, write: 'lf' } as const;

/** What lines mean, said once more: of the whole stream at once. */
function framesOf(stream: Buffer): readonly FrameEvent[] {
  const ends = [...stream.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at] : []));
  const events = ends.map((end, index): FrameEvent => {
    const line = stream.subarray((ends[index - 1] ?? -1) + 1, end);
    if (line.length >= MAX) return { kind: 'overlong' };
    return { kind: 'frame', bytes: new Uint8Array(line.at(-1) === 0x0d ? line.subarray(0, -1) : line) };
  });
  const left = stream.length - (ends.at(-1) ?? -1) - 1;
  return left >= MAX ? [...events, { kind: 'overlong' }] : events;
}

function textOf(event: FrameEvent): TextEvent {
  if (event.kind === 'overlong') return event;
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(event.bytes) };
  } catch {
    return { kind: 'malformed', bytes: event.bytes, at: malformedAt(event.bytes) };
  }
}

/** All that a decoder says of the pieces of a stream. */
function pushed<Event>(decoder: Decoder<Event>, pieces: readonly Uint8Array[]): readonly Event[] {
  return pieces.flatMap((piece) => {
    const events = decoder.push(piece);
    expect(decoder.pending).toBeLessThan(MAX);
    // Whoever read the bytes may read the next ones into the same memory.
    piece.fill(0x21);
    return events;
  });
}

const atoms = ['\n', '\r', '\r\n', 'a', 'abcdefgh', '\0', 'é', '😀', '\ufeff', '\ufffd'];
const bytes = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...atoms).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3 }).map((one) => Buffer.from(one)) },
  ),
  { maxLength: 60 },
);
const cuts = fc.array(fc.nat(8), { minLength: 1, maxLength: 30 });

/** Copies of a stream's bytes, cut into pieces of these lengths, over and over; `Buffer` and not. */
function split(stream: Buffer, lengths: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn++) {
    const length = (lengths[turn % lengths.length] ?? 0) + (turn > 100 ? 1 : 0);
    const piece = Uint8Array.prototype.slice.call(stream, at, at + length);
    pieces.push(turn % 2 === 0 ? new Uint8Array(piece) : Buffer.from(piece));
    at += length;
  }
  return pieces;
}

describe('lines', () => {
  it('are the same however the bytes are split, and end at their limit in bytes', () => {
    fc.assert(
      fc.property(bytes, cuts, (parts, lengths) => {
        const stream = Buffer.concat(parts);
        const expected = framesOf(stream);
        expect(pushed(createFrameDecoder(lines), split(stream, lengths)).map(plain)).toEqual(expected.map(plain));
        const texts = pushed(createTextDecoder(lines), split(stream, lengths)).map(plain);
        expect(texts).toEqual(expected.map(textOf).map(plain));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [MAX - 1, 'frame'],
    [MAX, 'overlong'],
    [MAX + 1, 'overlong'],
  ])('of %i bytes and their LF in a frame of one byte more are a %s at most', (length, kind) => {
    const [event, ...more] = createFrameDecoder(lines).push(Buffer.from(`${'x'.repeat(length)}\n`));
    expect([event?.kind, more.length]).toEqual([kind, 0]);
  });

  it('are reported as overlong once, at the limit, and dropped up to their end', () => {
    const decoder = createFrameDecoder(lines);
    expect(decoder.push(Buffer.alloc(MAX - 1, 0x61))).toEqual([]);
    expect(decoder.push(Buffer.from('a'))).toEqual([{ kind: 'overlong' }]);
    expect([decoder.dropping, decoder.pending]).toEqual([true, 0]);
    expect(decoder.push(Buffer.alloc(1 << 20, 0x61))).toEqual([]);
    expect(decoder.push(Buffer.from('\nb\n')).map(plain)).toEqual([{ kind: 'frame', bytes: [0x62] }]);
    expect(decoder.dropping).toBe(false);
  });
});

describe('chunks', () => {
  it('are what came at once, cut at the limit', () => {
    const decoder = createFrameDecoder({ kind: 'chunk', max: 4 });
    expect(decoder.push(Buffer.from('abcdefghij')).map(plain)).toEqual(
      ['abcd', 'efgh', 'ij'].map((text) => ({ kind: 'frame', bytes: [...Buffer.from(text)] })),
    );
    expect(decoder.push(new Uint8Array())).toEqual([]);
    const texts = createTextDecoder({ kind: 'chunk', max: 3 });
    expect(texts.push(Buffer.from('aé😀')).map(plain)).toEqual([
      { kind: 'text', text: 'aé' },
      { kind: 'malformed', bytes: [0xf0, 0x9f, 0x98], at: 0 },
      { kind: 'malformed', bytes: [0x80], at: 0 },
    ]);
  });
});

describe('the place where bytes stop being UTF-8', () => {
  it.each([
    ['', -1],
    ['61c3a9f09f9880', -1],
    ['efbfbd', -1],
    ['6180', 1],
    ['61c3', 1],
    ['c080', 0],
    ['61e08080', 1],
    ['eda080', 0],
    ['f4908080', 0],
    ['f09f98', 0],
    ['c3a9e282', 2],
    ['ff', 0],
  ])('in %s is %i', (hex, at) => expect(malformedAt(Buffer.from(hex, 'hex'))).toBe(at));

  it('is behind the longest beginning that a strict decoder takes', () => {
    const strict = (part: Uint8Array): boolean => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(part);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(bytes, (parts) => {
        const all = Buffer.concat(parts);
        const at = malformedAt(all);
        expect(at < 0).toBe(strict(all));
        if (at < 0) return;
        expect(strict(all.subarray(0, at))).toBe(true);
        for (let end = at + 1; end <= all.length; end++) expect(strict(all.subarray(0, end))).toBe(false);
      }),
    );
  });
});

/** Bytes as numbers, whichever class holds them. */
function plain(event: FrameEvent | TextEvent): unknown {
  return 'bytes' in event ? { ...event, bytes: [...event.bytes] } : event;
}
