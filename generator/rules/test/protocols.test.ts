import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodeError } from '../../../runtime/errors.js';
import type { MessageModel, Model } from '../../../runtime/model.js';
import type { Message, ParseResult } from '../../../runtime/protocol.js';
import { processorMs } from '../../../testing/processor-time.js';
import { Subject } from '../../analyse/subject.js';
import { readSpec } from '../../front-end.js';
import { accepts } from '../automaton/automaton.js';
import { createCodec } from '../codec.js';
import { messagesOf } from '../grammar.js';
import { nearMiss, sampleText } from './random-rules.js';

const specs = new URL('../../../spec/', import.meta.url);
const models = readdirSync(specs).map((file): [string, Model] => {
  const { model } = readSpec(`spec/${file}`, readFileSync(new URL(file, specs), 'utf8'));
  if (model === undefined) throw new Error(`${file} can't be read`);
  return [model.name, model];
});

/** Pieces of real texts, and characters at the edges of classes. */
const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'QUIT',
        '\\w ',
        ' ',
        ': ',
        'priv(',
        '): ',
        "' not found.",
        '\r',
        '\n',
        '\0',
        '\t',
        '!',
        '\\',
        '😀',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe.each(models)('%s', (_, model) => {
  const codec = createCodec(model);
  const subject = new Subject(model);
  const lists: readonly (readonly [string, readonly MessageModel[], (text: string) => ParseResult<Message>])[] = [
    ...model.session.states.map(
      (state) => [state.name, messagesOf(model, state), (text: string) => codec.parse(state.name, text)] as const,
    ),
    ['server', model.messages.server, codec.parseServer],
  ];

  it.each(lists)('in %s, reads each text as the first message whose rule it matches', (_name, messages, parse) => {
    const texts = fc.oneof(
      noise,
      fc
        .tuple(fc.constantFrom(...messages), fc.infiniteStream(fc.nat()), fc.boolean())
        .map(([message, numbers, isNearMiss]) => {
          const pick = (count: number): number => (numbers.next().value ?? 0) % Math.max(1, count);
          const text = message.parts.map(({ expr }) => sampleText(model, expr, pick)).join('');
          return isNearMiss ? nearMiss(text, pick) : text;
        }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const first = messages.find((message) => accepts(subject.message(message), text));
        const result = parse(text);
        expect([text, result.ok ? result.message.kind : undefined]).toEqual([text, first?.id]);
        if (!result.ok) {
          expect(result.at).toBeLessThanOrEqual(text.length);
          expect(result.expected.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes what it read as the same text, where a rule has one spelling', () => {
    for (const [name, messages, parse] of lists) {
      fc.assert(
        fc.property(fc.constantFrom(...messages), fc.infiniteStream(fc.nat()), (message, numbers) => {
          const pick = (count: number): number => (numbers.next().value ?? 0) % Math.max(1, count);
          const text = message.parts.map(({ expr }) => sampleText(model, expr, pick)).join('');
          const result = parse(text);
          if (!result.ok) return;
          const encode = name === 'server' ? codec.encodeServer : (value: Message) => codec.encode(name, value);
          const written = encode(result.message);
          expect(written.toLowerCase()).toBe(text.toLowerCase());
          expect(parse(written)).toEqual(result);
        }),
      );
    }
  });

  it('never throws anything but its own errors, whatever a field holds', () => {
    const values = fc.oneof(noise, fc.integer(), fc.constant(undefined), fc.double(), fc.array(noise), fc.object());
    for (const [name, messages, parse] of lists) {
      fc.assert(
        fc.property(fc.constantFrom(...messages), fc.infiniteStream(values), (message, stream) => {
          const fields = message.fields.map((field) => [field.name, stream.next().value]);
          const value: Message = { kind: message.id, ...Object.fromEntries(fields) };
          try {
            const text = name === 'server' ? codec.encodeServer(value) : codec.encode(name, value);
            expect(parse(text)).toEqual({ ok: true, message: value });
          } catch (error) {
            if (!(error instanceof EncodeError)) throw error;
          }
        }),
      );
    }
  });

  it('reads a megabyte of anything in little time', () => {
    const size = 1 << 20;
    const units = [
      'a',
      ' ',
      ': ',
      '😀',
      '\n',
      "' not found.",
      '): ',
      '\\w ',
      'a ',
      '\ud800',
      '9',
      ' has left the chat.\n',
    ];
    for (const unit of units) {
      const text = unit.repeat(size / unit.length);
      for (const [, , parse] of lists) {
        const spent = processorMs(() => {
          parse(text);
          parse(`${text}\n`);
        });
        expect(spent).toBeLessThan(10_000);
      }
    }
  });
});
