import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Alphabet } from '../automaton/alphabet.js';
import { accepts } from '../automaton/automaton.js';
import { automatonOf, setsOf } from '../automaton/build.js';
import { FirstMatch } from '../automaton/first-match.js';
import { readingOf } from '../automaton/reading.js';
import type { Term } from '../term.js';

const a: Term = { kind: 'literal', text: 'a' };
const b: Term = { kind: 'literal', text: 'b' };
const letter: Term = { kind: 'class', set: [[0x61, 0x63]], source: '[a-c]' };

const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(a, b, letter),
    fc.array(tie('term'), { maxLength: 3 }).map((of): Term => ({ kind: 'sequence', of })),
    fc.array(tie('term'), { minLength: 1, maxLength: 3 }).map((of): Term => ({ kind: 'choice', of })),
    fc.tuple(tie('term'), fc.constantFrom(null, 1, 3)).map(([of, max]): Term => ({ kind: 'repeat', of, min: 0, max })),
  ),
}));

function listOf(terms: readonly Term[]) {
  const alphabet = new Alphabet(terms.flatMap((one) => [...setsOf(one)]));
  const automata = terms.map((one) => automatonOf(one, alphabet));
  return { alphabet, automata, list: new FirstMatch(automata) };
}

describe('automata that are tried in order', () => {
  it('say the same as asking each of them', () => {
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.string({ unit: fc.constantFrom(...'abc') }),
        (terms, text) => {
          const { alphabet, automata, list } = listOf(terms);
          let state: number | undefined = list.start;
          for (const one of alphabet.spell(text) ?? [])
            state = state === undefined ? undefined : list.after(state, one);
          const expected = automata.findIndex((automaton) => accepts(automaton, text));
          expect(state === undefined ? undefined : list.first(state)).toBe(expected < 0 ? undefined : expected);
        },
      ),
    );
  });

  it('give each a shortest text that it is the first to take', () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), (terms) => {
        const { automata, list } = listOf(terms);
        const first = (text: string) => automata.findIndex((automaton) => accepts(automaton, text));
        const short = ['', ...'abc', ...[...'abc'].flatMap((one) => [...'abc'].map((two) => one + two))];
        for (const [index, text] of list.firstTexts().entries()) {
          if (text !== undefined) expect(first(text)).toBe(index);
          const shorter = short.filter((one) => text === undefined || one.length < text.length);
          for (const one of shorter) expect(first(one)).not.toBe(index);
        }
      }),
    );
  });
});

it('the reading of a text is what its marks bind', () => {
  const word: Term = { kind: 'repeat', of: letter, min: 1, max: null };
  const of: Term = {
    kind: 'sequence',
    of: [
      { kind: 'capture', field: 'left', of: word },
      { kind: 'literal', text: '😀' },
      { kind: 'capture', field: 'right', of: word },
    ],
  };
  const automaton = automatonOf(of, new Alphabet(setsOf(of)), ['left', 'right']);
  expect(readingOf(automaton, 'ab😀c')).toEqual([
    { field: 'left', value: 'ab', at: 0 },
    { field: 'right', value: 'c', at: 3 },
  ]);
  expect(readingOf(automaton, 'ab')).toBeUndefined();
  expect(readingOf(automaton, '\ud800')).toBeUndefined();
});
