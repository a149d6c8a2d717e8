import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EncodeError } from '../../runtime/errors.js';
import { capacityOf } from '../../runtime/framing.js';
import type { BufferCodec } from '../../runtime/protocol.js';
import { decodeText } from '../../runtime/text.js';
import { describeEveryProtocol } from './every-protocol.js';

const RUNS = { numRuns: 300 };

describeEveryProtocol(({ model, codec, session }, values) => {
  const talking = model.session.states
    .filter(({ clauses }) => clauses.some(({ trigger }) => trigger.kind === 'message'))
    .map(({ name }) => name);

  it.each(talking)('reads back in %s what it writes', (state) => {
    const message = values.validClientMessage(state);
    fc.assert(
      fc.property(message, (one) => {
        expect(codec.parse(state, codec.encode(state, one))).toEqual({ ok: true, message: one });
      }),
      RUNS,
    );
  });

  it.each(talking)('reads in %s every spelling of a message as that message', (state) => {
    fc.assert(
      fc.property(values.validClientText(state), ({ text, message }) => {
        expect(codec.parse(state, text)).toEqual({ ok: true, message });
      }),
      RUNS,
    );
  });

  it.each(talking)('never takes a near miss in %s for the message that it nearly is', (state) => {
    const misses = values.nearMiss(state);
    if (misses === undefined) return;
    fc.assert(
      fc.property(misses, ({ text, of }) => {
        const read = codec.parse(state, text);
        expect(read.ok && read.message.kind).not.toBe(of.message.kind);
      }),
      RUNS,
    );
  });

  it('reads back what the server writes', () => {
    fc.assert(
      fc.property(values.serverMessage, (message) => {
        expect(codec.parseServer(codec.encodeServer(message))).toEqual({ ok: true, message });
      }),
      RUNS,
    );
  });

  it('never takes a near miss of a server message for it', () => {
    if (values.serverNearMiss === undefined) return;
    fc.assert(
      fc.property(values.serverNearMiss, ({ text, of }) => {
        const read = codec.parseServer(text);
        expect(read.ok && read.message.kind).not.toBe(of.message.kind);
      }),
      RUNS,
    );
  });

  it('writes what reads back as itself, or says why not', () => {
    const any = fc.tuple(fc.constantFrom(...talking), values.clientMessage);
    fc.assert(
      fc.property(any, ([state, message]) => {
        try {
          const text = codec.encode(state, message);
          expect(codec.parse(state, text)).toEqual({ ok: true, message });
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(capacityOf(model.framing.client));
        } catch (error) {
          if (!(error instanceof EncodeError)) throw error;
          expect(error.message).not.toBe('');
        }
      }),
      RUNS,
    );
  });

  it('writes into a buffer the bytes of what it writes as a text, or refuses it for the same reason', () => {
    // What is generated does both.
    const both = codec as BufferCodec;
    const buffer = Buffer.alloc(8192);
    const outcome = (write: () => string | number): unknown => {
      try {
        const written = write();
        return typeof written === 'string' ? Buffer.from(written) : buffer.subarray(1, written);
      } catch (error) {
        if (!(error instanceof EncodeError)) throw error;
        return [error.code, error.message];
      }
    };
    const client = fc.tuple(fc.constantFrom(...talking), values.clientMessage);
    fc.assert(
      fc.property(client, values.serverMessage, ([state, sent], answered) => {
        const ways: readonly (readonly [() => string, () => number])[] = [
          [() => both.encode(state, sent), () => both.encodeInto(state, sent, buffer, 1)],
          [() => both.encodeServer(answered), () => both.encodeServerInto(answered, buffer, 1)],
          [() => both.write(answered), () => both.writeInto(answered, buffer, 1)],
        ];
        for (const [asText, asBytes] of ways) expect(outcome(asBytes)).toEqual(outcome(asText));
      }),
      RUNS,
    );
  });

  it('says so where a buffer has no room', () => {
    const both = codec as BufferCodec;
    fc.assert(
      fc.property(values.serverMessage, fc.nat(50), (message, less) => {
        const { length } = Buffer.from(codec.write(message));
        fc.pre(length > less);
        const small = Buffer.alloc(length - less - 1);
        expect(() => both.writeInto(message, small, 0)).toThrow(expect.objectContaining({ code: 'no-room' }));
        expect(both.writeInto(message, Buffer.alloc(length + 3), 3)).toBe(length + 3);
      }),
    );
  });

  it('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...model.session.states), values.frame, ({ name }, bytes) => {
        const text = decodeText(bytes);
        if (text !== undefined) expect(typeof codec.parse(name, text).ok).toBe('boolean');
      }),
      RUNS,
    );
  });

  it('reads no text that holds half of a surrogate pair, wherever it stands', () => {
    const long = fc.constantFrom('', 'abc '.repeat(9), 'ñ → '.repeat(9), '😀'.repeat(9));
    const texts = fc.oneof(...talking.map(values.validClientText), values.validServerText);
    const halves = fc.constantFrom('\ud83d', '\ude00', '\ude00\ud83d', '\ud83d\ud83d', '\ude00\ude00');
    fc.assert(
      fc.property(texts, long, halves, fc.double({ min: 0, max: 1, noNaN: true }), ({ text }, more, half, where) => {
        const place = Math.round(where * text.length);
        const broken = text.slice(0, place) + more + half + more + text.slice(place);
        // Beside the half of a pair that it is put into, a half can be whole.
        if (broken.isWellFormed()) return;
        for (const state of talking) expect(codec.parse(state, broken).ok).toBe(false);
        expect(codec.parseServer(broken).ok).toBe(false);
        for (const { id } of model.rules) expect(codec.matches(id, broken)).toBe(false);
      }),
      RUNS,
    );
  });

  it('has the same values for the same seed', () => {
    const sample = (): unknown => fc.sample(values.events, { seed: 7, numRuns: 20 });
    expect(sample()).toEqual(sample());
  });

  it('finds an outcome for whatever happens', () => {
    fc.assert(
      fc.property(values.events, (events) => {
        let { initial: world } = session;
        for (const event of events) {
          const [first] = session.outcomes(world, event);
          if (first === undefined) throw new Error('an event has no outcome');
          world = first.world;
        }
      }),
      { numRuns: 100 },
    );
  });
});
