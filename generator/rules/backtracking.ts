import { findRule } from '../../runtime/find-rule.js';
import type { Expr, Model } from '../../runtime/model.js';
import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { twoReadings } from './automaton/readings.js';
import { fieldsOf, type Term, termOf } from './term.js';

/**
 * Whether a backtracking matcher tests whole texts of an expression in linear time. It does if no text can be matched in
 * two ways, every choice and every round counted: then, wherever it stands in a text, it has come there at most once for
 * each place in the expression. Bounds of rules inside are left to matchers that don't backtrack.
 */
export function isLinear(model: Model, expr: Expr): boolean {
  if (expr.kind === 'reference') {
    const { expr: of, except, integer } = findRule(model, expr.rule);
    if (except && !isLinear(model, except)) return false;
    // A number's range is looked ahead for; its digits can be taken in one way.
    if (except || integer) return isLinear(model, of);
  }
  const term = counted(termOf(model, expr, false), { count: 0 });
  if (term === undefined) return false;
  try {
    return twoReadings(automatonOf(term, new Alphabet(setsOf(term)), fieldsOfNested(term))) === undefined;
  } catch (error) {
    if (error instanceof Undecided) return false;
    throw error;
  }
}

/** The term with a label of its own around each alternative and each round; undefined: it is bounded somewhere. */
function counted(term: Term, labels: { count: number }): Term | undefined {
  const label = (of: Term | undefined): Term | undefined =>
    of && { kind: 'capture', field: String(labels.count++), of };
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return term;
    case 'sequence': {
      const of = all(term.of.map((part) => counted(part, labels)));
      return of && { kind: 'sequence', of };
    }
    case 'choice': {
      const of = all(term.of.map((part) => label(counted(part, labels))));
      return of && { kind: 'choice', of };
    }
    case 'repeat': {
      const of = label(counted(term.of, labels));
      return of && { ...term, of };
    }
    case 'capture':
    case 'named':
      return counted(term.of, labels);
    case 'bounded':
      return undefined;
  }
}

function all(terms: readonly (Term | undefined)[]): readonly Term[] | undefined {
  const present = terms.filter((term) => term !== undefined);
  return present.length === terms.length ? present : undefined;
}

/** All labels, inner ones too. */
function fieldsOfNested(term: Term): readonly string[] {
  switch (term.kind) {
    case 'capture':
      return [term.field, ...fieldsOfNested(term.of)];
    case 'sequence':
    case 'choice':
      return term.of.flatMap(fieldsOfNested);
    case 'repeat':
      return fieldsOfNested(term.of);
    default:
      return fieldsOf(term);
  }
}
