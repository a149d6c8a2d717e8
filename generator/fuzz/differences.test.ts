import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeEveryProtocol } from '../test/every-protocol.js';
import { differenceIn, type Reader, readersOf, smallest } from './differences.js';
import { inputsFor, SORTS } from './inputs.js';

describeEveryProtocol(({ model, codec }, values) => {
  const readers = readersOf(model, codec).map((reader) => [reader.state ?? 'the server’s messages', reader] as const);

  it.each(readers)('reads %s as Peggy’s own output does, and back what it writes of them', (_, reader) => {
    for (const sort of SORTS) {
      const texts = inputsFor(model, values, reader.state, sort);
      if (texts === undefined) continue;
      fc.assert(
        fc.property(texts, (text) => {
          expect([text, differenceIn(reader, text)]).toEqual([text, undefined]);
        }),
        { numRuns: 400 },
      );
    }
  });
});

describe('a difference', () => {
  const reader = (read: Reader['read'], encode: Reader['encode'] = ({ kind }) => kind): Reader => {
    // What is compared needs no model.
    const model = {} as Reader['model'];
    return { model, state: undefined, read, reference: (text) => ({ kind: text }), encode };
  };

  it.each([
    [
      'another message',
      reader(() => ({ kind: 'x' })),
      'the generated parser reads {"kind":"x"}, Peggy’s {"kind":"ab"}',
    ],
    ['no message', reader(() => undefined), 'the generated parser reads no message, Peggy’s {"kind":"ab"}'],
    [
      'what is read back otherwise',
      reader(
        (kind) => ({ kind }),
        () => '',
      ),
      '{"kind":"ab"} is read back as {"kind":""}',
    ],
    [
      'an exception',
      reader(() => {
        throw new Error('no');
      }),
      'the generated parser throws Error: no',
    ],
  ])('is found: %s', (_, one, words) => expect(differenceIn(one, 'ab')).toBe(words));

  it('is shown in the smallest text that has it', () => {
    const isWrong = (text: string): boolean => text.includes('😀') && text.includes('\0') && text.length > 4;
    expect(smallest('hello 😀 world \0 !', isWrong)).toHaveLength(5);
    expect(smallest('hello', () => true)).toBe('');
  });
});
