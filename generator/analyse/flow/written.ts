import { findRule } from '../../../runtime/find-rule.js';
import type { Expr, MessageModel, Model } from '../../../runtime/model.js';
import { fieldsBound } from '../../rules/least-text.js';
import { emptyTerm, sequenceTerm, type Term } from '../../rules/term.js';

/**
 * The texts that a message is written as, its fields marked: literals as they are spelt, of what no label binds the least.
 * @param termOfField - what a field's values can be, one after the other.
 */
export function writtenTerm(model: Model, message: MessageModel, termOfField: (field: string) => Term): Term {
  const written = (expr: Expr): Term => {
    switch (expr.kind) {
      case 'literal':
        return { kind: 'literal', text: expr.text };
      case 'class':
        return { kind: 'class', set: expr.ranges, source: expr.source };
      case 'capture':
        return { kind: 'capture', field: expr.field, of: termOfField(expr.field) };
      case 'reference':
        return written(findRule(model, expr.rule).expr);
      case 'sequence':
        return sequenceTerm(expr.of.map(written));
      case 'choice': {
        const [first] = expr.of;
        if (!binds(expr)) return first === undefined ? emptyTerm : written(first);
        return { kind: 'choice', of: expr.of.map(written) };
      }
      case 'repeat':
        return repeated(expr);
    }
  };
  const binds = (expr: Expr): boolean => fieldsBound(model, expr).length > 0;
  const repeated = ({ of, min, max, separator }: Expr & { kind: 'repeat' }): Term => {
    const most = binds(of) ? max : min;
    if (most === 0) return emptyTerm;
    const round = written(of);
    if (separator === undefined) return { kind: 'repeat', of: round, min, max: most };
    const more: Term = {
      kind: 'repeat',
      of: sequenceTerm([written(separator), round]),
      min: Math.max(0, min - 1),
      max: most === null ? null : most - 1,
    };
    const list = sequenceTerm([round, more]);
    return min === 0 ? { kind: 'repeat', of: list, min: 0, max: 1 } : list;
  };
  return sequenceTerm(message.parts.map(({ expr }) => written(expr)));
}
