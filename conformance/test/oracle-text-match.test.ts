import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Effort } from '../oracle/effort.js';
import { matchText, wireText } from '../oracle/text-match.js';

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

test('two holes in a long stream are no more work than one', () => {
  const bytes = Buffer.from('Ana: '.repeat(20_000));
  const { ends } = matchText(wireText([{ any: 'from' }, ': ', { any: 'text' }], ''), bytes, 0, bytes.length, effort);
  expect(ends.length).toBe(bytes.length - 5);
});
