import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearMiss, randomRules, randomTexts, sampleText } from '../../../generator/rules/test/random-rules.js';
import {
  alt,
  any,
  cls,
  lit,
  opt,
  plus,
  ref,
  rep,
  rule,
  sampleModel,
  seq,
} from '../../../generator/rules/test/sample-model.js';
import { type Expr, findRule, type Model, ruleLanguage } from '../../../runtime/index.js';
import { Derivations } from '../../grammar/derivation.js';
import { TextShapes } from '../../grammar/text-shapes.js';
import { waysOf } from '../../grammar/ways.js';

function derivations(model: Model): Derivations {
  // A rule's own texts, what it excepts and its bounds included.
  return new Derivations(model, { matches: (name, text) => ruleLanguage(model, ref(name)).test(text) });
}

/** The ways that a text goes, in words. */
function ways(expr: Expr, text: string, model = sampleModel({ rules: [] })): readonly string[] | undefined {
  const choices = derivations(model).of([expr], text);
  return typeof choices === 'string' ? undefined : choices.map((one) => waysOf(one.expr)[one.way] ?? '');
}

describe('how a text is derived from a rule', () => {
  it('is found for every text of the rule, and for no other', () => {
    fc.assert(
      fc.property(randomRules(['x', 'y']), randomTexts, fc.nat(), ({ rules, expr }, random, seed) => {
        const model = sampleModel({ rules: [...rules] });
        const language = ruleLanguage(model, expr);
        const found = derivations(model);
        let state = seed | 1;
        const pick = (count: number): number => {
          state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
          return count === 0 ? 0 : (state >> 8) % count;
        };
        const own = Array.from({ length: 6 }, () => sampleText(model, expr, pick));
        for (const text of [...own, ...own.map((one) => nearMiss(one, pick)), ...random]) {
          const choices = found.of([expr], text);
          // Some rules, one in thousands, have so many readings of one text that none is looked for to the end.
          if (choices !== 'too far') expect([text, choices !== 'none']).toEqual([text, language.test(text)]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is the same for all texts of one shape', () => {
    fc.assert(
      fc.property(randomRules(['x', 'y']), fc.nat(), ({ rules, expr }, seed) => {
        const model = sampleModel({ rules: [...rules] });
        const shapes = new TextShapes(model, [expr]);
        const found = derivations(model);
        let state = seed | 1;
        const pick = (count: number): number => {
          state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
          return count === 0 ? 0 : (state >> 8) % count;
        };
        for (let i = 0; i < 6; i++) {
          const text = sampleText(model, expr, pick);
          // Each character another one, where that is all the same to the grammar.
          const other = [...text]
            .map((own) => {
              const codePoint = (own.codePointAt(0) ?? 0) + 1 + pick(3);
              const changed = codePoint > 0x10ffff ? own : String.fromCodePoint(codePoint);
              return shapes.of(changed) === shapes.of(own) ? changed : own;
            })
            .join('');
          expect(shapes.of(other)).toBe(shapes.of(text));
          expect(found.of([expr], other)).toEqual(found.of([expr], text));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tells the alternative, and how often a repetition went round', () => {
    const colour = alt(lit('red'), lit('green'), seq(lit('#'), rep(cls('0', '1'), 1, 3)));
    expect(ways(colour, 'green')).toEqual(['"green"']);
    expect(ways(colour, '#0')).toEqual(['"#" [01]|1..3|', 'once']);
    expect(ways(colour, '#01')).toEqual(['"#" [01]|1..3|', '2 times']);
    expect(ways(colour, '#010')).toEqual(['"#" [01]|1..3|', '3 times']);
    expect(ways(colour, '#0101')).toBeUndefined();
    expect(ways(opt(lit('a')), '')).toEqual(['without it']);
    expect(ways(opt(lit('a')), 'a')).toEqual(['with it']);
    expect(ways(plus(any), 'a')).toEqual(['once']);
    expect(ways(plus(any), 'aaaa')).toEqual(['more than once']);
    expect(ways(rep(any, 4, 4), 'aaaa')).toEqual([]);
    expect(ways(rep(lit('a'), 0, 5, lit(',')), 'a,a')).toEqual(['1 to 4 times']);
    expect(ways(rep(lit('a'), 0, 5, lit(',')), '')).toEqual(['none']);
  });

  it('tells letters that are not written as in the spec', () => {
    expect(ways(lit('quit', 'ascii'), 'quit')).toEqual(['as it is written']);
    expect(ways(lit('quit', 'ascii'), 'quIt')).toEqual(['in other case']);
    // The Kelvin sign is no letter of ASCII.
    expect(ways(lit('k', 'ascii'), '\u212a')).toBeUndefined();
  });

  it('heeds what a rule excepts, and the bounds of its numbers', () => {
    const model = sampleModel({
      rules: [
        rule('Name', plus(cls('a', 'b')), { except: lit('ab') }),
        rule('Small', rep(cls('0', '1', '2'), 1, 2), { integer: { min: 0, max: 20 } }),
      ],
    });
    expect(findRule(model, 'Name').except).toBeDefined();
    // `ab` is no name, so that the name has to be the `a` alone, and `b` is the first of the letters behind it.
    const split = seq(ref('Name'), plus(cls('b', 'c')));
    expect(ways(split, 'abc', model)).toEqual(['once', 'more than once']);
    expect(ways(ref('Small'), '20', model)).toEqual(['2 times']);
    expect(ways(ref('Small'), '21', model)).toBeUndefined();
  });

  it('is found in time that grows with the text, or given up', () => {
    const nested = plus(seq(opt(lit('a')), opt(lit('a')), plus(cls('a', 'b'))));
    expect(ways(nested, `${'ab'.repeat(500)}`)).toContain('more than once');
    // A repetition of nothing comes to an end.
    expect(ways(rep(opt(lit('a')), 0, null), 'aa')).toContain('once or more');
    expect(ways(rep(rep(opt(lit('a')), 0, 900), 0, 900), 'b'.repeat(5))).toBeUndefined();
  });
});
