import type { CodePointRange } from '../../runtime/model.js';
import { didYouMean, listed } from '../diagnostics/did-you-mean.js';
import type { Span } from '../language/syntax/index.js';
import type { Context } from './context.js';
import { everyCharacter, lookUpProperty, stableProperties } from './properties.js';

type Atom =
  | { readonly kind: 'character'; readonly codePoint: number }
  | { readonly kind: 'set'; readonly ranges: readonly CodePointRange[] };

/** A class could not be read; it has been reported. */
class ClassError extends Error {}

const escapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, '0': 0x00 };

/** The characters of a class as it is written, `[^\p{Cc}"]`: sorted ranges apart from each other, without surrogates. */
export function readClass(source: string, span: Span, context: Context): readonly CodePointRange[] {
  try {
    const inner = source.slice(1, -1);
    const negated = inner.startsWith('^');
    const listedRanges = normalize(readMembers(negated ? inner.slice(1) : inner, source, span, context));
    const ranges = negated ? complement(listedRanges) : listedRanges;
    if (ranges.length === 0) context.report.add('P504', span, { source });
    return ranges;
  } catch (error) {
    if (error instanceof ClassError) return everyCharacter;
    throw error;
  }
}

function readMembers(inner: string, source: string, span: Span, context: Context): CodePointRange[] {
  const malformed = (what: string): never => {
    context.report.add('P505', span, { what, source });
    throw new ClassError();
  };
  const ranges: CodePointRange[] = [];
  const characters = [...inner];
  let index = 0;

  const readAtom = (): Atom => {
    const character = characters[index] ?? malformed('a class that stops short');
    index += 1;
    if (character !== '\\') return { kind: 'character', codePoint: character.codePointAt(0) ?? 0 };
    const letter = characters[index] ?? malformed('a backslash with nothing behind it');
    index += 1;
    if (letter === 'p' || letter === 'P') return readProperty(letter === 'P');
    const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (simple !== undefined) return { kind: 'character', codePoint: simple };
    if (letter === 'x' || letter === 'u') return { kind: 'character', codePoint: readCode(letter) };
    if (/[!-/:-@[-`{-~ ]/.test(letter)) return { kind: 'character', codePoint: letter.codePointAt(0) ?? 0 };
    return malformed(`the unknown escape \\${letter}`);
  };

  const readCode = (letter: 'x' | 'u'): number => {
    const rest = characters.slice(index).join('');
    const match = (letter === 'x' ? /^([0-9A-Fa-f]{2})/ : /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4}))/).exec(rest);
    const codePoint = match === null ? Number.NaN : Number.parseInt(match[1] ?? match[2] ?? '', 16);
    if (match === null || codePoint > 0x10ffff) return malformed(`an escape \\${letter} without its digits`);
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return malformed('half of a surrogate pair');
    // Escapes are ASCII, so their length in units is that in characters.
    index += match[0].length;
    return codePoint;
  };

  const readProperty = (negated: boolean): Atom => {
    const match = /^\{([^}]*)\}/.exec(characters.slice(index).join(''));
    if (match === null) return malformed('a property without its name, as in \\p{White_Space},');
    const name = match[1] ?? '';
    index += [...match[0]].length;
    const found = lookUpProperty(name);
    if (found.kind === 'found')
      return { kind: 'set', ranges: negated ? complement(normalize(found.ranges)) : found.ranges };
    const known = listed(stableProperties);
    if (found.kind === 'unstable') context.report.add('P507', span, { name, known });
    else context.report.add('P506', span, { name, known }, didYouMean(name, stableProperties));
    throw new ClassError();
  };

  while (index < characters.length) {
    const first = readAtom();
    if (characters[index] !== '-' || index + 1 >= characters.length) {
      ranges.push(...(first.kind === 'set' ? first.ranges : [[first.codePoint, first.codePoint] as const]));
      continue;
    }
    index += 1;
    const last = readAtom();
    if (first.kind === 'set' || last.kind === 'set') return malformed('a range with a property at an end');
    if (first.codePoint > last.codePoint) return malformed('a range from a higher to a lower character');
    ranges.push([first.codePoint, last.codePoint]);
  }
  return ranges;
}

/** Sorted, merged where they touch, without surrogates. */
function normalize(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const merged: CodePointRange[] = [];
  for (const [first, last] of sorted) {
    const previous = merged[merged.length - 1];
    if (previous !== undefined && first <= previous[1] + 1)
      merged[merged.length - 1] = [previous[0], Math.max(previous[1], last)];
    else merged.push([first, last]);
  }
  return merged.flatMap(([first, last]): CodePointRange[] => {
    if (last < 0xd800 || first > 0xdfff) return [[first, last]];
    const parts: CodePointRange[] = [];
    if (first < 0xd800) parts.push([first, 0xd7ff]);
    if (last > 0xdfff) parts.push([0xe000, last]);
    return parts;
  });
}

/** Every character that is not in the ranges. */
function complement(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const gaps: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return normalize(gaps);
}
