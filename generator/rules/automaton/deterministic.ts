import refa from 'refa';
import type { Term } from '../term.js';
import type { Alphabet } from './alphabet.js';
import type { Automaton } from './automaton.js';
import { frozen, nfaOf, STATE_BUDGET, Undecided } from './build.js';

/**
 * The smallest deterministic automaton of a term's texts: each letter leads to one state at most, and each state to
 * acceptance.
 * @throws Undecided past the budget.
 */
export function deterministicOf(term: Term, alphabet: Alphabet, budget = STATE_BUDGET): Automaton {
  try {
    const deterministic = refa.DFA.fromFA(nfaOf(term, alphabet), new refa.DFA.LimitedNodeFactory(budget));
    deterministic.minimize();
    const nfa = refa.NFA.fromFA(deterministic);
    nfa.removeUnreachable();
    return frozen(nfa, alphabet, []);
  } catch (error) {
    if (error instanceof refa.TooManyNodesError) throw new Undecided(`more than ${budget} states`, { cause: error });
    throw error;
  }
}
