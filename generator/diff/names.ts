import { expressionSource } from '../../runtime/expression-source.js';
import type { Field, MessageModel, Model } from '../../runtime/model.js';
import type { Change } from './change.js';

/** What differs in the names and types that code is written against: protocol, messages, fields, states. */
export function* nameChanges(before: Model, after: Model): Iterable<Change> {
  if (before.name !== after.name) {
    const message = `the protocol was \`${before.name}\` and is \`${after.name}\``;
    yield { level: 'source', kind: 'protocol', compatible: false, message, old: before.name, new: after.name };
  }
  for (const direction of ['client', 'server'] as const) {
    const [old, now] = [before.messages[direction], after.messages[direction]];
    const what = `the ${direction} message`;
    for (const { id, at } of old.filter((one) => now.every((other) => other.id !== one.id))) {
      yield { level: 'source', kind: 'message', compatible: false, message: `${what} \`${id}\` is gone`, at };
    }
    for (const message of now) {
      const was = old.find(({ id }) => id === message.id);
      if (was !== undefined) yield* fieldChanges(was, message);
      else {
        const { id, at } = message;
        yield { level: 'source', kind: 'message', compatible: true, message: `${what} \`${id}\` is new`, at };
      }
    }
  }
  const [old, now] = [before.session.states, after.session.states];
  for (const { name, at } of old.filter((one) => now.every((other) => other.name !== one.name))) {
    yield { level: 'source', kind: 'state', compatible: false, message: `the state \`${name}\` is gone`, at };
  }
  for (const { name, at } of now.filter((one) => old.every((other) => other.name !== one.name))) {
    yield { level: 'source', kind: 'state', compatible: true, message: `the state \`${name}\` is new`, at };
  }
}

function* fieldChanges(before: MessageModel, after: MessageModel): Iterable<Change> {
  const { id, at } = after;
  for (const field of before.fields) {
    const now = after.fields.find(({ name }) => name === field.name);
    if (now === undefined) {
      const message = `the field \`${field.name}\` of \`${id}\` is gone`;
      yield { level: 'source', kind: 'field', compatible: false, message, at };
    } else if (typeOf(field) !== typeOf(now)) {
      yield {
        level: 'source',
        kind: 'field',
        compatible: false,
        message: `the field \`${field.name}\` of \`${id}\` was ${typeOf(field)} and is ${typeOf(now)}`,
        old: expressionSource(field.language),
        new: expressionSource(now.language),
        at,
      };
    }
  }
  for (const field of after.fields.filter((one) => before.fields.every(({ name }) => name !== one.name))) {
    yield {
      level: 'source',
      kind: 'field',
      compatible: field.arity === 'optional',
      message: `the field \`${field.name}\` of \`${id}\` is new`,
      at,
    };
  }
}

function typeOf({ arity, value }: Field): string {
  const one = value.kind === 'integer' ? 'a number' : 'a text';
  return { one, optional: `${one} or absent`, list: 'a list of texts' }[arity];
}
