import type { Expr, Model, SendEffect, Value } from '../../runtime/model.js';
import type { Message } from '../../runtime/protocol.js';
import type { Path } from './paths.js';

/** What a client should hear because of what it sent. */
export interface ExpectedAnswer {
  /** Whether it hears something on every way that the server can take. */
  readonly certain: boolean;
  /** For each message that can be the answer, the pieces that its text holds, as far as the client knows them. */
  readonly texts: readonly (readonly string[])[];
}

/** The answer to a message by the ways that its clause can go; of a text that is no message, no field is known. */
export function expectedAnswer(model: Model, paths: readonly Path[], message?: Message): ExpectedAnswer {
  return {
    certain: paths.length > 0 && paths.every((path) => path.hears.some(({ times }) => times.min > 0)),
    texts: paths.flatMap((path) => path.hears.map((send) => piecesOf(model, send, message))),
  };
}

/** The answer of several possible states together. */
export function eitherAnswer(answers: readonly ExpectedAnswer[]): ExpectedAnswer {
  return {
    certain: answers.length > 0 && answers.every(({ certain }) => certain),
    texts: answers.flatMap(({ texts }) => texts),
  };
}

/** Whether what has been read since a message was sent can be the answer to it. */
export function holdsAnswer(read: string, { texts }: ExpectedAnswer): boolean {
  return texts.some((pieces) => pieces.every((piece) => read.includes(piece)));
}

/** The texts that a message of this send holds, as far as they do not depend on the world. */
export function piecesOf(model: Model, send: SendEffect, message: Message | undefined): readonly string[] {
  const parts = model.messages.server.find(({ id }) => id === send.message)?.parts ?? [];
  return [
    ...parts.flatMap(({ expr }) => fixedTexts(expr)),
    ...send.args.flatMap((value) => knownTexts(value, message)),
  ];
}

/** The texts that are in every text of an expression; those of a rule that it refers to are left out. */
function fixedTexts(expr: Expr): readonly string[] {
  if (expr.kind === 'sequence') return expr.of.flatMap(fixedTexts);
  return expr.kind === 'literal' && expr.fold === 'none' ? [expr.text] : [];
}

/** What an argument is, where it does not depend on the world. */
function knownTexts(value: Value, message: Message | undefined): readonly string[] {
  if (value.kind === 'text') return [value.text];
  if (value.kind === 'integer') return [String(value.value)];
  if (value.kind !== 'field') return [];
  const fields: Readonly<Record<string, unknown>> = { ...message };
  const field = fields[value.name];
  if (Array.isArray(field)) return field.map(String);
  return field === undefined ? [] : [String(field)];
}
