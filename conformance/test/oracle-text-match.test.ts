import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Effort } from '../oracle/effort.js';
import { containsText, matchText, mayStand, wireText } from '../oracle/text-match.js';

const effort = new Effort(Number.POSITIVE_INFINITY);

const piece = fc.string({ unit: fc.constantFrom('a', ':'), minLength: 1, maxLength: 3 });
const pattern = fc.array(fc.oneof(piece, fc.constant({ any: 'hole' })), { minLength: 1, maxLength: 5 });

/** The same, by regular expressions: every stretch of the stream that the whole text matches. */
function endsByRegExp(parts: readonly (string | object)[], terminator: string, stream: string, from: number): number[] {
  const hole = terminator === '' ? '[^]+' : '[^\\n]+';
  const whole = new RegExp(`^${parts.map((part) => (typeof part === 'string' ? part : hole)).join('')}${terminator}$`);
  return Array.from({ length: stream.length - from + 1 }, (_, i) => from + i).filter((end) =>
    whole.test(stream.slice(from, end)),
  );
}

test('a text with holes ends wherever a regular expression says that it does', () => {
  fc.assert(
    fc.property(
      pattern,
      fc.constantFrom('', '\n'),
      fc.string({ unit: fc.constantFrom('a', ':', '\n'), maxLength: 14 }),
      (parts, terminator, stream) => {
        const bytes = Buffer.from(stream);
        const { ends } = matchText(wireText(parts, terminator), bytes, 0, bytes.length, effort);
        expect([...ends].sort((a, b) => a - b)).toEqual(endsByRegExp(parts, terminator, stream, 0));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a text is found in a stream wherever it stands, and where it begins at the end', () => {
  const long = fc.string({ unit: fc.constantFrom('a', ':'), minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(
      fc.oneof(pattern, fc.tuple(long)),
      fc.constantFrom('', '\n'),
      fc.array(fc.oneof(long, fc.string({ unit: fc.constantFrom('a', ':', '\n'), maxLength: 14 })), { maxLength: 3 }),
      fc.nat(20),
      fc.nat(5),
      fc.boolean(),
      (parts, terminator, around, from, cut, isThere) => {
        const text = wireText(parts, terminator);
        const own = isThere ? parts.map((part) => (typeof part === 'string' ? part : 'a')).join('') : '';
        const whole = Buffer.from([...around.slice(0, 1), own, ...around.slice(1)].join(''));
        const bytes = whole.subarray(0, Math.max(0, whole.length - cut));
        const places = Array.from({ length: Math.max(0, bytes.length - from) }, (_, i) =>
          matchText(text, bytes, from + i, bytes.length, effort),
        );
        expect(containsText(text, bytes, from, bytes.length, effort)).toBe(places.some(({ ends }) => ends.length > 0));
        expect(mayStand(text, bytes, from, bytes.length, effort)).toBe(
          places.some(({ ends, partial }) => partial || ends.length > 0),
        );
      },
    ),
    { numRuns: 3_000 },
  );
});

test('to look for a text costs effort, however little of it is there', () => {
  const bytes = Buffer.alloc(4_000_000, 'x');
  const text = wireText([`Ana: ${'x'.repeat(1_000)}`], '');
  const little = new Effort(1_000_000);
  expect(mayStand(text, bytes, 0, bytes.length, little)).toBe(false);
  expect(() => {
    for (let i = 0; i < 20; i++) mayStand(text, bytes, 0, bytes.length, little);
  }).toThrow('more than can be looked at');
});

test('two holes in a long stream are no more work than one', () => {
  const bytes = Buffer.from('Ana: '.repeat(20_000));
  const { ends } = matchText(wireText([{ any: 'from' }, ': ', { any: 'text' }], ''), bytes, 0, bytes.length, effort);
  expect(ends.length).toBe(bytes.length - 5);
});
