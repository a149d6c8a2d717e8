import {
  type FieldLanguage,
  notInState,
  notOfServer,
  requireFit,
  requireInteger,
  requireList,
  requireMessage,
  requireReadBack,
  requireText,
} from '../../runtime/encoding.js';
import { CodecError } from '../../runtime/errors.js';
import { capacityOf } from '../../runtime/framing.js';
import type { Field, Framing, MessageModel, Model } from '../../runtime/model.js';
import type { Codec, Message } from '../../runtime/protocol.js';
import { ruleLanguage } from '../../runtime/rule-language.js';
import { fieldValues, writeMessage } from '../../runtime/writer.js';
import { type Reader, readerOf } from '../emit/load-reader.js';
import { fieldCount } from './field-counts.js';
import { fieldRule } from './field-rule.js';
import { messagesOf } from './grammar.js';

/**
 * The codec of a protocol, made in memory from its model: the same answers as the generated one, for tools that run a
 * spec before anything is generated from it.
 * @param reader - what reads; by default the parser that is generated for the model.
 * @throws UnreadableMessage for a message that no parser is made of.
 */
export function createCodec(model: Model, reader: Reader = readerOf(model)): Codec {
  const rules = new Map(model.rules.map(({ id }) => [id, ruleLanguage(model, { kind: 'reference', rule: id })]));
  const accepted = new Map(model.session.states.map((state) => [state.name, messagesOf(model, state)]));
  const { parse, parseServer } = reader;
  const takenIn = (state: string): readonly MessageModel[] => {
    const taken = accepted.get(state);
    if (taken === undefined) throw new CodecError('unknown-state', `${model.name} has no state ${String(state)}`);
    return taken;
  };

  return {
    parse,
    parseServer,
    encode(state, message) {
      const taken = takenIn(state);
      requireMessage(message);
      const found = taken.find(({ id }) => id === message.kind);
      if (!found) {
        throw notInState(
          state,
          message.kind,
          taken.map(({ id }) => id),
        );
      }
      const text = written(model, found, message, model.framing.client);
      requireReadBack(message, text, parse(state, text), `the server in ${state}`);
      return text;
    },
    encodeServer(message) {
      const text = written(model, serverMessage(model, message), message, model.framing.server);
      requireReadBack(message, text, parseServer(text), 'a client');
      return text;
    },
    write(message) {
      const found = serverMessage(model, message);
      return textOf(model, found, message);
    },
    matches(rule, text) {
      const found = rules.get(rule);
      if (found === undefined) throw new CodecError('unknown-rule', `${model.name} has no rule ${String(rule)}`);
      return found.test(text);
    },
  };
}

function serverMessage(model: Model, message: Message): MessageModel {
  requireMessage(message);
  const found = model.messages.server.find(({ id }) => id === message.kind);
  if (!found) throw notOfServer(model.name, message);
  return found;
}

/** A message's text, once its fields are found to be what they can be and to fit. */
function written(model: Model, message: MessageModel, value: Message, framing: Framing): string {
  for (const field of message.fields) checkField(model, message, field, value);
  const text = textOf(model, message, value);
  requireFit(message.id, text, capacityOf(framing));
  return text;
}

function textOf(model: Model, message: MessageModel, value: Message): string {
  const pieces = writeMessage(model, message, fieldValues(message, value));
  return pieces.map((piece) => (typeof piece === 'string' ? piece : (piece.sample ?? ''))).join('');
}

function checkField(model: Model, message: MessageModel, field: Field, value: Message): void {
  const held = fieldValues(message, value)[field.name];
  const language = fieldLanguage(model, field);
  if (field.arity === 'list') {
    const { min, max } = fieldCount(model, message, field.name);
    requireList(message.id, field.name, held, language, min, max ?? undefined);
  } else if (field.arity === 'optional' && held === undefined) return;
  else if (field.value.kind === 'integer') requireInteger(message.id, field.name, held, language);
  else requireText(message.id, field.name, held, language);
}

/** What a field is checked against; compiled once for each field. */
function fieldLanguage(model: Model, field: Field): FieldLanguage {
  let language = languages.get(field);
  if (!language) {
    language = { pattern: ruleLanguage(model, field.language), rule: fieldRule(model, field) };
    languages.set(field, language);
  }
  return language;
}

const languages = new WeakMap<Field, FieldLanguage>();
