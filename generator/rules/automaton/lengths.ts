import type { Automaton } from './automaton.js';
import { movesOf, shortestText } from './languages.js';

/** How many bytes the texts of a rule take. */
export interface Lengths {
  readonly shortest: number;
  /** `null`: there is no longest. */
  readonly longest: number | null;
}

/** The lengths of an automaton's texts in bytes of UTF-8; undefined: it has no text. */
export function lengthsOf(automaton: Automaton): Lengths | undefined {
  const shortest = shortestText(automaton);
  if (shortest === undefined) return undefined;
  return { shortest: Buffer.byteLength(shortest), longest: longest(automaton) };
}

/** The longest path; every state lies on a path to acceptance, so a loop that takes text has no longest. */
function longest(automaton: Automaton): number | null {
  const { alphabet } = automaton;
  const lengths = new Map<number, number | null | 'open'>();
  // Depth first, on a stack of its own: paths can be longer than the call stack is deep.
  const stack: { state: number; moves: Iterator<{ to: number; letter: number | undefined }>; best: number }[] = [];
  const enter = (state: number) => {
    lengths.set(state, 'open');
    stack.push({
      state,
      moves: movesOf(automaton, state)[Symbol.iterator](),
      best: automaton.states[state]?.accepts ? 0 : -1,
    });
  };
  enter(0);
  for (;;) {
    const top = stack[stack.length - 1];
    if (!top) break;
    const move = top.moves.next();
    if (move.done) {
      lengths.set(top.state, top.best);
      stack.pop();
      continue;
    }
    const { to, letter } = move.value;
    const known = lengths.get(to);
    if (known === undefined) {
      enter(to);
      // Come back to this move once its target is known.
      top.moves = chain(move.value, top.moves);
    } else if (known === 'open' || known === null) {
      return null;
    } else if (known >= 0) {
      top.best = Math.max(top.best, known + (letter === undefined ? 0 : alphabet.bytesOf(letter)));
    }
  }
  const all = lengths.get(0);
  return typeof all === 'number' ? all : null;
}

function* chain<T>(first: T, rest: Iterator<T>): Generator<T> {
  yield first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}
