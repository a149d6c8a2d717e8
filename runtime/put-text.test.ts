import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putText, requireRoom } from './put-text.js';

const texts = fc.oneof(
  fc.string({ maxLength: 90, size: 'max' }),
  fc.string({ unit: 'binary', maxLength: 90, size: 'max' }),
  // Halves of pairs too, which are replaced.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 90, size: 'max' })
    .map((all) => String.fromCharCode(...all)),
  fc
    .tuple(fc.constantFrom('a', 'ñ', 'ж', '語', '😀'), fc.integer({ min: 60, max: 70 }))
    .map(([one, n]) => one.repeat(n)),
);

describe('putText', () => {
  it('writes the bytes that Buffer makes of a text, and touches no others', () => {
    fc.assert(
      fc.property(texts, fc.nat(5), fc.nat(300), (text, at, more) => {
        const bytes = Buffer.from(text);
        const buffer = Buffer.alloc(at + bytes.length + more, 0xff);
        expect(putText(buffer, at, text)).toBe(at + bytes.length);
        expect(buffer.subarray(at, at + bytes.length)).toEqual(bytes);
        const around = Buffer.concat([buffer.subarray(0, at), buffer.subarray(at + bytes.length)]);
        expect(around.every((byte) => byte === 0xff)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says where a text would end that has no room, and touches nothing in front of it', () => {
    fc.assert(
      fc.property(texts, fc.nat(5), fc.nat(200), (text, at, less) => {
        const bytes = Buffer.byteLength(text);
        fc.pre(bytes > 0);
        const buffer = Buffer.alloc(Math.max(0, at + bytes - 1 - less), 0xff);
        const end = putText(buffer, at, text);
        expect(end).toBe(at + bytes);
        expect(buffer.subarray(0, at).every((byte) => byte === 0xff)).toBe(true);
        expect(() => requireRoom(buffer, at, end)).toThrow(expect.objectContaining({ code: 'no-room' }));
      }),
    );
  });

  it('knows a place that no buffer has', () => {
    const buffer = Buffer.alloc(10);
    for (const at of [-1, 0.5, Number.NaN, 11]) {
      expect(() => requireRoom(buffer, at, putText(buffer, at, ''))).toThrow(
        expect.objectContaining({ code: 'no-room' }),
      );
    }
    expect(requireRoom(buffer, 10, putText(buffer, 10, ''))).toBe(10);
  });
});
