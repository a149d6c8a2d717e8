import { exampleCases } from './examples.js';
import type { Family } from './family.js';
import { clauseCases } from './session/clauses.js';

/** What moves a number of the world far comes last: from its end no later case would bring it back. */
export const farthest: Family = {
  name: 'farthest',
  doc: 'Examples, clauses and sides of guards that move a number of the world far.',
  *cases(context) {
    yield* exampleCases(context, true);
    yield* clauseCases(context, 'farthest', true);
  },
};
