import { findRule } from '../find-rule.js';
import type { Expr, Model } from '../model.js';
import { ruleLanguage } from '../rule-language.js';
import { readableOf } from './code-points.js';

/** How many texts are tried where an `except` takes the shortest ones. */
const TRIES = 2_000;

/**
 * The first few texts of a language, the shortest and most readable ones first: fewer where it has no more, or where
 * they are hard to find.
 */
export function shortTexts(model: Model, expr: Expr, count: number): readonly string[] {
  const language = ruleLanguage(model, expr);
  const found = new Set<string>();
  let tried = 0;
  for (const text of textsOf(model, expr)) {
    if (language.test(text)) found.add(text);
    if (found.size >= count || ++tried >= TRIES) break;
  }
  return [...found];
}

/** Short texts; what `except` and ranges of numbers leave out is for the caller to find out. */
function* textsOf(model: Model, expr: Expr): Generator<string> {
  switch (expr.kind) {
    case 'literal':
      yield expr.text;
      return;
    case 'class':
      yield* readableOf(expr.ranges);
      return;
    case 'sequence':
      yield* concatenated(expr.of.map((part) => () => textsOf(model, part)));
      return;
    case 'choice':
      for (const alternative of expr.of) yield* textsOf(model, alternative);
      return;
    case 'repeat': {
      const last = Math.min(expr.max ?? Number.POSITIVE_INFINITY, expr.min + 2);
      const round = (i: number): Expr =>
        i > 0 && expr.separator !== undefined ? { kind: 'sequence', of: [expr.separator, expr.of] } : expr.of;
      for (let rounds = expr.min; rounds <= last; rounds++) {
        yield* concatenated(Array.from({ length: rounds }, (_, i) => () => textsOf(model, round(i))));
      }
      return;
    }
    case 'capture':
      yield* textsOf(model, expr.of);
      return;
    case 'reference': {
      const rule = findRule(model, expr.rule);
      if (rule.integer !== undefined) {
        for (let number = rule.integer.min; number <= rule.integer.max; number++) yield String(number);
      } else {
        yield* textsOf(model, rule.expr);
      }
      return;
    }
  }
}

/** Every text of the first part with every text of the rest; the first one varies slowest. */
function* concatenated(parts: readonly (() => Generator<string>)[]): Generator<string> {
  const [first, ...rest] = parts;
  if (first === undefined) {
    yield '';
    return;
  }
  for (const start of first()) for (const end of concatenated(rest)) yield start + end;
}
