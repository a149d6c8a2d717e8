import fc from 'fast-check';
import type { CodePointRange } from '../model.js';
import { boundariesOf, readableOf, sizeOf } from './code-points.js';

/** A character of a class: mostly a readable one, often one at its boundaries, sometimes any. Shrinks to readable ones. */
export function characterOf(ranges: readonly CodePointRange[]): fc.Arbitrary<string> {
  if (ranges.length === 0) throw new RangeError('A class without characters has no texts.');
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(...readableOf(ranges)) },
    { weight: 2, arbitrary: fc.constantFrom(...boundariesOf(ranges)) },
    { weight: 2, arbitrary: fc.nat(sizeOf(ranges) - 1).map((index) => characterAt(ranges, index)) },
  );
}

/** The character with this number, counted from 0 over all ranges. */
function characterAt(ranges: readonly CodePointRange[], index: number): string {
  let left = index;
  for (const [first, last] of ranges) {
    if (left <= last - first) return String.fromCodePoint(first + left);
    left -= last - first + 1;
  }
  throw new RangeError(`A class has no character ${index}.`);
}
