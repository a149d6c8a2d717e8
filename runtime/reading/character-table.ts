import type { CodePointRange } from '../model.js';

/** A class of UTF-16 units as a table: 1 for each that is in it. Made once, when a generated module loads. */
export function characterTable(ranges: readonly CodePointRange[]): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [first, last] of ranges) table.fill(1, first, Math.min(last, 0xffff) + 1);
  return table;
}
