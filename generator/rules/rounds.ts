import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { twoReadings } from './automaton/readings.js';
import { LoweringError } from './lowering-error.js';
import { withoutEmptyRounds } from './nullable.js';
import { type Rest, termsOf } from './rest.js';
import { emptyTerm, fieldsOf, hasCaptures, sequenceTerm, type Term, type TermOf } from './term.js';

/** Past this many rounds, a repetition whose rounds each need their own look ahead is not written out. */
const MAX_UNROLLED = 64;

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

/** A repetition of what may be empty. Where it binds fields, those of its least rounds are bound even if they are empty. */
export function solidRounds(term: TermOf<'repeat'>): Term {
  const { of, min, max } = term;
  if (!hasCaptures(of)) return withoutEmptyRounds(term);
  const more: Term = { kind: 'repeat', of, min: 0, max: max === null ? null : max - min };
  return sequenceTerm([...Array.from({ length: min }, () => of), withoutEmptyRounds(more)]);
}

/** `E|2..4|` as `E E (E (E)?)?`, `E|2..|` as `E E E*`. */
export function unrolled({ of, min, max }: TermOf<'repeat'>, again: Term): Term {
  if ((max ?? min) > MAX_UNROLLED) throw new LoweringError(`a repetition of ${max ?? min} rounds that each look ahead`);
  const needed = Array.from({ length: min }, () => of);
  if (max === null) return sequenceTerm([...needed, again]);
  let more: Term = emptyTerm;
  for (let left = max - min; left > 0; left--) {
    more = { kind: 'repeat', of: more === emptyTerm ? of : sequenceTerm([of, more]), min: 0, max: 1 };
  }
  return sequenceTerm([...needed, more]);
}
