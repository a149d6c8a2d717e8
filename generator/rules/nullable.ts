import { firstOf } from './first.js';
import { sequenceTerm, type Term } from './term.js';

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
      return {
        kind: 'choice',
        of: term.of.map((part, index) => sequenceTerm([withoutEmpty(part), ...term.of.slice(index + 1)])),
      };
    case 'choice':
      return { kind: 'choice', of: term.of.map(withoutEmpty) };
    case 'repeat':
      if (term.max === 0) return noText;
      return { kind: 'repeat', of: withoutEmpty(term.of), min: 1, max: term.max };
    case 'capture':
      return { kind: 'capture', field: term.field, of: withoutEmpty(term.of) };
    case 'named':
      return withoutEmpty(term.of);
    case 'bounded':
      return { kind: 'bounded', of: withoutEmpty(term.of), bound: term.bound, how: term.how };
  }
}

const noText: Term = { kind: 'choice', of: [] };
