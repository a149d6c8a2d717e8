import type fc from 'fast-check';
import type { Expr, Model } from '../model.js';
import { pieceOf } from './piece.js';

/**
 * Texts of a rule or of any other expression of a model, made from its own classes: with weight on the first and last
 * code points of a class, on lengths at the bounds, and on characters that programs treat wrongly. Shrinks towards short
 * readable texts.
 */
export function textOf(model: Model, expr: Expr): fc.Arbitrary<string> {
  return pieceOf(model, expr, { common: 2 }).map(({ text }) => text);
}

/** Texts of a named rule. */
export function textOfRule(model: Model, rule: string): fc.Arbitrary<string> {
  return textOf(model, { kind: 'reference', rule });
}
