/** Questions about the languages of automata, each answered with a shortest witness. */
import type { Automaton } from './automaton.js';
import { Undecided } from './build.js';
import { type Move, shortestPath, textOf } from './search.js';
import { type Places, Union } from './union.js';

/** How many states the sets of a search may hold, over all of its moves. */
const WORK_BUDGET = 300_000;

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
export function shortestCommon(
  left: Automaton,
  right: Automaton,
  maxBytes?: number,
  budget?: number,
): string | undefined {
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
    budget,
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
  others: Union | readonly Automaton[],
  maxBytes?: number,
): string | undefined {
  const { alphabet } = automaton;
  const union = others instanceof Union ? others : new Union(others);
  let work = 0;
  const path = shortestPath<{ readonly state: number; readonly places: Places }>(
    alphabet,
    {
      start: { state: 0, places: union.start },
      key: ({ state, places }) => `${state}|${places.join()}`,
      isGoal: ({ state, places }) => accepting(automaton, state) && !union.accepts(places),
      *moves({ state, places }) {
        work += 1 + places.length;
        let last: { readonly letter: number; readonly places: Places } | undefined;
        for (const { to, letter } of movesOf(automaton, state)) {
          if (letter === undefined) {
            yield { to: { state: to, places }, letter };
            continue;
          }
          if (last?.letter !== letter) {
            last = { letter, places: union.after(places, letter) };
            work += last.places.length;
            if (work > WORK_BUDGET) throw new Undecided(`more than ${WORK_BUDGET} steps`);
          }
          yield { to: { state: to, places: last.places }, letter };
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
