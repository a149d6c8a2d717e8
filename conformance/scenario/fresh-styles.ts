import { type Expr, findRule, type Model } from '../../runtime/index.js';
import { PEOPLE, WORDS } from './people.js';

/** What makes a value unique: whose it is, of which case, and the how-manyth. */
export interface Mark {
  readonly person: number;
  readonly caseNumber: number;
  readonly count: number;
}

/** How many values each of the people has in one case. */
export const COUNTS = 36 * 36;

/** A way to write a mark as a text. All texts of one style are of one width, so that none is a prefix of another. */
export type Style = (mark: Mark) => string;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = DIGITS + LETTERS;

/** The lowest digits of a number, written with these characters, first the highest. */
function written(value: number, characters: string | readonly string[], width: number): string {
  let text = '';
  let rest = value;
  for (let i = 0; i < width; i++) {
    text = (characters[rest % characters.length] ?? '') + text;
    rest = Math.floor(rest / characters.length);
  }
  return text;
}

/** One number for each mark, small for the first cases. */
function numberOf(mark: Mark): number {
  return (mark.caseNumber * COUNTS + mark.count) * PEOPLE.length + mark.person;
}

const tail = (mark: Mark): string => written(mark.caseNumber, ALPHANUMERIC, 3) + written(mark.count, ALPHANUMERIC, 2);
const person = (mark: Mark): string => PEOPLE[mark.person] ?? '';
const word: Style = (mark) => (WORDS[mark.person] ?? '') + tail(mark);

/** From the readable to the merely possible. The first whose texts the rules take is used. */
const STYLES: readonly Style[] = [
  (mark) => person(mark) + tail(mark),
  (mark) => (person(mark) + tail(mark)).toLowerCase(),
  (mark) => (person(mark) + tail(mark)).toUpperCase(),
  (mark) => person(mark) + written(mark.caseNumber * COUNTS + mark.count, LETTERS, 6),
  (mark) => (person(mark) + written(mark.caseNumber * COUNTS + mark.count, LETTERS, 6)).toLowerCase(),
  (mark) => (person(mark) + written(mark.caseNumber * COUNTS + mark.count, LETTERS, 6)).toUpperCase(),
  (mark) => `1${written(numberOf(mark), DIGITS, 11)}`,
  ...[6, 5, 4, 3, 2].map(
    (width): Style =>
      (mark) =>
        written(numberOf(mark), LETTERS, width),
  ),
  ...[6, 5, 4, 3].map(
    (width): Style =>
      (mark) =>
        `1${written(numberOf(mark), DIGITS, width - 1)}`,
  ),
];

/** The styles to try for a value that must be in all of these rules, the preferred one first. */
export function stylesFor(model: Model, rules: readonly string[], takes: (text: string) => boolean): readonly Style[] {
  // What takes two words is a text rather than a name, and reads better as one.
  const mark: Mark = { person: 0, caseNumber: 1, count: 0 };
  const isText = takes(`${word(mark)} ${word(mark)}`);
  const samples = rules.map(
    (id): Style =>
      (at) =>
        sampleOf(model, { kind: 'reference', rule: id }, numberOf(at)),
  );
  return [...(isText ? [word] : []), ...STYLES, ...samples];
}

/** How often a repetition is repeated in a sample, if it may be. */
const SAMPLE_LENGTH = 6;

/** A text of an expression (but for `except`): the digits of `seed` choose among the characters of its classes. */
export function sampleOf(model: Model, expr: Expr, seed: number): string {
  let rest = seed;
  const digit = (base: number): number => {
    const chosen = rest % base;
    rest = Math.floor(rest / base);
    return chosen;
  };
  const sample = (at: Expr): string => {
    switch (at.kind) {
      case 'literal':
        return at.text;
      case 'class': {
        const characters = readable(at.ranges);
        return characters[digit(Math.max(1, characters.length))] ?? '';
      }
      case 'sequence':
        return at.of.map(sample).join('');
      case 'choice': {
        const chosen = at.of[digit(Math.max(1, at.of.length))];
        return chosen === undefined ? '' : sample(chosen);
      }
      case 'repeat': {
        const times = Math.max(at.min, Math.min(at.max ?? SAMPLE_LENGTH, SAMPLE_LENGTH));
        const separator = at.separator === undefined ? '' : sample(at.separator);
        return Array.from({ length: times }, () => sample(at.of)).join(separator);
      }
      case 'capture':
        return sample(at.of);
      case 'reference':
        return sample(findRule(model, at.rule).expr);
    }
  };
  return sample(expr);
}

/** Up to 36 characters of a class: letters and digits if it has them, else its first. */
function readable(ranges: readonly (readonly [number, number])[]): readonly string[] {
  const holds = (code: number): boolean => ranges.some(([first, last]) => first <= code && code <= last);
  const preferred = [...ALPHANUMERIC, ...LETTERS.toUpperCase()].filter((character) =>
    holds(character.codePointAt(0) ?? 0),
  );
  if (preferred.length > 1) return preferred;
  const first: string[] = [...preferred];
  for (const [from, to] of ranges) {
    for (let code = from; code <= to && first.length < 36; code++) first.push(String.fromCodePoint(code));
  }
  return [...new Set(first)];
}
