import fc from 'fast-check';
import { findRule } from '../find-rule.js';
import type { Expr, Model } from '../model.js';
import { ruleLanguage } from '../rule-language.js';
import { characterOf } from './character.js';
import { shortTexts } from './short-texts.js';

/** A text of an expression, and what its labels hold, in their order. */
export interface Piece {
  readonly text: string;
  readonly fields: readonly (readonly [name: string, text: string])[];
}

/** How values are chosen. */
export interface PieceOptions {
  /**
   * How many of ten values of a field are among the shortest few texts of its language, so that values of different
   * messages meet.
   */
  readonly common: number;
}

/** How long a repetition without an upper bound gets, beyond its lower one. */
const SOME = 24;
/** The longest repetition that is tried at its upper bound. */
const MANY = 300;

/** Texts of an expression with their fields. */
export function pieceOf(model: Model, expr: Expr, options: PieceOptions): fc.Arbitrary<Piece> {
  switch (expr.kind) {
    case 'literal':
      return (expr.fold === 'none' ? fc.constant(expr.text) : anyCase(expr.text)).map(unlabelled);
    case 'class':
      return characterOf(expr.ranges).map(unlabelled);
    case 'sequence':
      return fc.tuple(...expr.of.map((part) => pieceOf(model, part, options))).map(concatenated);
    case 'choice':
      return fc.oneof({ withCrossShrink: true }, ...expr.of.map((alternative) => pieceOf(model, alternative, options)));
    case 'repeat':
      return repeated(model, expr, options);
    case 'capture': {
      const { field } = expr;
      return commonOr(model, expr.of, options).map((text) => ({ text, fields: [[field, text]] }));
    }
    case 'reference': {
      const rule = findRule(model, expr.rule);
      if (rule.integer !== undefined) return fc.integer(rule.integer).map((number) => unlabelled(String(number)));
      const pieces = pieceOf(model, rule.expr, options);
      if (rule.except === undefined) return pieces;
      const excepted = ruleLanguage(model, rule.except);
      return pieces.filter(({ text }) => !excepted.test(text));
    }
  }
}

function unlabelled(text: string): Piece {
  return { text, fields: [] };
}

function concatenated(pieces: readonly Piece[]): Piece {
  return { text: pieces.map(({ text }) => text).join(''), fields: pieces.flatMap(({ fields }) => fields) };
}

/** ASCII letters in either case; shrinks to how the spec spells them. */
function anyCase(text: string): fc.Arbitrary<string> {
  const letters = [...text];
  return fc
    .array(fc.boolean(), { minLength: letters.length, maxLength: letters.length })
    .map((turned) =>
      letters.map((letter, i) => (turned[i] === true && /[A-Za-z]/.test(letter) ? otherCase(letter) : letter)).join(''),
    );
}

function otherCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

function commonOr(model: Model, expr: Expr, options: PieceOptions): fc.Arbitrary<string> {
  const any = pieceOf(model, expr, options).map(({ text }) => text);
  const common = shortTexts(model, expr, 3);
  if (common.length === 0) return any;
  return fc.oneof(
    { withCrossShrink: true },
    { weight: options.common, arbitrary: fc.constantFrom(...common) },
    { weight: 10 - options.common, arbitrary: any },
  );
}

/** Mostly short; a bound is met exactly now and then. */
function repeated(model: Model, expr: Expr & { kind: 'repeat' }, options: PieceOptions): fc.Arbitrary<Piece> {
  const { min, max, separator } = expr;
  const one = pieceOf(model, expr.of, options);
  const between = separator === undefined ? fc.constant(unlabelled('')) : pieceOf(model, separator, options);
  const rounds = (minLength: number, maxLength: number): fc.Arbitrary<Piece> =>
    fc
      .array(fc.tuple(between, one), { minLength, maxLength, size: maxLength > min + SOME ? 'max' : 'medium' })
      .map((pairs) => concatenated(pairs.flatMap(([before, piece], i) => (i === 0 ? [piece] : [before, piece]))));
  const usual = rounds(min, Math.min(max ?? Number.POSITIVE_INFINITY, min + SOME));
  const atMost = max !== null && max <= MANY ? [{ weight: 1, arbitrary: rounds(max, max) }] : [];
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: rounds(min, min) },
    ...atMost,
  );
}
