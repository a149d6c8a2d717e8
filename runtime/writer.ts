import { EncodeError } from './errors.js';
import { findRule } from './find-rule.js';
import type { Expr, MessageModel, Model } from './model.js';
import { ruleLanguage } from './rule-language.js';
import type { FieldValue, Hole, MessagePattern, ScalarValue, TextPattern } from './world.js';

type Piece = string | Hole;
type Value = ScalarValue | Hole;

/** What is still to be written: the values of each field, first to last; none for a field that is absent. */
type Remaining = Readonly<Record<string, readonly Value[]>>;

interface Written {
  readonly pieces: readonly Piece[];
  readonly remaining: Remaining;
}

/**
 * Writes a message by its rule alone: literals as the spec spells them, of what no field holds the least, of several
 * alternatives the first that the values fit. The text may read back as something else, or as nothing.
 * @throws Error for a message that the model does not have.
 * @throws EncodeError for values that no alternative has a place for.
 */
export function writePattern(model: Model, message: MessagePattern): TextPattern {
  const found = findMessage(model, message.kind);
  if (!found) throw new Error(`${model.name} has no message ${message.kind}.`);
  return writeMessage(model, found, message.fields);
}

/** Writes a message that leaves nothing to the server; see `writePattern`. */
export function writeText(model: Model, message: { readonly kind: string }): string {
  const found = findMessage(model, message.kind);
  if (!found) throw new Error(`${model.name} has no message ${message.kind}.`);
  return writeMessage(model, found, fieldValues(found, message))
    .map((piece) => (typeof piece === 'string' ? piece : (piece.sample ?? '')))
    .join('');
}

/** A message's fields as they stand in its object. */
export function fieldValues(
  model: MessageModel,
  message: { readonly kind: string },
): Readonly<Record<string, FieldValue>> {
  const properties: Readonly<Record<string, unknown>> = { ...message };
  return Object.fromEntries(model.fields.map(({ name }) => [name, properties[name] as FieldValue]));
}

/** Server messages first: the session writes those. */
function findMessage(model: Model, kind: string): MessageModel | undefined {
  const named = (message: MessageModel) => message.id === kind;
  return model.messages.server.find(named) ?? model.messages.client.find(named);
}

/** Writes one message of the model with these values. */
export function writeMessage(
  model: Model,
  message: MessageModel,
  fields: Readonly<Record<string, FieldValue | Hole>>,
): TextPattern {
  return writeInLine(message, fields) ?? writeAny(model, message, fields);
}

/** A literal's text, or the field whose value stands here. */
type InLine = string | { readonly field: string };

const inLine = new WeakMap<MessageModel, readonly InLine[] | 'not so'>();

/** The text of a message that is literals and fields, one behind the other; undefined: it is not, or a field is no single value. */
function writeInLine(
  message: MessageModel,
  fields: Readonly<Record<string, FieldValue | Hole>>,
): TextPattern | undefined {
  let of = inLine.get(message);
  if (of === undefined) {
    of = inLineOf(message) ?? 'not so';
    inLine.set(message, of);
  }
  if (of === 'not so') return undefined;
  const pieces: Piece[] = [];
  for (const one of of) {
    const value = typeof one === 'string' ? one : fields[one.field];
    if (value === undefined || isList(value)) return undefined;
    pieces.push(typeof value === 'number' ? String(value) : value);
  }
  return merged(pieces);
}

function inLineOf({ parts, fields }: MessageModel): readonly InLine[] | undefined {
  const of: InLine[] = [];
  const all = parts.map(({ expr }) => expr);
  for (let expr = all.shift(); expr !== undefined; expr = all.shift()) {
    if (expr.kind === 'sequence') all.unshift(...expr.of);
    else if (expr.kind === 'literal') of.push(expr.text);
    else if (expr.kind === 'capture') of.push({ field: expr.field });
    else return undefined;
  }
  const captured = of.flatMap((one) => (typeof one === 'string' ? [] : [one.field]));
  const isEachOnce = captured.length === fields.length && new Set(captured).size === captured.length;
  return isEachOnce ? of : undefined;
}

/** The same of any message. */
function writeAny(
  model: Model,
  message: MessageModel,
  fields: Readonly<Record<string, FieldValue | Hole>>,
): TextPattern {
  const remaining: Record<string, readonly Value[]> = {};
  for (const { name } of message.fields) remaining[name] = listOf(fields[name]);
  const whole: Expr = { kind: 'sequence', of: message.parts.map((part) => part.expr) };
  // An alternative is taken for its values first; one that has merely a place for them is better than no text at all.
  for (const strict of hasAlternatives(model, whole) ? [true, false] : [false]) {
    for (const written of new Writer(model, strict).write(whole, remaining)) {
      if (isEmpty(written.remaining)) return merged(written.pieces);
    }
  }
  const values = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  throw new EncodeError('not-in-language', `${message.id} can't be written with ${values.join(', ') || 'no fields'}.`);
}

function listOf(value: FieldValue | Hole): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList(value: ScalarValue | readonly string[] | Hole): value is readonly string[] {
  return Array.isArray(value);
}

function isEmpty(remaining: Remaining): boolean {
  return Object.values(remaining).every((values) => values.length === 0);
}

/** Whether a field can be written in more than one way, so that its value decides. */
function hasAlternatives(model: Model, expr: Expr): boolean {
  switch (expr.kind) {
    case 'literal':
    case 'class':
    case 'capture':
      return false;
    case 'sequence':
      return expr.of.some((part) => hasAlternatives(model, part));
    case 'choice':
      return true;
    case 'repeat':
      return hasAlternatives(model, expr.of);
    case 'reference':
      return hasAlternatives(model, findRule(model, expr.rule).expr);
  }
}

/** Yields the ways to write an expression with the values that remain, the preferred one first. */
class Writer {
  constructor(
    private readonly model: Model,
    private readonly strict: boolean,
  ) {}

  *write(expr: Expr, remaining: Remaining): Generator<Written> {
    switch (expr.kind) {
      case 'literal':
        yield { pieces: [expr.text], remaining };
        return;
      case 'class':
        // Which character would it be? The analysis reports such a rule where anybody sends it.
        return;
      case 'sequence':
        yield* this.sequence(expr.of, 0, { pieces: [], remaining });
        return;
      case 'choice':
        for (const alternative of expr.of) yield* this.write(alternative, remaining);
        return;
      case 'repeat':
        yield* this.repeat(expr, { pieces: [], remaining }, 0);
        return;
      case 'capture':
        yield* this.capture(expr.field, expr.of, remaining);
        return;
      case 'reference':
        yield* this.write(findRule(this.model, expr.rule).expr, remaining);
        return;
    }
  }

  private *sequence(of: readonly Expr[], at: number, before: Written): Generator<Written> {
    const next = of[at];
    if (!next) {
      yield before;
      return;
    }
    for (const written of this.write(next, before.remaining)) {
      yield* this.sequence(of, at + 1, { pieces: [...before.pieces, ...written.pieces], remaining: written.remaining });
    }
  }

  /** As many rounds as values ask for, and no more than the least where none do. */
  private *repeat(expr: Expr & { kind: 'repeat' }, before: Written, rounds: number): Generator<Written> {
    if (expr.max === null || rounds < expr.max) {
      const round: Expr = rounds > 0 && expr.separator ? { kind: 'sequence', of: [expr.separator, expr.of] } : expr.of;
      for (const written of this.write(round, before.remaining)) {
        const used = written.remaining !== before.remaining;
        if (!used && rounds >= expr.min) continue;
        const after = { pieces: [...before.pieces, ...written.pieces], remaining: written.remaining };
        yield* this.repeat(expr, after, rounds + 1);
      }
    }
    if (rounds >= expr.min) yield before;
  }

  private *capture(field: string, of: Expr, remaining: Remaining): Generator<Written> {
    const [value, ...rest] = remaining[field] ?? [];
    if (value === undefined) return;
    const piece = typeof value === 'number' ? String(value) : value;
    if (this.strict && typeof piece === 'string' && !ruleLanguage(this.model, of).test(piece)) return;
    yield { pieces: [piece], remaining: { ...remaining, [field]: rest } };
  }
}

function merged(pieces: readonly Piece[]): TextPattern {
  const text: Piece[] = [];
  for (const piece of pieces) {
    const last = text[text.length - 1];
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') text[text.length - 1] = last + piece;
    else text.push(piece);
  }
  return text;
}
