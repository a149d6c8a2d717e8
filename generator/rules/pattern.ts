import { findRule } from '../../runtime/find-rule.js';
import { integerExpression } from '../../runtime/integer-text.js';
import type { CodePointRange, Expr, Model, Rule } from '../../runtime/model.js';

const LAST_CODE_POINT = 0x10ffff;

/**
 * A rule's expression as a regular expression that tests whole texts (flags `u` and `s`). Both backtrack over all
 * divisions, so a test is membership, exactly. A text that is not well-formed matches nothing.
 */
export function ruleExpression(model: Model, expr: Expr): RegExp {
  return new RegExp(rulePattern(model, expr), 'us');
}

/**
 * The source of `ruleExpression`, anchored at both ends.
 * @param classText - how classes are written; by default by their ranges.
 */
export function rulePattern(
  model: Model,
  expr: Expr,
  classText: ClassText = ({ ranges }) => classPattern(ranges),
): string {
  const compiler = new Compiler((name) => findRule(model, name), classText);
  return `^${compiler.compile(expr, 'alternation', true)}$`;
}

/** Writes a class as it stands in a regular expression with the flag `u`. */
export type ClassText = (expr: Expr & { readonly kind: 'class' }) => string;

/** How tightly the surroundings bind: an alternation needs brackets in a sequence, a sequence under a quantifier. */
type Binding = 'alternation' | 'sequence' | 'atom';

class Compiler {
  private marks = 0;

  constructor(
    private readonly ruleOf: (name: string) => Rule,
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
        return this.reference(this.ruleOf(expr.rule), binding, whole);
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

  private reference(rule: Rule, binding: Binding, whole: boolean): string {
    const bounds: { readonly expr: Expr; readonly excluded: boolean }[] = [];
    if (rule.except) bounds.push({ expr: rule.except, excluded: true });
    if (rule.integer) bounds.push({ expr: integerExpression(rule.integer), excluded: false });
    if (bounds.length === 0) return this.compile(rule.expr, binding, whole);
    if (whole) {
      const ahead = bounds.map(
        ({ expr, excluded }) => `(?${excluded ? '!' : '='}${this.compile(expr, 'sequence', false)}$)`,
      );
      const text = `${ahead.join('')}${this.compile(rule.expr, 'sequence', false)}`;
      return binding === 'alternation' || binding === 'sequence' ? text : `(?:${text})`;
    }
    // Where the rule is a part, a bound must have the same extent as what was taken. Its start is remembered as the text
    // that follows it (no other place has that much text behind it), and looked for from the end, backwards.
    const from = `from${++this.marks}`;
    const body = this.compile(rule.expr, 'sequence', false);
    const behind = bounds.map(({ expr, excluded }) => {
      const bound = this.compile(expr, 'sequence', false);
      const not = excluded ? '!' : '=';
      if (!this.isBounded(expr)) return `(?<${not}(?=\\k<${from}>$)${bound})`;
      // What is matched backwards meets its own marks in the wrong order, so this bound is matched forwards, from the start.
      const to = `to${++this.marks}`;
      return `(?=(?<${to}>[^]*))(?<${not}(?=${bound}\\k<${to}>$)(?=\\k<${from}>$)[^]*)`;
    });
    const text = `(?=(?<${from}>[^]*))${body}${behind.join('')}`;
    return binding === 'atom' ? `(?:${text})` : text;
  }

  /** Whether it refers, at any depth, to a rule that has bounds of its own. */
  private isBounded(expr: Expr): boolean {
    switch (expr.kind) {
      case 'literal':
      case 'class':
        return false;
      case 'sequence':
      case 'choice':
        return expr.of.some((part) => this.isBounded(part));
      case 'repeat':
        return this.isBounded(expr.of) || (expr.separator !== undefined && this.isBounded(expr.separator));
      case 'capture':
        return this.isBounded(expr.of);
      case 'reference': {
        const rule = this.ruleOf(expr.rule);
        return rule.except !== undefined || rule.integer !== undefined || this.isBounded(rule.expr);
      }
    }
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

/** A class of code points as it stands in a regular expression with the flag `u`. */
export function classPattern(ranges: readonly CodePointRange[]): string {
  if (ranges.length === 0) return '[]';
  const first = ranges[0]?.[0];
  const last = ranges[ranges.length - 1]?.[1];
  // What reaches from end to end is shorter said by what it lacks; surrogates are no characters, so they count as lacking.
  if (first === 0 && last === LAST_CODE_POINT) return `[^${classBody(gaps(ranges))}]`;
  return `[${classBody(ranges)}]`;
}

/** A class as a person writes it, who does not think of surrogates. */
export function classTitle(ranges: readonly CodePointRange[]): string {
  const isOpen = ranges[0]?.[0] === 0 && ranges[ranges.length - 1]?.[1] === LAST_CODE_POINT;
  if (!isOpen) return classPattern(ranges);
  const lacking = gaps(ranges).flatMap(([first, last]): CodePointRange[] => {
    const around: CodePointRange[] = [
      [first, Math.min(last, FIRST_SURROGATE - 1)],
      [Math.max(first, LAST_SURROGATE + 1), last],
    ];
    return around.filter(([from, to]) => from <= to);
  });
  return lacking.length === 0 ? '.' : `[^${classBody(lacking)}]`;
}

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

function gaps(ranges: readonly CodePointRange[]): CodePointRange[] {
  const between: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) between.push([next, first - 1]);
    next = last + 1;
  }
  return between;
}

function classBody(ranges: readonly CodePointRange[]): string {
  return ranges
    .map(([first, last]) => {
      if (first === last) return classCharacter(first);
      return `${classCharacter(first)}${last === first + 1 ? '' : '-'}${classCharacter(last)}`;
    })
    .join('');
}

function classCharacter(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /[\\\]^[-]/.test(character) ? `\\${character}` : printable(codePoint);
}

/** The character itself where anybody can read it, else its escape. */
function printable(codePoint: number): string {
  const known = shortEscapes.get(codePoint);
  if (known) return known;
  if (codePoint >= 0x20 && codePoint < 0x7f) return String.fromCodePoint(codePoint);
  const hex = codePoint.toString(16).toUpperCase();
  if (codePoint < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return codePoint < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);
