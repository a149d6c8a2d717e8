import { firstOf } from './first.js';
import { emptyTerm, sequenceTerm, type Term, type TermOf } from './term.js';

/** The texts of a term but the empty one. */
export function withoutEmpty(term: Term): Term {
  if (!firstOf(term).nullable) return term;
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return noText;
    case 'sequence':
      // All parts may be empty: the first one that is not says where the text begins.
      return choiceTerm(term.of.map((part, index) => followed(withoutEmpty(part), term.of.slice(index + 1))));
    case 'choice':
      return choiceTerm(term.of.map(withoutEmpty));
    case 'repeat': {
      const of = withoutEmpty(term.of);
      return term.max === 0 || of === noText ? noText : { kind: 'repeat', of, min: 1, max: term.max };
    }
    case 'capture': {
      const of = withoutEmpty(term.of);
      return of === noText ? noText : { kind: 'capture', field: term.field, of };
    }
    case 'named':
      return withoutEmpty(term.of);
    case 'bounded': {
      const of = withoutEmpty(term.of);
      return of === noText ? noText : { kind: 'bounded', of, bound: term.bound, how: term.how };
    }
  }
}

/** A repetition of what may be empty: `rounds` that take nothing say nothing. */
export function withoutEmptyRounds(term: TermOf<'repeat'>): Term {
  const of = withoutEmpty(term.of);
  return of === noText ? emptyTerm : { kind: 'repeat', of, min: 0, max: term.max };
}

const noText: Term = { kind: 'choice', of: [] };

function choiceTerm(of: readonly Term[]): Term {
  const possible = of.filter((one) => one !== noText);
  const [first] = possible;
  if (!first) return noText;
  return possible.length === 1 ? first : { kind: 'choice', of: possible };
}

function followed(first: Term, others: readonly Term[]): Term {
  return first === noText ? noText : sequenceTerm([first, ...others]);
}
