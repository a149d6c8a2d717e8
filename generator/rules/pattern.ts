import { findRule } from '../../runtime/find-rule.js';
import { integerExpression } from '../../runtime/integer-text.js';
import type { Expr, Model } from '../../runtime/model.js';
import { classPattern, printable } from './class-pattern.js';

/** Writes a class as it stands in a regular expression with the flag `u`. */
export type ClassText = (expr: Expr & { readonly kind: 'class' }) => string;

/**
 * The source of a regular expression that tests whole texts of an expression, with the flags `u` and `s`. Only for
 * expressions that `isLinear`: it tries all divisions of a text, which are its texts exactly, but may be very many.
 * @param classText - how classes are written; by default by their ranges.
 * @throws Error for a rule with bounds inside, which a regular expression can't keep in its place.
 */
export function rulePattern(
  model: Model,
  expr: Expr,
  classText: ClassText = ({ ranges }) => classPattern(ranges),
): string {
  return `^${new Compiler(model, classText).compile(expr, 'alternation', true)}$`;
}

/** How tightly the surroundings bind: an alternation needs brackets in a sequence, a sequence under a quantifier. */
type Binding = 'alternation' | 'sequence' | 'atom';

class Compiler {
  constructor(
    private readonly model: Model,
    private readonly classText: ClassText,
  ) {}

  /** `whole`: the expression stands alone between the text's ends. */
  compile(expr: Expr, binding: Binding, whole: boolean): string {
    switch (expr.kind) {
      case 'literal': {
        const text = expr.fold === 'ascii' ? folded(expr.text) : escaped(expr.text);
        return binding === 'atom' && [...expr.text].length !== 1 ? `(?:${text})` : text;
      }
      case 'class':
        return this.classText(expr);
      case 'sequence': {
        const [only] = expr.of;
        if (expr.of.length === 1 && only) return this.compile(only, binding, whole);
        const text = expr.of.map((part) => this.compile(part, 'sequence', false)).join('');
        return binding === 'atom' ? `(?:${text})` : text;
      }
      case 'choice': {
        const text = expr.of.map((part) => this.compile(part, whole ? 'sequence' : 'alternation', whole)).join('|');
        return binding === 'alternation' && !whole ? text : `(?:${text})`;
      }
      case 'repeat':
        return this.repeat(expr, binding);
      case 'capture':
        return this.compile(expr.of, binding, whole);
      case 'reference':
        return this.reference(expr.rule, binding, whole);
    }
  }

  private repeat(expr: Expr & { kind: 'repeat' }, binding: Binding): string {
    const { min, max } = expr;
    if (max === 0) return binding === 'atom' ? '(?:)' : '';
    if (expr.separator) {
      const first = this.compile(expr.of, 'sequence', false);
      const next = `(?:${this.compile(expr.separator, 'sequence', false)}${this.compile(expr.of, 'sequence', false)})`;
      const list = `${first}${next}${quantifier(Math.max(0, min - 1), max === null ? null : max - 1)}`;
      if (min === 0) return binding === 'atom' ? `(?:(?:${list})?)` : `(?:${list})?`;
      return binding === 'atom' ? `(?:${list})` : list;
    }
    const text = `${this.compile(expr.of, 'atom', false)}${quantifier(min, max)}`;
    return binding === 'atom' ? `(?:${text})` : text;
  }

  private reference(name: string, binding: Binding, whole: boolean): string {
    const { expr, except, integer } = findRule(this.model, name);
    if (!except && !integer) return this.compile(expr, binding, whole);
    if (!whole) throw new Error(`${name} is bounded, and stands inside another rule.`);
    const refused = except ? `(?!${this.compile(except, 'sequence', true)}$)` : '';
    const required = integer ? `(?=${this.compile(integerExpression(integer), 'sequence', true)}$)` : '';
    const text = `${refused}${required}${this.compile(expr, 'sequence', false)}`;
    return binding === 'atom' ? `(?:${text})` : text;
  }
}

function quantifier(min: number, max: number | null): string {
  if (min === 0 && max === null) return '*';
  if (min === 1 && max === null) return '+';
  if (min === 0 && max === 1) return '?';
  if (min === max) return min === 1 ? '' : `{${min}}`;
  return `{${min},${max ?? ''}}`;
}

/** ASCII letters in either case, and nothing else: the flag `i` would fold more. */
function folded(text: string): string {
  return [...text].map((c) => (/[A-Za-z]/.test(c) ? `[${c.toLowerCase()}${c.toUpperCase()}]` : escaped(c))).join('');
}

function escaped(text: string): string {
  return [...text].map((c) => (/[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : printable(c.codePointAt(0) ?? 0))).join('');
}
