import type { CodePointRange } from '../model.js';

/** What people read most easily, in the order in which it is preferred. */
const READABLE = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-_!?\'"()/\\*#@&%+=<>[]{}|^~$`';

/**
 * Characters that programs get wrong: control characters that end lines or texts, blanks that are not U+0020, a BOM,
 * what is invisible or turns the direction, a mark that joins the letter before it, line ends of other systems, the
 * ends of the planes, and 2-, 3- and 4-byte characters.
 */
const DELICATE = [
  0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x20, 0x7f, 0x80, 0x85, 0xa0, 0xad, 0xe9, 0xf1, 0xff, 0x130, 0x131, 0x301,
  0x37e, 0x7ff, 0x800, 0x1e9e, 0x200b, 0x200d, 0x202e, 0x2028, 0x2029, 0x212a, 0x3000, 0xd7ff, 0xe000, 0xfb01, 0xfe0f,
  0xfeff, 0xff1a, 0xfffd, 0xffff, 0x10000, 0x1f44d, 0x1f600, 0x1f1ea, 0xe0001, 0x10ffff,
];

function isIn(ranges: readonly CodePointRange[], codePoint: number): boolean {
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/** The readable characters of a class, the most readable first; of a class without any, its first ones. */
export function readableOf(ranges: readonly CodePointRange[]): readonly string[] {
  const readable = [...READABLE].filter((character) => isIn(ranges, character.codePointAt(0) ?? 0));
  if (readable.length > 0) return readable;
  const visible = ranges
    .map(([first]) => String.fromCodePoint(first))
    .filter((character) => /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character));
  return visible.length > 0 ? visible : ranges.slice(0, 1).map(([first]) => String.fromCodePoint(first));
}

/** The characters of a class that are most often treated wrongly: its delicate ones, and the ends of its ranges. */
export function boundariesOf(ranges: readonly CodePointRange[]): readonly string[] {
  const ends = ranges.flat();
  const delicate = DELICATE.filter((codePoint) => isIn(ranges, codePoint));
  return [...new Set([...ends, ...delicate])].map((codePoint) => String.fromCodePoint(codePoint));
}

/** What stands just outside a class, and characters that it leaves out on purpose. */
export function outsideOf(ranges: readonly CodePointRange[]): readonly string[] {
  const neighbours = ranges.flatMap(([first, last]) => [first - 1, last + 1]).filter(isScalar);
  const outside = [...neighbours, ...DELICATE].filter((codePoint) => !isIn(ranges, codePoint));
  return [...new Set(outside)].map((codePoint) => String.fromCodePoint(codePoint));
}

function isScalar(codePoint: number): boolean {
  return codePoint >= 0 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
}

/** How many code points a class has. */
export function sizeOf(ranges: readonly CodePointRange[]): number {
  return ranges.reduce((size, [first, last]) => size + last - first + 1, 0);
}
