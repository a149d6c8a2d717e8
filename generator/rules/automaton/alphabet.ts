import refa from 'refa';
import { allCodePoints, type CodePointSet } from '../code-points.js';

const LAST_CODE_POINT = 0x10ffff;

/** Code points that no rule tells apart, and that take equally many bytes. */
export interface Letter {
  readonly set: CodePointSet;
  /** How many bytes each of them takes in UTF-8. */
  readonly bytes: number;
  /** The one to show: a letter or a digit where there is one. */
  readonly sample: string;
}

/**
 * The code points, partitioned by the classes and literals of the rules at hand. Automata work on the parts: a few dozen
 * numbers in place of a million code points. Letters are numbered by how readable they are, so that a search which tries
 * them in order finds readable witnesses.
 */
export class Alphabet {
  readonly letters: readonly Letter[];
  private readonly base: refa.CharBase;
  /** The letter of each of the base's sets; undefined for surrogates, which are no characters. */
  private readonly letterOfSet: readonly (number | undefined)[];

  constructor(sets: Iterable<CodePointSet>) {
    this.base = new refa.CharBase([...sets, allCodePoints, ...BYTE_LENGTHS].map(charSet));
    const surrogates = charSet([[0xd800, 0xdfff]]);
    const parts = this.base.sets.map((part, index) => ({ part, index }));
    const letters = parts
      .filter(({ part }) => part.isDisjointWith(surrogates))
      .map(({ part, index }) => ({ ...letter(part), index }))
      .sort((a, b) => readability(a.sample) - readability(b.sample));
    this.letters = letters.map(({ set, bytes, sample }) => ({ set, bytes, sample }));
    const numbers = new Map(letters.map(({ index }, number) => [index, number]));
    this.letterOfSet = parts.map(({ index }) => numbers.get(index));
  }

  get size(): number {
    return this.letters.length;
  }

  /** The letters that make up a set that the alphabet was made from, in order. */
  lettersOf(set: CodePointSet): readonly number[] {
    const letters = this.base.split(charSet(set)).map((index) => this.letterOfSet[index]);
    return letters.filter((one) => one !== undefined).sort((a, b) => a - b);
  }

  /** A text as letters; undefined: it is not well-formed. */
  spell(text: string): readonly number[] | undefined {
    const spelt: number[] = [];
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const found = this.letters.findIndex(({ set }) =>
        set.some(([first, last]) => first <= codePoint && codePoint <= last),
      );
      if (found < 0) return undefined;
      spelt.push(found);
    }
    return spelt;
  }

  sample(letter: number): string {
    return this.letters[letter]?.sample ?? '';
  }

  bytesOf(letter: number): number {
    return this.letters[letter]?.bytes ?? 0;
  }
}

function charSet(set: CodePointSet): refa.CharSet {
  const ranges = set.map(([min, max]) => ({ min, max }));
  return refa.CharSet.empty(LAST_CODE_POINT).union(ranges);
}

/** Where UTF-8 takes another byte. */
const BYTE_LENGTHS: readonly CodePointSet[] = [
  [[0, 0x7f]],
  [[0x80, 0x7ff]],
  [[0x800, 0xffff]],
  [[0x10000, LAST_CODE_POINT]],
];

function letter(part: refa.CharSet): Letter {
  const set = part.ranges.map(({ min, max }): [number, number] => [min, max]);
  const least = set[0]?.[0] ?? 0;
  const bytes = least < 0x80 ? 1 : least < 0x800 ? 2 : least < 0x10000 ? 3 : 4;
  return { set, bytes, sample: String.fromCodePoint(mostReadable(set)) };
}

/** The most readable of the first few of each range: what is readable stands together. */
function mostReadable(set: CodePointSet): number {
  let best = set[0]?.[0] ?? 0;
  for (const [first, last] of set) {
    for (let codePoint = first; codePoint <= Math.min(last, first + 128); codePoint++) {
      if (readability(String.fromCodePoint(codePoint)) < readability(String.fromCodePoint(best))) best = codePoint;
    }
  }
  return best;
}

const ORDER: readonly RegExp[] = [
  /[a-z]/,
  /[A-Z]/,
  /[0-9]/,
  /[!-~]/,
  / /,
  /\p{Ll}/u,
  /\p{L}/u,
  /\p{N}|\p{S}|\p{P}/u,
  /[\t\n\r]/,
];

/** Lower comes first; among characters of one kind those with lower numbers. */
function readability(character: string): number {
  const kind = ORDER.findIndex((pattern) => pattern.test(character));
  return (kind < 0 ? ORDER.length : kind) * (LAST_CODE_POINT + 1) + (character.codePointAt(0) ?? 0);
}
