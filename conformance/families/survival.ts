import type { Family } from './family.js';
import { cutCases, halfLineCases } from './survival/cuts.js';
import { harshClauseCases, harshInputCases, strikeCases } from './survival/harsh.js';

/** What no client should do, and what the spec leaves to the server: whatever comes of it, the server goes on serving. */
export const survival: Family = {
  name: 'survival',
  doc: 'Bytes out of order, lines over the limit, undefined inputs, connections cut early: the server lives, and tells nobody anything false.',
  *cases(context) {
    // From those who are in to those who are not yet: what a server does to one client comes before what it does to all.
    for (const inside of [true, false]) {
      yield* harshClauseCases(context, inside);
      yield* harshInputCases(context, inside);
    }
    yield* strikeCases(context);
    yield* halfLineCases(context);
    yield* cutCases(context);
  },
};
