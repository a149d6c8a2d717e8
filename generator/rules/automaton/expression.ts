import refa, { type NoParent } from 'refa';
import { classPattern } from '../../../runtime/rule-pattern.js';
import { union, type CodePointSet } from '../code-points.js';
import { sequenceTerm, type Term } from '../term.js';
import type { Alphabet } from './alphabet.js';
import { nfaOf, STATE_BUDGET, Undecided } from './build.js';

/**
 * The texts of a term as a term without bounds. Fields that it binds are lost.
 * @throws Undecided past the budget.
 */
export function expressionOf(term: Term, alphabet: Alphabet): Term {
  try {
    const deterministic = refa.DFA.fromFA(nfaOf(term, alphabet), new refa.DFA.LimitedNodeFactory(STATE_BUDGET));
    deterministic.minimize();
    return fromAlternatives(deterministic.toRegex({ maxNodes: STATE_BUDGET }).alternatives, alphabet);
  } catch (error) {
    if (error instanceof refa.TooManyNodesError) throw new Undecided('a rule with too many cases', { cause: error });
    throw error;
  }
}

function fromAlternatives(alternatives: readonly NoParent<refa.Concatenation>[], alphabet: Alphabet): Term {
  const terms = alternatives.map(({ elements }) => sequenceTerm(elements.map((element) => fromElement(element, alphabet))));
  const [only] = terms;
  return terms.length === 1 && only ? only : { kind: 'choice', of: terms };
}

function fromElement(element: NoParent<refa.Element>, alphabet: Alphabet): Term {
  switch (element.type) {
    case 'CharacterClass': {
      const letters = [...element.characters.characters()].map((letter) => alphabet.letters[letter]?.set ?? []);
      const set = letters.reduce<CodePointSet>(union, []);
      return { kind: 'class', set, source: classPattern(set) };
    }
    case 'Alternation':
      return fromAlternatives(element.alternatives, alphabet);
    case 'Quantifier': {
      const max = Number.isFinite(element.max) ? element.max : null;
      return { kind: 'repeat', of: fromAlternatives(element.alternatives, alphabet), min: element.min, max };
    }
    case 'Assertion':
    case 'Unknown':
      throw new Error(`An automaton gave a rule with ${element.type}.`);
  }
}
