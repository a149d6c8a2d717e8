/** Questions about the languages of automata, each answered with a shortest witness. */
import type { Automaton } from './automaton.js';
import { Undecided } from './build.js';
import { type Move, shortestPath, textOf } from './search.js';

/** How many states the sets of a search may hold, over all of its places. */
const WORK_BUDGET = 100_000;

/** A shortest text of an automaton; undefined: it has none. */
export function shortestText(automaton: Automaton, maxBytes?: number): string | undefined {
  const { alphabet } = automaton;
  const path = shortestPath(
    alphabet,
    {
      start: 0,
      key: (state) => state,
      isGoal: (state) => accepting(automaton, state),
      moves: (state) => movesOf(automaton, state),
    },
    maxBytes,
  );
  return path && textOf(alphabet, path);
}

/** A shortest text that both accept; undefined: they have none in common. */
export function shortestCommon(left: Automaton, right: Automaton, maxBytes?: number): string | undefined {
  const { alphabet } = left;
  const width = right.states.length;
  const path = shortestPath<readonly [number, number]>(
    alphabet,
    {
      start: [0, 0],
      key: ([a, b]) => a * width + b,
      isGoal: ([a, b]) => accepting(left, a) && accepting(right, b),
      *moves([a, b]) {
        const other = right.states[b];
        for (const { to, letter } of movesOf(left, a)) {
          if (letter === undefined) yield { to: [to, b], letter };
          else for (const next of other?.next.get(letter) ?? []) yield { to: [to, next], letter };
        }
        for (const { to, letter } of movesOf(right, b)) if (letter === undefined) yield { to: [a, to], letter };
      },
    },
    maxBytes,
  );
  return path && textOf(alphabet, path);
}

/**
 * A shortest text of an automaton that none of the others accepts; undefined: they take all that it takes. Determinises
 * the others together, as far as the search goes.
 * @throws Undecided past the budget.
 */
export function shortestOutside(
  automaton: Automaton,
  others: readonly Automaton[],
  maxBytes?: number,
): string | undefined {
  const { alphabet } = automaton;
  const offsets: number[] = [];
  const union = others.flatMap((other) => {
    const offset = offsets.reduce((sum, _, index) => sum + (others[index]?.states.length ?? 0), 0);
    offsets.push(offset);
    return other.states.map((state) => ({ other, offset, state }));
  });
  /** States of all the others, ascending: where they can be after one text. */
  type Others = readonly number[];
  const settle = (reached: Set<number>): Others => {
    for (const one of reached) {
      const { other, offset, state } = union[one] ?? {};
      if (!other || other.fields.length === 0) continue;
      for (const [symbol, next] of state?.next ?? []) {
        if (symbol >= alphabet.size) for (const to of next) reached.add((offset ?? 0) + to);
      }
    }
    return [...reached].sort((a, b) => a - b);
  };
  const after = (set: Others, letter: number): Others => {
    const reached = new Set<number>();
    for (const one of set)
      for (const to of union[one]?.state.next.get(letter) ?? []) reached.add((union[one]?.offset ?? 0) + to);
    return settle(reached);
  };
  let work = 0;
  const path = shortestPath<{ readonly state: number; readonly set: Others }>(
    alphabet,
    {
      start: { state: 0, set: settle(new Set(offsets)) },
      key: ({ state, set }) => `${state}|${set.join()}`,
      isGoal: ({ state, set }) => accepting(automaton, state) && !set.some((one) => union[one]?.state.accepts),
      *moves({ state, set }) {
        work += 1 + set.length;
        if (work > WORK_BUDGET) throw new Undecided(`more than ${WORK_BUDGET} steps`);
        let last: { readonly letter: number; readonly set: Others } | undefined;
        for (const { to, letter } of movesOf(automaton, state)) {
          if (letter === undefined) {
            yield { to: { state: to, set }, letter };
            continue;
          }
          if (last?.letter !== letter) last = { letter, set: after(set, letter) };
          yield { to: { state: to, set: last.set }, letter };
        }
      },
    },
    maxBytes,
  );
  return path && textOf(alphabet, path);
}

/** Whether it has no text at all. */
export function isEmpty(automaton: Automaton): boolean {
  return shortestText(automaton) === undefined;
}

/** The moves from a state: by letters, and by marks, which take no text. */
export function* movesOf({ alphabet, states }: Automaton, state: number): Iterable<Move<number>> {
  for (const [symbol, targets] of states[state]?.next ?? []) {
    const letter = symbol < alphabet.size ? symbol : undefined;
    for (const to of targets) yield { to, letter };
  }
}

function accepting({ states }: Automaton, state: number): boolean {
  return states[state]?.accepts ?? false;
}
