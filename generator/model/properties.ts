import type { CodePointRange } from '../../runtime/model.js';

/** Every character: surrogates are halves of characters, never characters. */
export const everyCharacter: readonly CodePointRange[] = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

const noncharacters: readonly CodePointRange[] = [
  [0xfdd0, 0xfdef],
  ...Array.from({ length: 17 }, (_, plane): CodePointRange => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff]),
];

/**
 * The properties that every Unicode version answers alike, written out, so that a spec means the same on every machine
 * that generates from it. White_Space is not promised to stay, but has been the same since Unicode 6.3.
 */
const tables: Readonly<Record<string, readonly CodePointRange[]>> = {
  White_Space: [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0x85, 0x85],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
  ],
  Cc: [
    [0x00, 0x1f],
    [0x7f, 0x9f],
  ],
  Co: [
    [0xe000, 0xf8ff],
    [0xf0000, 0xffffd],
    [0x100000, 0x10fffd],
  ],
  Any: everyCharacter,
  ASCII: [[0x00, 0x7f]],
  ASCII_Hex_Digit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
  Pattern_White_Space: [
    [0x09, 0x0d],
    [0x20, 0x20],
    [0x85, 0x85],
    [0x200e, 0x200f],
    [0x2028, 0x2029],
  ],
  Noncharacter_Code_Point: noncharacters,
};

const aliases: Readonly<Record<string, string>> = {
  space: 'White_Space',
  Control: 'Cc',
  Private_Use: 'Co',
  AHex: 'ASCII_Hex_Digit',
  Pat_WS: 'Pattern_White_Space',
  NChar: 'Noncharacter_Code_Point',
};

/** The properties that a class can name. */
export const stableProperties: readonly string[] = Object.keys(tables);

export type PropertyLookup =
  | { readonly kind: 'found'; readonly ranges: readonly CodePointRange[] }
  | { readonly kind: 'unstable' }
  | { readonly kind: 'unknown' };

export function lookUpProperty(written: string): PropertyLookup {
  const name = written.replace(/^(?:gc|General_Category)=/, '');
  const ranges = Object.hasOwn(aliases, name)
    ? tables[aliases[name] ?? '']
    : Object.hasOwn(tables, name)
      ? tables[name]
      : undefined;
  if (ranges !== undefined) return { kind: 'found', ranges };
  return { kind: isUnicodeProperty(written) ? 'unstable' : 'unknown' };
}

/** Asks the engine, whose tables are those of some Unicode version. */
function isUnicodeProperty(name: string): boolean {
  if (!/^[A-Za-z0-9_]+(?:=[A-Za-z0-9_]+)?$/.test(name)) return false;
  try {
    return new RegExp(`\\p{${name}}`, 'u') !== undefined;
  } catch {
    return false;
  }
}
