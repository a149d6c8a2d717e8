import type { CodePointRange } from '../../../runtime/model.js';
import type { CodePointSet } from '../../rules/code-points.js';

/**
 * A class as it is tested on UTF-16 units of a well-formed text. Where it has all characters beyond U+FFFF, it has all
 * surrogates; where it has none, it has no surrogate; else pairs are tested by `beyond`.
 */
export interface UnitClass {
  readonly units: CodePointSet;
  /** The characters beyond U+FFFF, where the class has some of them and not others. */
  readonly beyond: CodePointSet | undefined;
  /** Whether a unit of it can be half of a pair, so that characters are fewer than units. */
  readonly hasPairs: boolean;
}

const LAST_UNIT = 0xffff;
const LAST_CODE_POINT = 0x10ffff;

export function unitClass(set: CodePointSet): UnitClass {
  const low = set.flatMap(([first, last]): CodePointRange[] =>
    first > LAST_UNIT ? [] : [[first, Math.min(last, LAST_UNIT)]],
  );
  const beyond = set.flatMap(([first, last]): CodePointRange[] =>
    last <= LAST_UNIT ? [] : [[Math.max(first, LAST_UNIT + 1), last]],
  );
  const [only] = beyond;
  if (only === undefined) return { units: low, beyond: undefined, hasPairs: false };
  const hasAll = only[0] === LAST_UNIT + 1 && only[1] === LAST_CODE_POINT;
  return hasAll
    ? { units: merged([...low, [0xd800, 0xdfff]]), beyond: undefined, hasPairs: true }
    : { units: low, beyond, hasPairs: true };
}

/** Whether a class has all units from U+00FF on, surrogates in pairs, or none of them. */
export function isUniform({ units, beyond, hasPairs }: UnitClass): boolean {
  const last = units[units.length - 1];
  if (last === undefined || beyond !== undefined) return false;
  return hasPairs ? last[0] <= LAST_LATIN && last[1] === LAST_UNIT : last[1] < LAST_LATIN;
}

const LAST_LATIN = 0xff;

function merged(ranges: readonly CodePointRange[]): CodePointSet {
  const out: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = out[out.length - 1];
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else out.push([first, last]);
  }
  return out;
}

/** How many comparisons are written out before a table is the shorter way. */
const COMPARISONS = 4;

/** Whether `unit` is in ranges, as an expression; undefined: that would be long. `last` is the largest that it can be. */
export function comparisons(
  ranges: CodePointSet,
  unit: string,
  last = LAST_UNIT,
  limit = COMPARISONS,
): string | undefined {
  const gaps = gapsOf(ranges, last);
  const inside = ranges.map(([from, to]) => isWithin(unit, from, to, last));
  const outside = gaps.map(([from, to]) => isOutside(unit, from, to, last));
  const cost = (parts: readonly Comparison[]) => parts.reduce((sum, part) => sum + part.count, 0);
  const [parts, word] = cost(outside) < cost(inside) ? [outside, ' && '] : [inside, ' || '];
  if (cost(parts) > limit) return undefined;
  if (parts.length === 0) return word === ' && ' ? 'true' : 'false';
  return parts.map(({ text, count }) => (count > 1 && parts.length > 1 ? `(${text})` : text)).join(word);
}

interface Comparison {
  readonly text: string;
  readonly count: number;
}

function isWithin(unit: string, from: number, to: number, last: number): Comparison {
  if (from === to) return { text: `${unit} === ${hex(from)}`, count: 1 };
  if (from === 0) return { text: `${unit} <= ${hex(to)}`, count: 1 };
  if (to === last) return { text: `${unit} >= ${hex(from)}`, count: 1 };
  return { text: `${unit} >= ${hex(from)} && ${unit} <= ${hex(to)}`, count: 2 };
}

function isOutside(unit: string, from: number, to: number, last: number): Comparison {
  if (from === to) return { text: `${unit} !== ${hex(from)}`, count: 1 };
  if (from === 0) return { text: `${unit} > ${hex(to)}`, count: 1 };
  if (to === last) return { text: `${unit} < ${hex(from)}`, count: 1 };
  return { text: `${unit} < ${hex(from)} || ${unit} > ${hex(to)}`, count: 2 };
}

function gapsOf(ranges: CodePointSet, last: number): CodePointSet {
  const gaps: CodePointRange[] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= last) gaps.push([next, last]);
  return gaps;
}

export function hex(number: number): string {
  return `0x${number.toString(16).padStart(2, '0')}`;
}
