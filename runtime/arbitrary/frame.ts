import fc from 'fast-check';
import { capacityOf } from '../framing.js';
import type { Framing } from '../model.js';
import { MALFORMED } from './malformed.js';

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
