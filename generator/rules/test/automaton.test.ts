import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, Model } from '../../../runtime/model.js';
import { Alphabet } from '../automaton/alphabet.js';
import { type Automaton, accepts } from '../automaton/automaton.js';
import { automatonOf, setsOf, Undecided } from '../automaton/build.js';
import { shortestCommon, shortestOutside, shortestText } from '../automaton/languages.js';
import { lengthsOf } from '../automaton/lengths.js';
import { twoReadings } from '../automaton/readings.js';
import { sequenceTerm, termOf } from '../term.js';
import { decided, randomRules } from './random-rules.js';
import { readingsOf } from './readings-of.js';
import { alt, any, cap, cls, lit, opt, plus, rep, sampleModel, seq, star } from './sample-model.js';

const RUNS = Number(process.env.RULE_RUNS ?? 200);
const plain = sampleModel({});

/** Automata over one alphabet. */
function automata(model: Model, exprs: readonly Expr[], fields: readonly string[] = []): readonly Automaton[] {
  const terms = [...exprs, any].map((expr) => termOf(model, expr, true));
  const alphabet = new Alphabet(setsOf(sequenceTerm(terms)));
  return terms.slice(0, -1).map((term) => automatonOf(term, alphabet, fields));
}

function automaton(expr: Expr, fields: readonly string[] = []): Automaton {
  const [made] = automata(plain, [expr], fields);
  if (!made) throw new Error('no automaton');
  return made;
}

/** The automaton of all texts. */
function everything(alphabet: Alphabet): Automaton {
  return automatonOf(termOf(plain, star(any), false), alphabet);
}

/** Every text of a few characters, the short ones first. */
const shortTexts: readonly string[] = (() => {
  const texts = [''];
  for (let at = 0; at < texts.length && texts.length < 700; at++) {
    for (const character of ['a', 'b', ',', ' ', '😀']) texts.push(`${texts[at]}${character}`);
  }
  return texts.sort((a, b) => Buffer.byteLength(a) - Buffer.byteLength(b));
})();

describe('a shortest text', () => {
  it('is of readable characters', () => {
    expect(shortestText(automaton(plus(any)))).toBe('a');
    expect(shortestText(automaton(rep(cls('^', 'a'), 3, 3)))).toBe('bbb');
    expect(shortestText(automaton(seq(lit('\\w '), plus(cls('^', ' ')), lit(' '), plus(any))))).toBe('\\w a a');
    expect(shortestText(automaton(cls('^', 'az', 'AZ', '09')))).toBe('!');
    expect(shortestText(automaton(cls('\u0000\u001f')))).toBe('\t');
  });

  it('is shortest in bytes', () => {
    expect(shortestText(automaton(alt(lit('😀'), lit('abc'))))).toBe('abc');
  });

  it('of one language outside another is found, and none where there is none', () => {
    const [names, words, all] = automata(plain, [plus(cls('^', ' ')), plus(cls('az')), star(any)]);
    if (!names || !words || !all) throw new Error('no automata');
    expect(shortestOutside(names, [words])).toBe('A');
    expect(shortestOutside(words, [names])).toBeUndefined();
    expect(shortestOutside(everything(names.alphabet), [names])).toBe('');
    expect(shortestOutside(everything(names.alphabet), [names, all])).toBeUndefined();
    expect(shortestCommon(names, words)).toBe('a');
  });

  it('is left undecided past the budget', () => {
    const [far, near] = automata(plain, [
      seq(star(any), lit('a'), rep(any, 24, 24)),
      seq(star(any), lit('b'), rep(any, 24, 24)),
    ]);
    if (!far || !near) throw new Error('no automata');
    expect(() => shortestOutside(everything(far.alphabet), [far, near])).not.toThrow();
    expect(() => shortestOutside(near, [far])).toThrow(Undecided);
  });

  it('is what trying all texts finds', () => {
    fc.assert(
      fc.property(randomRules([], 2), randomRules([], 2), (left, right) => {
        const model = sampleModel({ rules: left.rules });
        const [one, other] = decided(() => automata(model, [left.expr, right.expr]));
        if (!one || !other) return;
        const checks: readonly [string | undefined, (text: string) => boolean][] = [
          [decided(() => shortestText(one)), (text) => accepts(one, text)],
          [decided(() => shortestCommon(one, other)), (text) => accepts(one, text) && accepts(other, text)],
          [decided(() => shortestOutside(one, [other])), (text) => accepts(one, text) && !accepts(other, text)],
        ];
        for (const [found, holds] of checks) {
          if (found !== undefined) expect([found, holds(found)]).toEqual([found, true]);
          const bytes = found === undefined ? Number.POSITIVE_INFINITY : Buffer.byteLength(found);
          const shorter = shortTexts.find((text) => Buffer.byteLength(text) < bytes && holds(text));
          expect(shorter).toBeUndefined();
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('lengths', () => {
  it('are those of the shortest and the longest text, in bytes', () => {
    expect(lengthsOf(automaton(rep(cls('^', ' '), 1, 32)))).toEqual({ shortest: 1, longest: 128 });
    expect(lengthsOf(automaton(seq(lit('é'), opt(lit('abc')))))).toEqual({ shortest: 2, longest: 5 });
    expect(lengthsOf(automaton(plus(cls('az'))))).toEqual({ shortest: 1, longest: null });
    expect(lengthsOf(automaton(alt()))).toBeUndefined();
    expect(lengthsOf(automaton(rep(any, 5000, 5000)))).toEqual({ shortest: 5000, longest: 20000 });
  });
});

describe('two readings', () => {
  it.each([
    ['one delimiter that a field can hold', seq(cap('x', plus(any)), lit(': '), cap('y', plus(any))), ['x', 'y']],
    ['absent or empty', opt(cap('x', star(any))), ['x']],
    ['one item or two', plus(cap('x', plus(cls('az')))), ['x']],
    ['either of two that may be absent', seq(opt(cap('x', lit('a'))), opt(cap('y', lit('a')))), ['x', 'y']],
  ])('are found: %s', (_, expr, fields) => {
    const found = twoReadings(automaton(expr, fields));
    expect(found).toBeDefined();
    expect(found?.readings[0]).not.toEqual(found?.readings[1]);
  });

  it.each([
    [
      'a delimiter that the first field cannot hold',
      seq(cap('x', plus(cls('^', ':'))), lit(': '), cap('y', star(any))),
      ['x', 'y'],
    ],
    [
      'the first of many delimiters, if the rest begins otherwise',
      seq(cap('x', plus(cls('^', ' '))), lit(': '), cap('y', plus(any))),
      ['x', 'y'],
    ],
    ['a choice that binds nothing', seq(star(lit('a')), star(lit('a')), cap('x', plus(lit('b')))), ['x']],
    ['items with a separator of two characters', rep(cap('x', plus(cls('^', ' '))), 1, null, lit(', ')), ['x']],
  ])('are not: %s', (_, expr, fields) => {
    expect(twoReadings(automaton(expr, fields))).toBeUndefined();
  });

  it('are what trying all divisions of all texts finds', () => {
    fc.assert(
      fc.property(randomRules(['x', 'y'], 2), ({ rules, expr }) => {
        const model = sampleModel({ rules });
        const [made] = decided(() => automata(model, [expr], ['x', 'y']));
        if (!made) return;
        const found = decided(() => twoReadings(made));
        const bytes = found === undefined ? Number.POSITIVE_INFINITY : Buffer.byteLength(found.text);
        if (found) expect(readingsOf(made, found.text, 2)).toHaveLength(2);
        const tried = shortTexts.filter((text) => Buffer.byteLength(text) < Math.min(bytes, 5));
        for (const text of tried) expect([text, readingsOf(made, text, 2).length < 2]).toEqual([text, true]);
      }),
      { numRuns: RUNS },
    );
  });
});
