import { once } from '../once.js';
import type { Alphabet } from './alphabet.js';
import { Undecided } from './build.js';

/** One way on from a place of a search: by a letter, or without text. */
export interface Move<Place> {
  readonly to: Place;
  /** Undefined: the move takes no text. */
  readonly letter: number | undefined;
}

/** What a search walks: places, told apart by their keys. */
export interface Graph<Place> {
  readonly start: Place;
  readonly key: (place: Place) => string | number;
  readonly isGoal: (place: Place) => boolean;
  /** Letters in their order, so that the path found is made of readable ones. */
  readonly moves: (place: Place) => Iterable<Move<Place>>;
}

/** How many places a search may reach. */
const PLACE_BUDGET = 200_000;

/** How many moves it may look at for each place that it may reach: automata of few states can have very many. */
const MOVES_A_PLACE = 50;

interface Visit<Place> {
  readonly place: Place;
  readonly from: Visit<Place> | undefined;
  readonly letter: number | undefined;
}

/** The places of a shortest path to a goal, each with the letter that led there; undefined: there is no such path. */
export type Path<Place> = readonly { readonly place: Place; readonly letter: number | undefined }[];

/**
 * Looks for a goal that takes the fewest bytes to reach. One bucket of places for each number of bytes: a move without
 * text stays in its bucket.
 * @param maxBytes - longer paths are not looked at.
 * @throws Undecided past the budget.
 */
export function shortestPath<Place>(
  alphabet: Alphabet,
  graph: Graph<Place>,
  maxBytes = Number.POSITIVE_INFINITY,
  budget = PLACE_BUDGET,
): Path<Place> | undefined {
  const buckets = new Map<number, Visit<Place>[]>([[0, [{ place: graph.start, from: undefined, letter: undefined }]]]);
  let last = 0;
  const done = new Set<string | number>();
  let moves = 0;
  for (let bytes = 0; bytes <= Math.min(last, maxBytes); bytes++) {
    const bucket = buckets.get(bytes) ?? [];
    for (const visit of bucket) {
      const key = graph.key(visit.place);
      if (done.has(key)) continue;
      done.add(key);
      if (done.size > budget) throw new Undecided(`more than ${budget} places`);
      if (graph.isGoal(visit.place)) return pathTo(visit);
      for (const { to, letter } of graph.moves(visit.place)) {
        if (++moves > budget * MOVES_A_PLACE) throw new Undecided(`more than ${budget * MOVES_A_PLACE} moves`);
        if (done.has(graph.key(to))) continue;
        const next = { place: to, from: visit, letter };
        if (letter === undefined) {
          bucket.push(next);
          continue;
        }
        const after = bytes + alphabet.bytesOf(letter);
        last = Math.max(last, after);
        once(buckets, after, () => []).push(next);
      }
    }
    // What was looked at is only kept as far as a path leads back through it.
    buckets.delete(bytes);
  }
  return undefined;
}

function pathTo<Place>(goal: Visit<Place>): Path<Place> {
  const path: { place: Place; letter: number | undefined }[] = [];
  for (let at: Visit<Place> | undefined = goal; at; at = at.from) path.unshift({ place: at.place, letter: at.letter });
  return path;
}

/** The text of a path, in readable characters. */
export function textOf<Place>(alphabet: Alphabet, path: Path<Place>): string {
  return path.map(({ letter }) => (letter === undefined ? '' : alphabet.sample(letter))).join('');
}
