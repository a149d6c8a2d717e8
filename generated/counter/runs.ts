// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * Where runs of characters end in the texts of `counter`.
 *
 * @module
 */

function isNumber(unit: number): boolean {
  return unit >= 0x31 && unit <= 0x39;
}

/** Where 1 of `[1-9]` end that begin at `from`; -1: not there. */
export function endOfNumber(text: string, from: number): number {
  const last = Math.min(text.length, from + 1);
  let at = from;
  while (at < last && isNumber(text.charCodeAt(at))) at++;
  return at === from ? -1 : at;
}

function isNumber2(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Where 0 to 14 of `[0-9]` end that begin at `from`; -1: not there. */
export function endOfNumber2(text: string, from: number): number {
  const last = Math.min(text.length, from + 14);
  let at = from;
  while (at < last && isNumber2(text.charCodeAt(at))) at++;
  return at;
}
