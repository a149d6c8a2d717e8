import type { Family } from './family.js';
import { inputCases } from './inputs.js';

/**
 * Inputs one edit away from a message, words of the grammar where a value is expected, and values that are nearly those
 * of others: each must be taken for what it is.
 */
export const nearMisses: Family = {
  name: 'near-misses',
  doc: 'Keywords with a letter too many, in another case or with a blank behind; words of the grammar as values; names that look like others.',
  *cases(context) {
    yield* inputCases(context, 'near-misses', [
      { name: 'words of the grammar', whys: ['literal'] },
      { name: 'near misses', whys: ['near'] },
      { name: 'nearly the same values', whys: ['variant'] },
    ]);
  },
};
