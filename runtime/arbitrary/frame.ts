import fc from 'fast-check';
import { capacityOf } from '../framing.js';
import type { Framing } from '../model.js';

/** Bytes that are no UTF-8: cut and lone parts, overlong forms, surrogates, what is past the last plane. */
export const MALFORMED: readonly (readonly number[])[] = [
  [0x80],
  [0xff],
  [0xc3],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98],
  [0xc0, 0x80],
  [0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
];

/** Frames of all kinds: of texts, texts with malformed bytes in them, and any bytes; as a decoder of the framing hands them out. */
export function frameOf(framing: Framing, texts: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const bytes = texts.map((text): Uint8Array => Buffer.from(text));
  const damaged = fc
    .tuple(bytes, fc.constantFrom(...MALFORMED), fc.nat(1_000))
    .map(([whole, malformed, thousandth]) => {
      const at = Math.floor((thousandth / 1_000) * whole.length);
      return Uint8Array.from([...whole.subarray(0, at), ...malformed, ...whole.subarray(at)]);
    });
  return fc
    .oneof(
      { withCrossShrink: true },
      { weight: 7, arbitrary: bytes.map((whole) => Uint8Array.from(whole)) },
      { weight: 2, arbitrary: damaged },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
    )
    .filter((frame) => fits(framing, frame));
}

/** Whether a decoder can hand out these bytes as one frame. */
function fits(framing: Framing, frame: Uint8Array): boolean {
  if (frame.length > capacityOf(framing)) return false;
  return framing.kind === 'line' ? !frame.includes(0x0a) : frame.length > 0;
}
