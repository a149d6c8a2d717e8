import { diagnostic } from '../../diagnostics/diagnostic.js';
import { Undecided } from '../../rules/automaton/build.js';
import { buildGrammar } from '../../rules/grammar.js';
import { LoweringError } from '../../rules/lower.js';
import type { Check } from '../subject.js';

/** What could only be read by a parser beyond all bounds is said here, and not when the parser is made. */
export const checkLowering: Check = function* ({ model }) {
  try {
    buildGrammar(model);
  } catch (error) {
    if (!(error instanceof Undecided || error instanceof LoweringError)) throw error;
    yield diagnostic('P516', model.file, { start: { line: 1, column: 1 } }, { why: error.message });
  }
};
