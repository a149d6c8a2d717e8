import type { Family } from './family.js';
import { choiceCases } from './session/choices.js';
import { clauseCases } from './session/clauses.js';
import { pairCases } from './session/pairs.js';
import { repeatCases } from './session/repeats.js';
import { walkCases } from './session/walks.js';

/** What the spec's clauses say, each for itself, each after each, and in long mixed exchanges. */
export const session: Family = {
  name: 'session',
  doc: 'Every clause and both sides of every guard, alone and before others; every clause after every other; the same again; random walks.',
  *cases(context) {
    yield* clauseCases(context, 'session', false);
    yield* pairCases(context);
    yield* repeatCases(context);
    yield* walkCases(context);
    yield* choiceCases(context);
  },
};
