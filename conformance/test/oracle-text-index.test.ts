import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Effort } from '../oracle/effort.js';
import { TextIndex } from '../oracle/text-index.js';
import { matchText, wireText } from '../oracle/text-match.js';

const effort = new Effort(Number.POSITIVE_INFINITY);

const piece = fc.string({ unit: fc.constantFrom('a', 'b', ':'), minLength: 1, maxLength: 4 });
const pattern = fc.array(fc.oneof({ weight: 3, arbitrary: piece }, fc.constant({ any: 'hole' })), {
  minLength: 1,
  maxLength: 3,
});

test('the index finds what looking at every text finds', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 12 }),
      fc.constantFrom('', '\n'),
      fc.string({ unit: fc.constantFrom('a', 'b', ':', '\n'), maxLength: 12 }),
      fc.nat({ max: 12 }),
      (patterns, terminator, stream, at) => {
        const bytes = Buffer.from(stream);
        const from = Math.min(at, bytes.length);
        const texts = patterns.map((one, id) => ({ id, text: wireText(one, terminator) }));
        const found = new Map<number, { ends: readonly number[]; partial: boolean }>();
        new TextIndex(texts).at(bytes, from, bytes.length, effort, ({ id }, ends, partial) =>
          found.set(id, { ends, partial }),
        );
        for (const { id, text } of texts) {
          const { ends, partial } = matchText(text, bytes, from, bytes.length, effort);
          expect(found.get(id) ?? { ends: [], partial: false }).toEqual({ ends, partial });
        }
      },
    ),
    { numRuns: 500 },
  );
});
