import { findRule } from '../../runtime/find-rule.js';
import type { Expr, MessageModel, Model } from '../../runtime/model.js';
import { fieldsBound, leastText } from '../rules/least-text.js';
import { access, quote } from './literal.js';

/**
 * The text of a message as a TypeScript expression over `message`; undefined: which alternative is written depends on
 * more than whether a field is there, so the text is worked out when it is needed.
 */
export function messageText(model: Model, message: MessageModel): string | undefined {
  const pieces = messagePieces(model, message);
  return pieces && printed(pieces);
}

/**
 * The same in pieces that are written one after the other: texts and values by turns, so that it makes no difference where
 * two values meet.
 */
export function messageTexts(model: Model, message: MessageModel): readonly string[] | undefined {
  const pieces = messagePieces(model, message);
  if (pieces === undefined) return undefined;
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups[groups.length - 1];
    if (last?.[0] !== undefined && 'text' in last[0] === 'text' in piece) last.push(piece);
    else groups.push([piece]);
  }
  return groups.map(printed);
}

function messagePieces(model: Model, { parts, fields }: MessageModel): readonly Piece[] | undefined {
  const expr: Expr = { kind: 'sequence', of: parts.map((part) => part.expr) };
  const bound = fieldsBound(model, expr);
  // A field with places to choose from can be written into any of them.
  if (new Set(bound).size < bound.length) return undefined;
  const texts = new Set(fields.flatMap(({ name, value }) => (value.kind === 'text' ? [name] : [])));
  const pieces = piecesOf(model, expr, (field) => ({ code: access('message', field), isText: texts.has(field) }));
  return pieces?.filter((piece) => !('text' in piece) || piece.text !== '');
}

/** What is written as it is, or a value. */
type Piece = { readonly text: string } | ValuePiece;

interface ValuePiece {
  readonly code: string;
  /** Whether it is a string as it is. */
  readonly isText: boolean;
}

type ValueOf = (field: string) => ValuePiece;

function piecesOf(model: Model, expr: Expr, valueIn: ValueOf): readonly Piece[] | undefined {
  switch (expr.kind) {
    case 'capture':
      return [valueIn(expr.field)];
    case 'sequence': {
      const parts = expr.of.map((part) => piecesOf(model, part, valueIn));
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'reference':
      return piecesOf(model, findRule(model, expr.rule).expr, valueIn);
    case 'repeat':
      if (fieldsBound(model, expr).length > 0) return roundsOf(model, expr, valueIn);
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
function roundsOf(model: Model, expr: Expr & { kind: 'repeat' }, valueIn: ValueOf): readonly Piece[] | undefined {
  const [field, ...others] = fieldsBound(model, expr.of);
  if (field === undefined || others.length > 0) return undefined;
  const value = valueIn(field);
  if (expr.max === 1 && expr.min === 0) {
    const there = piecesOf(model, expr.of, () => value);
    return there && [{ code: `${value.code} === undefined ? '' : ${printed(there)}`, isText: true }];
  }
  const separator = expr.separator ? leastText(model, expr.separator) : '';
  const name = /^[a-z]/.test(field) && field !== 'item' ? 'item' : 'one';
  const round = piecesOf(model, expr.of, () => ({ code: name, isText: value.isText }));
  if (separator === undefined || !round) return undefined;
  const [only] = round;
  const list =
    round.length === 1 && only && 'code' in only && only.code === name
      ? value.code
      : `${value.code}.map((${name}) => ${printed(round)})`;
  return [{ code: `${list}.join(${quote(separator)})`, isText: true }];
}

/** One string, or a template where something is filled in. */
function printed(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.every((piece) => 'text' in piece)) {
    return quote(pieces.map((piece) => ('text' in piece ? piece.text : '')).join(''));
  }
  if (pieces.length === 1 && only && 'code' in only && only.isText) return only.code;
  const body = pieces.map((piece) => ('text' in piece ? templateText(piece.text) : `\${${piece.code}}`));
  return `\`${body.join('')}\``;
}

function templateText(text: string): string {
  return quote(text)
    .slice(1, -1)
    .replace(/\\(['"])/g, '$1')
    .replace(/`|\$\{/g, '\\$&');
}
