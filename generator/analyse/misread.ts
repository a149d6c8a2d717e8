import type { Automaton } from '../rules/automaton/automaton.js';
import type { FirstMatch } from '../rules/automaton/first-match.js';
import { movesOf } from '../rules/automaton/languages.js';
import { shortestPath, textOf } from '../rules/automaton/search.js';

/** A text that is sent, and the place in the list of the message that it is read as; undefined: it is read as none. */
export interface Misread {
  readonly text: string;
  readonly as: number | undefined;
}

/** Nothing in the list can go on: whatever follows is read as no message. */
const DEAD = -1;

/**
 * A shortest text of an automaton that a reader takes for something wrong; undefined: there is none.
 * @throws Undecided past the budget.
 */
export function misread(
  sent: Automaton,
  list: FirstMatch,
  isWrong: (as: number | undefined) => boolean,
): Misread | undefined {
  const { alphabet, states } = sent;
  const noneIsWrong = isWrong(undefined);
  const readAs = (read: number): number | undefined => (read === DEAD ? undefined : list.first(read));
  const path = shortestPath<{ readonly state: number; readonly read: number }>(alphabet, {
    start: { state: 0, read: list.start },
    key: ({ state, read }) => (read + 1) * states.length + state,
    isGoal: ({ state, read }) => (states[state]?.accepts ?? false) && isWrong(readAs(read)),
    *moves({ state, read }) {
      for (const { to, letter } of movesOf(sent, state)) {
        const after = letter === undefined ? read : read === DEAD ? DEAD : (list.after(read, letter) ?? DEAD);
        if (after !== DEAD || noneIsWrong) yield { letter, to: { state: to, read: after } };
      }
    },
  });
  const last = path?.[path.length - 1];
  if (path === undefined || last === undefined) return undefined;
  return { text: textOf(alphabet, path), as: readAs(last.place.read) };
}
