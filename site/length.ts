import type { Expr, Field, Model } from '../runtime/model.js';

/** How many code points a text can have; `max` is null where nothing bounds it. */
export interface Length {
  readonly min: number;
  readonly max: number | null;
}

/** The shortest and the longest text of an expression. Rules do not recurse. */
export function lengthOf(model: Model, expr: Expr): Length {
  switch (expr.kind) {
    case 'literal': {
      const length = [...expr.text].length;
      return { min: length, max: length };
    }
    case 'class':
      return { min: 1, max: 1 };
    case 'capture':
      return lengthOf(model, expr.of);
    case 'reference': {
      const rule = model.rules.find(({ id }) => id === expr.rule);
      return rule === undefined ? { min: 0, max: null } : lengthOf(model, rule.expr);
    }
    case 'sequence':
      return expr.of.map((one) => lengthOf(model, one)).reduce(added, { min: 0, max: 0 });
    case 'choice': {
      const all = expr.of.map((one) => lengthOf(model, one));
      return {
        min: Math.min(...all.map(({ min }) => min)),
        max: all.some(({ max }) => max === null) ? null : Math.max(...all.map(({ max }) => max ?? 0)),
      };
    }
    case 'repeat': {
      const one = lengthOf(model, expr.of);
      const between = expr.separator === undefined ? { min: 0, max: 0 } : lengthOf(model, expr.separator);
      const max = times(one.max, expr.max);
      return {
        min: one.min * expr.min + between.min * Math.max(0, expr.min - 1),
        max:
          max === null ? null : addedMax(max, times(between.max, expr.max === null ? null : Math.max(0, expr.max - 1))),
      };
    }
  }
}

function added(a: Length, b: Length): Length {
  return { min: a.min + b.min, max: addedMax(a.max, b.max) };
}

function addedMax(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function times(length: number | null, count: number | null): number | null {
  if (length === 0 || count === 0) return 0;
  return length === null || count === null ? null : length * count;
}

/** What values a field can have, in words. */
export function limitsOf(model: Model, field: Field): string {
  if (field.value.kind === 'integer') return `${field.value.min} to ${field.value.max}, without leading zeros`;
  const { min, max } = lengthOf(model, field.language);
  if (max === null) return `at least ${counted(min)}`;
  return min === max ? counted(min) : `${min} to ${counted(max)}`;
}

function counted(count: number): string {
  return `${count} code point${count === 1 ? '' : 's'}`;
}
