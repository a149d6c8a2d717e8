import { findRule } from '../../runtime/find-rule.js';
import type { Expr, MessageModel, Model } from '../../runtime/model.js';

/** How often a field can be bound in one text. */
export interface FieldCount {
  readonly min: number;
  /** `null`: any number of times. */
  readonly max: number | null;
}

/** How many values a list field of a message can have. */
export function fieldCount(model: Model, message: MessageModel, field: string): FieldCount {
  return countIn(model, { kind: 'sequence', of: message.parts.map(({ expr }) => expr) }, field);
}

function countIn(model: Model, expr: Expr, field: string): FieldCount {
  switch (expr.kind) {
    case 'literal':
    case 'class':
      return { min: 0, max: 0 };
    case 'capture':
      return expr.field === field ? { min: 1, max: 1 } : { min: 0, max: 0 };
    case 'sequence':
      return expr.of.reduce<FieldCount>((sum, part) => plus(sum, countIn(model, part, field)), { min: 0, max: 0 });
    case 'choice': {
      const counts = expr.of.map((part) => countIn(model, part, field));
      const max = counts.some((count) => count.max === null)
        ? null
        : Math.max(0, ...counts.map((count) => count.max ?? 0));
      return { min: counts.length === 0 ? 0 : Math.min(...counts.map((count) => count.min)), max };
    }
    case 'repeat': {
      const { min, max } = countIn(model, expr.of, field);
      const unbounded = max === null || (expr.max === null && max > 0);
      return { min: min * expr.min, max: unbounded ? null : max * (expr.max ?? 0) };
    }
    case 'reference':
      return countIn(model, findRule(model, expr.rule).expr, field);
  }
}

function plus(a: FieldCount, b: FieldCount): FieldCount {
  return { min: a.min + b.min, max: a.max === null || b.max === null ? null : a.max + b.max };
}
