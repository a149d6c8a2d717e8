import { findRule } from '../../runtime/find-rule.js';
import { integerExpression } from '../../runtime/integer-text.js';
import type { Expr, MessageModel, Model, Rule } from '../../runtime/model.js';
import { asciiCases, type CodePointSet } from './code-points.js';

/**
 * An expression with all that is only notation taken away, so that what works on rules has fewer cases: references carry
 * what they refer to, labels inside a label are gone, separators are written out, bounds stand where they hold.
 * Terms are compared by identity: one place in a spec is one term.
 */
export type Term =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'class'; readonly set: CodePointSet; readonly source: string }
  /** A literal that ignores the case of ASCII letters, one set for each character. */
  | { readonly kind: 'folded'; readonly text: string; readonly sets: readonly CodePointSet[] }
  | { readonly kind: 'sequence'; readonly of: readonly Term[] }
  | { readonly kind: 'choice'; readonly of: readonly Term[] }
  | { readonly kind: 'repeat'; readonly of: Term; readonly min: number; readonly max: number | null }
  | { readonly kind: 'capture'; readonly field: string; readonly of: Term }
  /** What a rule of the spec stands for. */
  | { readonly kind: 'named'; readonly rule: string; readonly of: Term }
  /** The texts of `of` that `bound` does not match (`without`), or that it does (`within`). */
  | { readonly kind: 'bounded'; readonly of: Term; readonly bound: Term; readonly how: 'without' | 'within' };

export type TermOf<Kind extends Term['kind']> = Term & { readonly kind: Kind };

export const emptyTerm: Term = { kind: 'sequence', of: [] };

export function sequenceTerm(of: readonly Term[]): Term {
  const [first] = of;
  return of.length === 1 && first ? first : { kind: 'sequence', of };
}

/** The term of an expression; `labels`: whether its own labels bind here. */
export function termOf(model: Model, expr: Expr, labels: boolean): Term {
  switch (expr.kind) {
    case 'literal':
      if (expr.fold === 'none' || !/[A-Za-z]/.test(expr.text)) return { kind: 'literal', text: expr.text };
      return { kind: 'folded', text: expr.text, sets: [...expr.text].map((c) => asciiCases(c.codePointAt(0) ?? 0)) };
    case 'class':
      return { kind: 'class', set: expr.ranges, source: expr.source };
    case 'sequence':
      return sequenceTerm(expr.of.map((part) => termOf(model, part, labels)));
    case 'choice':
      return { kind: 'choice', of: expr.of.map((part) => termOf(model, part, labels)) };
    case 'repeat':
      return repeatTerm(model, expr, labels);
    case 'capture': {
      const of = termOf(model, expr.of, false);
      return labels ? { kind: 'capture', field: expr.field, of } : of;
    }
    case 'reference':
      return { kind: 'named', rule: expr.rule, of: ruleTerm(model, findRule(model, expr.rule), labels) };
  }
}

/** `E|a..b, sep|` is one E, then separators and more of them. */
function repeatTerm(model: Model, expr: Expr & { kind: 'repeat' }, labels: boolean): Term {
  const { min, max, separator } = expr;
  const of = termOf(model, expr.of, labels);
  if (!separator) return { kind: 'repeat', of, min, max };
  if (max === 0) return emptyTerm;
  const next = sequenceTerm([termOf(model, separator, labels), of]);
  const more: Term = { kind: 'repeat', of: next, min: Math.max(0, min - 1), max: max === null ? null : max - 1 };
  const list = sequenceTerm([of, more]);
  return min === 0 ? { kind: 'repeat', of: list, min: 0, max: 1 } : list;
}

/** What a rule stands for, its exception and its range of numbers included. */
export function ruleTerm(model: Model, rule: Rule, labels: boolean): Term {
  let of = termOf(model, rule.expr, labels);
  if (rule.except) of = { kind: 'bounded', of, bound: termOf(model, rule.except, false), how: 'without' };
  if (rule.integer)
    of = { kind: 'bounded', of, bound: termOf(model, integerExpression(rule.integer), false), how: 'within' };
  return of;
}

/** The whole frame of a message. */
export function messageTerm(model: Model, message: MessageModel): Term {
  const of = sequenceTerm(message.parts.map((part) => termOf(model, part.expr, true)));
  if (!message.except) return of;
  return { kind: 'bounded', of, bound: termOf(model, message.except, false), how: 'without' };
}

/** The terms that a term takes its text by; a bound is none of them. */
function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return [];
    case 'sequence':
    case 'choice':
      return term.of;
    case 'repeat':
    case 'capture':
    case 'named':
    case 'bounded':
      return [term.of];
  }
}

/** Whether something holds of a term or of one in it; where `test` does not say, those in it are asked. */
export function holdsIn(term: Term, test: (term: Term) => boolean | undefined): boolean {
  return test(term) ?? partsOf(term).some((part) => holdsIn(part, test));
}

/** Whether fields are bound in it. */
export function hasCaptures(term: Term): boolean {
  return holdsIn(term, ({ kind }) => kind === 'capture' || undefined);
}

/** The fields that are bound in it, one for each label. */
export function fieldsOf(term: Term): readonly string[] {
  return term.kind === 'capture' ? [term.field] : partsOf(term).flatMap(fieldsOf);
}
