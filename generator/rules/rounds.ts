import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { twoReadings } from './automaton/readings.js';
import { termsOf, type Rest } from './rest.js';
import { fieldsOf, sequenceTerm, type Term } from './term.js';

/**
 * Whether any text of some rounds of a term, and then the rest, has so many rounds and no other number of them: each
 * round binds one field, and no text has two readings. Then a bound on the rounds need not be looked ahead for.
 */
export function roundsAreCounted(of: Term, rest: Rest): boolean {
  if (bindings(of) !== 1) return false;
  const all = sequenceTerm([{ kind: 'repeat', of, min: 0, max: null }, ...termsOf(rest)]);
  try {
    return twoReadings(automatonOf(all, new Alphabet(setsOf(all)), [...new Set(fieldsOf(all))])) === undefined;
  } catch (error) {
    if (error instanceof Undecided) return false;
    throw error;
  }
}

/** How many fields each text of a term binds; undefined: not always as many. */
function bindings(term: Term): number | undefined {
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return 0;
    case 'capture':
      return 1;
    case 'sequence':
      return term.of.reduce<number | undefined>((sum, part) => {
        const more = bindings(part);
        return sum === undefined || more === undefined ? undefined : sum + more;
      }, 0);
    case 'choice': {
      const counts = new Set(term.of.map(bindings));
      const [only] = counts;
      return counts.size === 1 ? only : undefined;
    }
    case 'repeat': {
      const each = bindings(term.of);
      if (each === 0) return 0;
      return each !== undefined && term.min === term.max ? each * term.min : undefined;
    }
    case 'named':
    case 'bounded':
      return bindings(term.of);
  }
}
