import { type Automaton, type Mark, markOf } from './automaton.js';
import { type Move, type Path, shortestPath, textOf } from './search.js';

/** A text that an automaton with marks reads in two ways. */
export interface TwoReadings {
  readonly text: string;
  readonly readings: readonly [Reading, Reading];
}

/** Where the fields stand in a text, in order; places count characters from 0. */
export type Reading = readonly { readonly field: string; readonly value: string; readonly at: number }[];

/**
 * Two runs over one text. They agree until one of them reads a mark where the other does not: `same`, then for the rest
 * of that place `ahead` (the first has read a mark, the second must go on to the next letter), then `apart`.
 */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly phase: 'same' | 'ahead' | 'apart';
  /** The mark that led here, of either run. */
  readonly marks: readonly [Mark | undefined, Mark | undefined];
}

/**
 * A shortest text that the automaton accepts with two different placings of its marks; undefined: each text has one
 * reading. The automaton runs against itself, without being made deterministic.
 * @throws Undecided past the budget.
 */
export function twoReadings(automaton: Automaton): TwoReadings | undefined {
  const { alphabet, states } = automaton;
  const width = states.length;
  const accepts = (state: number) => states[state]?.accepts ?? false;
  const path = shortestPath<Pair>(alphabet, {
    start: { first: 0, second: 0, phase: 'same', marks: [undefined, undefined] },
    key: ({ first, second, phase }) => (first * width + second) * 3 + PHASES.indexOf(phase),
    isGoal: ({ first, second, phase }) => phase !== 'same' && accepts(first) && accepts(second),
    moves: (pair) => movesOfPair(automaton, pair),
  });
  if (!path) return undefined;
  return { text: textOf(alphabet, path), readings: [readingOf(automaton, path, 0), readingOf(automaton, path, 1)] };
}

const PHASES = ['same', 'ahead', 'apart'] as const;

function* movesOfPair(automaton: Automaton, { first, second, phase }: Pair): Iterable<Move<Pair>> {
  const { alphabet, states } = automaton;
  const one = states[first]?.next ?? new Map<number, readonly number[]>();
  const other = states[second]?.next ?? new Map<number, readonly number[]>();
  for (const [symbol, targets] of one) {
    const mark = markOf(automaton, symbol);
    for (const to of targets) {
      if (mark === undefined) {
        const after = phase === 'same' ? 'same' : 'apart';
        for (const next of other.get(symbol) ?? []) {
          yield { letter: symbol, to: { first: to, second: next, phase: after, marks: [undefined, undefined] } };
        }
      } else if (phase === 'same') {
        for (const [symbol2, targets2] of other) {
          const mark2 = markOf(automaton, symbol2);
          if (mark2 === undefined) continue;
          const after = symbol2 === symbol ? 'same' : 'apart';
          for (const next of targets2)
            yield { letter: undefined, to: { first: to, second: next, phase: after, marks: [mark, mark2] } };
        }
        yield { letter: undefined, to: { first: to, second, phase: 'ahead', marks: [mark, undefined] } };
      } else {
        yield { letter: undefined, to: { first: to, second, phase, marks: [mark, undefined] } };
      }
    }
  }
  if (phase !== 'apart') return;
  for (const [symbol, targets] of other) {
    const mark = symbol < alphabet.size ? undefined : markOf(automaton, symbol);
    if (mark === undefined) continue;
    for (const to of targets) yield { letter: undefined, to: { first, second: to, phase, marks: [undefined, mark] } };
  }
}

/** What one of the two runs binds. */
function readingOf(automaton: Automaton, path: Path<Pair>, run: 0 | 1): Reading {
  const reading: { field: string; value: string; at: number }[] = [];
  let open: (typeof reading)[number] | undefined;
  let at = 0;
  for (const { place, letter } of path) {
    const mark = place.marks[run];
    if (letter !== undefined) {
      at++;
      if (open) open.value += automaton.alphabet.sample(letter);
    } else if (mark?.edge === 'begin') {
      open = { field: mark.field, value: '', at };
    } else if (mark && open) {
      reading.push(open);
      open = undefined;
    }
  }
  return reading;
}
