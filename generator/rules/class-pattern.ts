import type { CodePointRange } from '../../runtime/model.js';

const LAST_CODE_POINT = 0x10ffff;

/** A class of code points as it stands in a regular expression with the flag `u`. */
export function classPattern(ranges: readonly CodePointRange[]): string {
  if (ranges.length === 0) return '[]';
  const first = ranges[0]?.[0];
  const last = ranges[ranges.length - 1]?.[1];
  // What reaches from end to end is shorter said by what it lacks; surrogates are no characters, so they count as lacking.
  if (first === 0 && last === LAST_CODE_POINT) return `[^${classBody(gaps(ranges))}]`;
  return `[${classBody(ranges)}]`;
}

/** A class as a person writes it, who does not think of surrogates. */
export function classTitle(ranges: readonly CodePointRange[]): string {
  const isOpen = ranges[0]?.[0] === 0 && ranges[ranges.length - 1]?.[1] === LAST_CODE_POINT;
  if (!isOpen) return classPattern(ranges);
  const lacking = gaps(ranges).flatMap(([first, last]): CodePointRange[] => {
    const around: CodePointRange[] = [
      [first, Math.min(last, FIRST_SURROGATE - 1)],
      [Math.max(first, LAST_SURROGATE + 1), last],
    ];
    return around.filter(([from, to]) => from <= to);
  });
  return lacking.length === 0 ? '.' : `[^${classBody(lacking)}]`;
}

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

function gaps(ranges: readonly CodePointRange[]): CodePointRange[] {
  const between: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) between.push([next, first - 1]);
    next = last + 1;
  }
  return between;
}

function classBody(ranges: readonly CodePointRange[]): string {
  return ranges
    .map(([first, last]) => {
      if (first === last) return classCharacter(first);
      return `${classCharacter(first)}${last === first + 1 ? '' : '-'}${classCharacter(last)}`;
    })
    .join('');
}

function classCharacter(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /[\\\]^[-]/.test(character) ? `\\${character}` : printable(codePoint);
}

/** The character itself where anybody can read it, else its escape. */
function printable(codePoint: number): string {
  const known = shortEscapes.get(codePoint);
  if (known) return known;
  if (codePoint >= 0x20 && codePoint < 0x7f) return String.fromCodePoint(codePoint);
  const hex = codePoint.toString(16).toUpperCase();
  if (codePoint < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return codePoint < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);
