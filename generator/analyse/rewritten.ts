import { type Automaton, markOf } from '../rules/automaton/automaton.js';
import type { FirstMatch } from '../rules/automaton/first-match.js';
import { type Move, shortestPath, textOf } from '../rules/automaton/search.js';

/** A text that is read as a message, and what is written for that message, which is read as another. */
export interface Rewritten {
  readonly text: string;
  readonly written: string;
  /** The place in the list of what the written text is read as. */
  readonly as: number;
}

/** Nothing in the list can go on. */
const DEAD = -1;

/**
 * Two texts on their way, the one that is read and the one that is written for it. Inside a field they are one text; between
 * fields the first goes on alone, then the second, up to the next mark.
 */
interface Place {
  readonly read: number;
  readonly written: number;
  readonly readAs: number;
  readonly writtenAs: number;
  readonly turn: 'read' | 'written' | 'both';
  /** What the written text has just gone on by. */
  readonly wrote: number | undefined;
}

/**
 * A shortest text that is read as the message at `own`, while what is written for its fields is read as an earlier one.
 * @param read - the message's texts, its fields marked; @param written - those that it is written as, with the same marks.
 * @throws Undecided past the budget.
 */
export function rewrittenAsOther(
  read: Automaton,
  written: Automaton,
  list: FirstMatch,
  own: number,
): Rewritten | undefined {
  const { alphabet } = read;
  const first = (state: number) => (state === DEAD ? undefined : list.first(state));
  const after = (state: number, letter: number) => (state === DEAD ? DEAD : (list.after(state, letter) ?? DEAD));
  const path = shortestPath<Place>(alphabet, {
    start: { read: 0, written: 0, readAs: list.start, writtenAs: list.start, turn: 'read', wrote: undefined },
    key: ({ read: r, written: w, readAs, writtenAs, turn }) => `${r} ${w} ${readAs} ${writtenAs} ${turn}`,
    isGoal: (place) =>
      place.turn === 'written' &&
      accepts(read, place.read) &&
      accepts(written, place.written) &&
      first(place.readAs) === own &&
      (first(place.writtenAs) ?? own) < own,
    *moves(place): Iterable<Move<Place>> {
      if (place.turn === 'read') yield { letter: undefined, to: { ...place, turn: 'written', wrote: undefined } };
      for (const [symbol, targets] of place.turn === 'written' ? [] : next(read, place.read)) {
        const mark = markOf(read, symbol);
        if (mark !== undefined && (place.turn === 'read' || mark.edge === 'begin')) continue;
        for (const to of targets) {
          if (place.turn === 'read') {
            const readAs = after(place.readAs, symbol);
            if (readAs !== DEAD) yield { letter: symbol, to: { ...place, read: to, readAs, wrote: undefined } };
            continue;
          }
          // Inside a field: one letter of both, or its end.
          for (const other of next(written, place.written).get(symbol) ?? []) {
            if (mark !== undefined) {
              yield { letter: undefined, to: { ...place, read: to, written: other, turn: 'read', wrote: undefined } };
              continue;
            }
            const readAs = after(place.readAs, symbol);
            const writtenAs = after(place.writtenAs, symbol);
            if (readAs !== DEAD)
              yield { letter: symbol, to: { ...place, read: to, written: other, readAs, writtenAs, wrote: symbol } };
          }
        }
      }
      if (place.turn !== 'written') return;
      for (const [symbol, targets] of next(written, place.written)) {
        const mark = markOf(written, symbol);
        for (const to of targets) {
          if (mark === undefined) {
            const writtenAs = after(place.writtenAs, symbol);
            yield { letter: undefined, to: { ...place, written: to, writtenAs, wrote: symbol } };
          } else if (mark.edge === 'begin') {
            for (const other of next(read, place.read).get(symbol) ?? [])
              yield { letter: undefined, to: { ...place, read: other, written: to, turn: 'both', wrote: undefined } };
          }
        }
      }
    },
  });
  const last = path?.[path.length - 1];
  const as = last === undefined ? undefined : first(last.place.writtenAs);
  if (path === undefined || as === undefined) return undefined;
  const wrote = path.map(({ place }) => (place.wrote === undefined ? '' : alphabet.sample(place.wrote))).join('');
  return { text: textOf(alphabet, path), written: wrote, as };
}

function next({ states }: Automaton, state: number): ReadonlyMap<number, readonly number[]> {
  return states[state]?.next ?? new Map();
}

function accepts({ states }: Automaton, state: number): boolean {
  return states[state]?.accepts ?? false;
}
