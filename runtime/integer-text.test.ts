import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleModel } from '../generator/rules/test/sample-model.js';
import { integerExpression } from './integer-text.js';
import { ruleLanguage } from './rule-language.js';

const model = sampleModel({});
const bound = fc.oneof(
  fc.integer({ min: -1200, max: 1200 }),
  fc.constantFrom(-100, -10, -1, 0, 1, 9, 10, 99, 100, 999, 1000),
);

it('holds the numbers of its range as they are written, and nothing else', () => {
  fc.assert(
    fc.property(bound, bound, fc.array(fc.integer({ min: -1500, max: 1500 }), { minLength: 20 }), (a, b, numbers) => {
      const range = { min: Math.min(a, b), max: Math.max(a, b) };
      const language = ruleLanguage(model, integerExpression(range));
      for (const number of [...numbers, range.min - 1, range.min, range.max, range.max + 1]) {
        const isIn = number >= range.min && number <= range.max;
        expect([range, number, language.test(String(number))]).toEqual([range, number, isIn]);
        for (const other of [`0${number}`, `+${number}`, `${number}.0`, ` ${number}`, '-0', '']) {
          expect([other, language.test(other)]).toEqual([other, false]);
        }
      }
    }),
  );
});

it('reaches to the largest safe integer', () => {
  const language = ruleLanguage(model, integerExpression({ min: 0, max: Number.MAX_SAFE_INTEGER }));
  expect(language.test('9007199254740991')).toBe(true);
  expect(language.test('9007199254740992')).toBe(false);
  expect(language.test('1000000000000000')).toBe(true);
});
