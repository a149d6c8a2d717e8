import type fc from 'fast-check';
import type { Expr, MessageModel, Model } from '../model.js';
import type { Message } from '../protocol.js';
import { ruleLanguage } from '../rule-language.js';
import { type PieceOptions, pieceOf } from './piece.js';

/** A message and a text that says it; not always the one that the encoder writes, where the rule leaves a choice. */
export interface Said<M extends Message = Message> {
  /** The message. */
  readonly message: M;
  /** What it is written as. */
  readonly text: string;
}

/** Texts that a message's rule matches, whatever else they may be read as, and the message that they say by it. */
export function saidOf(model: Model, message: MessageModel, options: PieceOptions = { common: 2 }): fc.Arbitrary<Said> {
  const whole: Expr = { kind: 'sequence', of: message.parts.map(({ expr }) => expr) };
  const said = pieceOf(model, whole, options).map(({ text, fields }) => ({
    text,
    message: messageFrom(message, fields),
  }));
  if (message.except === undefined) return said;
  const excepted = ruleLanguage(model, message.except);
  return said.filter(({ text }) => !excepted.test(text));
}

function messageFrom(message: MessageModel, texts: readonly (readonly [name: string, text: string])[]): Message {
  const properties: [string, unknown][] = [['kind', message.id]];
  for (const { name, arity, value } of message.fields) {
    const values = texts
      .filter(([field]) => field === name)
      .map(([, text]) => (value.kind === 'integer' ? Number(text) : text));
    if (arity === 'list') properties.push([name, values]);
    else if (values.length > 0) properties.push([name, values[0]]);
  }
  return Object.fromEntries(properties) as unknown as Message;
}
