import type { Framing } from '../../runtime/model.js';
import type { ClauseSyntax, StateSyntax } from '../language/syntax/index.js';
import type { Context } from './context.js';

/**
 * Reports states that leave input without a clause that is no text at all: what is not in the charset, and lines that are
 * too long. Whether every text has a clause is for the automata to say.
 */
export function checkCoverage(
  states: readonly StateSyntax[],
  every: readonly ClauseSyntax[],
  framing: Framing | undefined,
  context: Context,
): void {
  for (const state of states) {
    const triggers = [...state.clauses, ...every].flatMap((clause) => clause.triggers);
    const has = (kind: 'unrecognized' | 'invalid' | 'overlong') => triggers.some((one) => one.kind === kind);
    const name = state.name.text;
    if (!has('unrecognized') && !has('invalid')) {
      const what = 'input that is not in the charset';
      context.report.add('P402', state.name.span, { state: name, what, clause: '`invalid`' });
    }
    if (framing?.kind === 'line' && !has('overlong')) context.report.add('P403', state.name.span, { state: name });
  }
}
