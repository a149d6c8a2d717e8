import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { noCodePoints, union } from './code-points.js';
import { type First, firstOf } from './first.js';
import { holdsIn, type Term } from './term.js';

/** How the texts of a term begin, exceptions taken into account: exactly, where that can be decided. */
export function beginningOf(term: Term): First {
  const first = firstOf(term);
  const isBounded = holdsIn(term, ({ kind }) => kind === 'bounded' || undefined);
  if (!isBounded) return first;
  try {
    const alphabet = new Alphabet(setsOf(term));
    const [start] = automatonOf(term, alphabet).states;
    // Every state leads to acceptance, so each letter begins a text.
    const sets = [...(start?.next.keys() ?? [])].map((letter) => alphabet.letters[letter]?.set ?? noCodePoints);
    return { set: sets.reduce(union, noCodePoints), nullable: start?.accepts ?? false };
  } catch (error) {
    if (error instanceof Undecided) return first;
    throw error;
  }
}
