import { diagnostic } from '../../diagnostics/diagnostic.js';
import { buildGrammar, UnreadableMessage } from '../../rules/grammar.js';
import type { Check } from '../subject.js';

/** What could only be read by a parser beyond all bounds is said here, and not when the parser is made. */
export const checkLowering: Check = function* ({ model }) {
  try {
    buildGrammar(model);
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    yield diagnostic('P516', model.file, { start: error.unread.at }, { name: error.unread.id, why: error.message });
  }
};
