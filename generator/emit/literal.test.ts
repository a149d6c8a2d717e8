import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json, literal, quote } from './literal.js';

/** What JavaScript makes of an expression. */
function evaluated(expression: string): unknown {
  return new Function(`return ${expression};`)();
}

describe('a literal', () => {
  it('means the text that it was made from', () => {
    const law = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(evaluated(quote(text))).toBe(text);
    });
    fc.assert(law);
  });

  it('shows nothing that can not be seen', () => {
    expect(quote('a\n\r\t\0\u{2028}\u{feff}b')).toBe(String.raw`'a\n\r\t\x00\u{2028}\u{feff}b'`);
  });

  it('takes the quotes that need fewer escapes', () => {
    expect(quote("it's")).toBe('"it\'s"');
    expect(quote('"it\'s"')).toBe(`'"it\\'s"'`);
  });

  it('means the data that it was made from, however it is laid out', () => {
    const law = fc.property(fc.jsonValue(), (value) => {
      expect(evaluated(`(${literal(value)})`)).toEqual(value);
    });
    fc.assert(law);
  });

  it('keeps the sign of minus nought, which JSON has no need of', () => {
    expect(literal([-0, 0])).toBe('[-0, 0]');
    expect(json(-0)).toBe('0\n');
  });

  it('is JSON where that is asked for', () => {
    const law = fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(json(value))).toEqual(JSON.parse(JSON.stringify(value)));
    });
    fc.assert(law);
  });
});
