import { findRule } from '../../runtime/find-rule.js';
import type { Expr, Model } from '../../runtime/model.js';
import { fieldsBound, leastText } from '../rules/least-text.js';
import { access, quote } from './literal.js';

/**
 * The text of a message as a TypeScript expression over `message`; undefined: which alternative is written depends on
 * more than whether a field is there, so the text is worked out when it is needed.
 */
export function messageText(model: Model, expr: Expr): string | undefined {
  const bound = fieldsBound(model, expr);
  // A field with places to choose from can be written into any of them.
  if (new Set(bound).size < bound.length) return undefined;
  const pieces = piecesOf(model, expr, (field) => access('message', field));
  return pieces && printed(pieces);
}

type Piece = { readonly text: string } | { readonly code: string };

function piecesOf(model: Model, expr: Expr, valueText: (field: string) => string): readonly Piece[] | undefined {
  switch (expr.kind) {
    case 'capture':
      return [{ code: valueText(expr.field) }];
    case 'sequence': {
      const parts = expr.of.map((part) => piecesOf(model, part, valueText));
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'reference':
      return piecesOf(model, findRule(model, expr.rule).expr, valueText);
    case 'repeat':
      if (fieldsBound(model, expr).length > 0) return roundsOf(model, expr);
      break;
    case 'literal':
    case 'class':
    case 'choice':
      if (fieldsBound(model, expr).length > 0) return undefined;
      break;
  }
  const text = leastText(model, expr);
  return text === undefined ? undefined : [{ text }];
}

/** A repetition with one field in it: there or not, or once for each of a list. */
function roundsOf(model: Model, expr: Expr & { kind: 'repeat' }): readonly Piece[] | undefined {
  const [field, ...others] = fieldsBound(model, expr.of);
  if (field === undefined || others.length > 0) return undefined;
  const value = access('message', field);
  if (expr.max === 1 && expr.min === 0) {
    const there = piecesOf(model, expr.of, () => value);
    return there && [{ code: `${value} === undefined ? '' : ${printed(there)}` }];
  }
  const separator = expr.separator ? leastText(model, expr.separator) : '';
  const name = /^[a-z]/.test(field) && field !== 'item' ? 'item' : 'one';
  const round = piecesOf(model, expr.of, () => name);
  if (separator === undefined || !round) return undefined;
  const [only] = round;
  const list =
    round.length === 1 && only && 'code' in only && only.code === name
      ? value
      : `${value}.map((${name}) => ${printed(round)})`;
  return [{ code: `${list}.join(${quote(separator)})` }];
}

/** One string, or a template where something is filled in. */
function printed(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.every((piece) => 'text' in piece))
    return quote(pieces.map((piece) => ('text' in piece ? piece.text : '')).join(''));
  if (pieces.length === 1 && only && 'code' in only) return only.code;
  const body = pieces.map((piece) => ('text' in piece ? templateText(piece.text) : `\${${piece.code}}`));
  return `\`${body.join('')}\``;
}

function templateText(text: string): string {
  return quote(text)
    .slice(1, -1)
    .replace(/\\(['"])/g, '$1')
    .replace(/`|\$\{/g, '\\$&');
}
