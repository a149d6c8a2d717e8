import fc from 'fast-check';
import { findRule } from '../../../runtime/find-rule.js';
import type { Expr, Model, Rule } from '../../../runtime/model.js';
import { Undecided } from '../automaton/build.js';
import { alt, any, cap, cls, lit, opt, ref, rep, rule, seq } from './sample-model.js';

/** Few characters, so that rules meet; one of four bytes, so that units and characters differ. */
const CHARACTERS = ['a', 'b', ',', ' ', '😀'];

const classes: fc.Arbitrary<Expr> = fc.constantFrom(
  any,
  cls('a', 'b'),
  cls('^', ','),
  cls('^', ' ', ','),
  cls('a', '😀'),
);
const literals: fc.Arbitrary<Expr> = fc.oneof(
  fc.constantFrom(...CHARACTERS, ', ', 'ab', '').map((text) => lit(text)),
  fc.constantFrom('A', 'aB', 'b,').map((text) => lit(text, 'ascii')),
);

/** Expressions of a few nodes that refer to these rules; `labels` binds fields of these names. */
function expressions(rules: readonly string[], labels: readonly string[], depth: number): fc.Arbitrary<Expr> {
  const leaf = fc.oneof(
    { weight: 3, arbitrary: classes },
    { weight: 3, arbitrary: literals },
    ...(rules.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...rules).map((name) => ref(name)) }] : []),
  );
  if (depth === 0) return leaf;
  const smaller = expressions(rules, [], depth - 1);
  const inner = expressions(rules, labels, depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 5, arbitrary: fc.array(inner, { minLength: 1, maxLength: 4 }).map((of) => seq(...of)) },
    { weight: 2, arbitrary: fc.array(inner, { minLength: 2, maxLength: 3 }).map((of) => alt(...of)) },
    { weight: 2, arbitrary: inner.map((of) => opt(of)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(inner, fc.nat(2), fc.constantFrom(0, 1, 3, null), fc.option(smaller, { freq: 3, nil: undefined }))
        .map(([of, min, more, separator]) => rep(of, min, more === null ? null : min + more || 1, separator)),
    },
    ...(labels.length > 0
      ? [{ weight: 5, arbitrary: fc.tuple(fc.constantFrom(...labels), smaller).map(([field, of]) => cap(field, of)) }]
      : []),
  );
}

export interface RandomRules {
  readonly rules: readonly Rule[];
  readonly expr: Expr;
}

/** A few rules, each of which may refer to those before it, and an expression that uses them. */
export function randomRules(labels: readonly string[], depth = 3): fc.Arbitrary<RandomRules> {
  const bounds = (names: readonly string[]) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      { weight: 3, arbitrary: expressions(names, [], 1).map((except) => ({ except })) },
    );
  const first = fc.tuple(expressions([], [], 2), bounds([])).map(([expr, more]) => rule('R1', expr, more));
  const second = fc.tuple(expressions(['R1'], [], 1), bounds(['R1'])).map(([expr, more]) => rule('R2', expr, more));
  return fc
    .tuple(first, second, expressions(['R1', 'R2'], labels, depth))
    .map(([one, two, expr]) => ({ rules: [one, two], expr: withOneLabelEach(expr, new Set()) }));
}

/** Takes away labels that would bind one field twice on one path, which the language does not allow. */
function withOneLabelEach(expr: Expr, taken: Set<string>): Expr {
  switch (expr.kind) {
    case 'literal':
    case 'class':
    case 'reference':
      return expr;
    case 'capture':
      if (taken.has(expr.field)) return expr.of;
      taken.add(expr.field);
      return expr;
    case 'sequence':
      return { ...expr, of: expr.of.map((part) => withOneLabelEach(part, taken)) };
    case 'choice': {
      const before = new Set(taken);
      return {
        ...expr,
        of: expr.of.map((part) => {
          const path = new Set(before);
          const made = withOneLabelEach(part, path);
          for (const label of path) taken.add(label);
          return made;
        }),
      };
    }
    case 'repeat':
      return { ...expr, of: withOneLabelEach(expr.of, taken) };
  }
}

/** Texts of the same characters. */
export const randomTexts: fc.Arbitrary<readonly string[]> = fc.array(
  fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 }),
  { minLength: 8, maxLength: 8 },
);

/** A text that an expression matches, exceptions apart; `pick(n)` is a number below n. */
export function sampleText(model: Model, expr: Expr, pick: (count: number) => number): string {
  switch (expr.kind) {
    case 'literal':
      return expr.fold === 'ascii' && pick(2) === 0 ? expr.text.toUpperCase() : expr.text;
    case 'class': {
      const inClass = CHARACTERS.filter((one) => {
        const codePoint = one.codePointAt(0) ?? 0;
        return expr.ranges.some(([from, to]) => from <= codePoint && codePoint <= to);
      });
      return inClass[pick(inClass.length)] ?? String.fromCodePoint(expr.ranges[0]?.[0] ?? 0);
    }
    case 'sequence':
      return expr.of.map((part) => sampleText(model, part, pick)).join('');
    case 'choice': {
      const chosen = expr.of[pick(expr.of.length)];
      return chosen ? sampleText(model, chosen, pick) : '';
    }
    case 'repeat': {
      const rounds = expr.min + pick(Math.min(3, (expr.max ?? expr.min + 3) - expr.min) + 1);
      const parts: string[] = [];
      for (let round = 0; round < rounds; round++) {
        if (round > 0 && expr.separator) parts.push(sampleText(model, expr.separator, pick));
        parts.push(sampleText(model, expr.of, pick));
      }
      return parts.join('');
    }
    case 'capture':
      return sampleText(model, expr.of, pick);
    case 'reference':
      return sampleText(model, findRule(model, expr.rule).expr, pick);
  }
}

/** One edit: a character taken out, put in, or changed. */
export function nearMiss(text: string, pick: (count: number) => number): string {
  const characters = [...text];
  const at = pick(characters.length + 1);
  const fresh = CHARACTERS[pick(CHARACTERS.length)] ?? '';
  const how = pick(3);
  characters.splice(at, how === 1 ? 0 : 1, ...(how === 0 ? [] : [fresh]));
  return characters.join('');
}

/** The answer to a question, if it stays within its budget; a property skips the case where it does not. */
export function decided<Answer>(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    if (error instanceof Undecided) fc.pre(false);
    throw error;
  }
}
