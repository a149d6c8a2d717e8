import { findRule } from '../../runtime/find-rule.js';
import type { Expr, Model } from '../../runtime/model.js';

/**
 * What is written of a part that binds no field: literals as they are, of a repetition its minimum, of a choice the first
 * alternative. Undefined: a class stands there, and nobody says which character it is.
 */
export function leastText(model: Model, expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'literal':
      return expr.text;
    case 'class':
    case 'capture':
      return undefined;
    case 'sequence':
      return concatenated(expr.of.map((one) => leastText(model, one)));
    case 'choice':
      return expr.of[0] && leastText(model, expr.of[0]);
    case 'repeat': {
      if (expr.min === 0) return '';
      const round = leastText(model, expr.of);
      const separator = expr.separator ? leastText(model, expr.separator) : '';
      return round === undefined || separator === undefined
        ? undefined
        : Array.from({ length: expr.min }, () => round).join(separator);
    }
    case 'reference':
      return leastText(model, findRule(model, expr.rule).expr);
  }
}

function concatenated(parts: readonly (string | undefined)[]): string | undefined {
  return parts.some((part) => part === undefined) ? undefined : parts.join('');
}

/** The fields that an expression binds, in order, one for each label. */
export function fieldsBound(model: Model, expr: Expr): readonly string[] {
  switch (expr.kind) {
    case 'literal':
    case 'class':
      return [];
    case 'capture':
      return [expr.field];
    case 'sequence':
    case 'choice':
      return expr.of.flatMap((one) => fieldsBound(model, one));
    case 'repeat':
      return fieldsBound(model, expr.of);
    case 'reference':
      return fieldsBound(model, findRule(model, expr.rule).expr);
  }
}
