import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EncodeError } from '../../runtime/errors.js';
import type { Message, ParseResult } from '../../runtime/protocol.js';
import { createCodec } from '../rules/codec.js';
import { peggyReaderOf } from '../rules/peggy-reader.js';
import { describeEveryProtocol } from './every-protocol.js';

/** What came of encoding: a text, or the refusal. */
function outcome(encode: () => string): unknown {
  try {
    return encode();
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    const { code, field, message } = error;
    return { code, field, message };
  }
}

/** A result as plain data, with what a refusal says of its place. */
function plain(result: ParseResult<Message>): unknown {
  return result.ok ? result : { ok: result.ok, code: result.code, at: result.at, expected: result.expected };
}

/** A message with one of its fields made wrong. */
const spoilt = (messages: fc.Arbitrary<Message>): fc.Arbitrary<Message> => {
  const wrong = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' ', 'QUIT', '\ud800', '\\', 'a b', 'x'.repeat(2000)),
    fc.integer(),
    fc.constant(undefined),
    fc.array(fc.string()),
  );
  return fc.tuple(messages, fc.nat(), wrong).map(([message, which, value]) => {
    const fields = Object.keys(message).filter((name) => name !== 'kind');
    const field = fields[which % Math.max(1, fields.length)];
    return field === undefined ? message : { ...message, [field]: value };
  });
};

describeEveryProtocol(({ model, codec }, values) => {
  const made = createCodec(model, peggyReaderOf(model));
  const states = model.session.states.map(({ name }) => name);

  it('reads as Peggy’s own output', () => {
    const texts = fc.oneof(
      values.serverMessage.map((message) => codec.write(message)),
      values.frame.map((bytes) => Buffer.from(bytes).toString()),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const state of states) expect(plain(codec.parse(state, text))).toEqual(plain(made.parse(state, text)));
        expect(plain(codec.parseServer(text))).toEqual(plain(made.parseServer(text)));
        for (const { id } of model.rules) expect(codec.matches(id, text)).toBe(made.matches(id, text));
      }),
    );
  });

  it('writes and refuses as the codec that is made in memory', () => {
    const client = fc.oneof(values.clientMessage, spoilt(values.clientMessage));
    const server = fc.oneof(values.serverMessage, spoilt(values.serverMessage));
    fc.assert(
      fc.property(fc.constantFrom(...states), client, server, (state, sent, answered) => {
        const [one, other] = [codec, made].map((each) => outcome(() => each.encode(state, sent)));
        expect(one).toEqual(other);
        const [here, there] = [codec, made].map((each) => outcome(() => each.encodeServer(answered)));
        expect(here).toEqual(there);
      }),
    );
  });
});
