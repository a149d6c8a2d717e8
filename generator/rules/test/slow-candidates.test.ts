import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../runtime/model.js';
import { ruleLanguage } from '../../../runtime/rule-language.js';
import { processorMs } from '../../../testing/processor-time.js';
import { rulesOf } from '../../test/rules-of.js';
import { createCodec } from '../codec.js';
import { peggyReaderOf } from '../peggy-reader.js';
import { alt, any, cap, cls, lit, msg, opt, plus, ref, rep, rule, sampleModel, seq, star } from './sample-model.js';

const letter = cls('az');
const blank = lit(' ');

/** Rules that a backtracking matcher tries in very many ways. */
const candidates: readonly (readonly [string, Expr, string])[] = [
  ['rounds that may run into each other', plus(seq(plus(letter), opt(blank))), 'ab '],
  ['rounds of rounds', star(star(alt(letter, seq(letter, letter)))), 'a'],
  ['three repetitions in a row', seq(star(letter), star(letter), star(letter), lit('!')), 'a'],
  ['a bounded repetition behind an unbounded one', seq(star(any), lit('a'), rep(any, 12, 12)), 'ab'],
  ['a list whose items can hold half of the separator', rep(plus(cls('^', ' ')), 1, null, lit(', ')), 'a,, '],
  [
    'a delimiter that the first part can hold',
    seq(plus(cls('^', ' ')), lit(': '), plus(cls('^', '\n')), lit('!\n')),
    ': ',
  ],
];

const SIZE = 50_000;

describe.each(candidates)('%s', (_, expr, unit) => {
  const text = unit.repeat(SIZE / unit.length);
  const texts = [text, `${text}!`, `${text}\n`, `${text}\ud800`, ''];

  it('is tested in little time', () => {
    const model = sampleModel({ rules: [rule('R', expr)] });
    const language = ruleLanguage(model, ref('R'));
    const spent = processorMs(() => {
      for (const one of texts) language.test(one);
    });
    expect(spent).toBeLessThan(5_000);
  });

  it('is tested by generated code in little time', () => {
    const { matches } = rulesOf(sampleModel({ rules: [rule('R', expr)] }));
    const spent = processorMs(() => {
      for (const one of texts) matches('R', one);
    });
    expect(spent).toBeLessThan(5_000);
  });

  it('is read by generated code in little time', () => {
    const rules = [rule('R', expr)];
    const model = sampleModel({ rules, client: [msg('M', cap('value', ref('R')), rules)] });
    const reader = createCodec(model);
    const peggyReader = peggyReaderOf(model);
    const read: boolean[] = [];
    const spent = processorMs(() => {
      for (const result of texts.map((one) => reader.parse('Open', one))) {
        if (!result.ok) expect(result.at).toBeGreaterThanOrEqual(0);
        read.push(result.ok);
      }
    });
    expect(spent).toBeLessThan(5_000);
    expect(read).toEqual(texts.map((one) => peggyReader.parse('Open', one).ok));
  });

  it('is read and written in little time', () => {
    const rules = [rule('R', expr)];
    const whole = cap('value', ref('R'));
    const codec = createCodec(sampleModel({ rules, client: [msg('M', whole, rules)] }));
    const spent = processorMs(() => {
      for (const one of texts) {
        const result = codec.parse('Open', one);
        if (result.ok) expect(codec.encode('Open', result.message)).toBe(one);
      }
    });
    expect(spent).toBeLessThan(10_000);
  });
});

describe('a rule whose parts run into each other in many ways', () => {
  const item = rep(seq(lit('b,', 'ascii'), cls('a', '😀')), 2, 5);
  const bounded = rule('B', seq(any, cls('a', 'b')), { except: opt(cls('a', '😀')) });
  const part = seq(cls('a', 'b'), ref('B'), cls('a', 'b'), ref('B'), alt(cls('a', 'b'), lit('')));
  const between = rep(opt(item), 2, 5, rep(any, 1, null, item));
  const rules = [bounded, rule('R', rep(part, 1, 4, between))];

  it('has its tests made in little time', () => {
    const spent = processorMs(() => rulesOf(sampleModel({ rules })));
    expect(spent).toBeLessThan(10_000);
    const { matches } = rulesOf(sampleModel({ rules }));
    expect(matches('R', 'abaabbba')).toBe(ruleLanguage(sampleModel({ rules }), ref('R')).test('abaabbba'));
  });
});
