import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../runtime/model.js';
import { ruleLanguage } from '../../../runtime/rule-language.js';
import { isLinear } from '../backtracking.js';
import { createCodec } from '../codec.js';
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
    const started = performance.now();
    for (const one of texts) language.test(one);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is read and written in little time', () => {
    const rules = [rule('R', expr)];
    const whole = cap('value', ref('R'));
    const codec = createCodec(sampleModel({ rules, client: [msg('M', whole, rules)] }));
    const started = performance.now();
    for (const one of texts) {
      const result = codec.parse('Open', one);
      if (result.ok) expect(codec.encode('Open', result.message)).toBe(one);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a regular expression', () => {
  const model = sampleModel({ rules: [rule('Name', rep(cls('^', ' '), 1, 32), { except: lit('QUIT') })] });

  it.each([
    ['a class repeated', plus(letter)],
    ['a rule with an exception', ref('Name')],
    ['words with single blanks between', rep(plus(letter), 1, null, blank)],
  ])('is linear for %s', (_, expr) => expect(isLinear(model, expr)).toBe(true));

  it.each([
    ['rounds that may run into each other', plus(seq(plus(letter), opt(blank)))],
    ['two repetitions of one class', seq(star(letter), star(letter))],
    ['an exception inside', seq(ref('Name'), blank)],
  ])('is not for %s', (_, expr) => expect(isLinear(model, expr)).toBe(false));
});
