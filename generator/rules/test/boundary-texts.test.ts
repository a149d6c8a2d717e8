import { describe, expect, it } from 'vitest';
import { readSpec } from '../../front-end.js';
import { sampleSpec } from '../../language/test/specs.js';
import { BoundaryTexts } from '../boundary-texts.js';

/** The boundary texts of a message with one rule, `Part`. */
function textsOf(part: string, message = '"x" of:Part'): ReadonlySet<string> {
  const rules = `Name = [a-z]+\nText = .+\nNumber = [0-9]+ as integer(0..99)\nPart = ${part}`;
  const client = `  Extra = ${message}\n  Login = name:Name\n  Say = text:Text\n  Add = "+" n:Number`;
  const { model, diagnostics } = readSpec('sample', sampleSpec({ rules, client }));
  const found = model?.messages.client[0];
  if (model === undefined || found === undefined) throw new Error(diagnostics.map((one) => one.message).join('\n'));
  return new Set(new BoundaryTexts(model).of(found));
}

describe('the boundary texts of a message', () => {
  it.each([
    ['both ends of a class, and what is beyond them', '[b-y]', ['xb', 'xy', 'xa', 'xz']],
    ['every range of a class', '[0-9b-y]', ['x0', 'x9', 'x/', 'x:', 'xb', 'xy']],
    ['characters of four bytes, marks that join, and control characters', '.', ['x😀', 'x\u0301', 'x\n', 'x\r', 'x\0']],
    ['the bounds of a repetition', '"a"|2..4|', ['xaa', 'xaaa', 'xaaaa', 'xa', 'xaaaaa']],
    ['none, one and two of what may be left out', '"a"*', ['x', 'xa']],
    [
      'separators that are missing, doubled, first and last',
      '"a"|2.., ","|',
      ['xa,a', 'xaa', 'xa,,a', 'x,a,a', 'xa,a,'],
    ],
    ['every alternative', '"a" / "b" / "c"', ['xa', 'xb', 'xc']],
    ['the case of a literal', '"end"i', ['xend', 'xEND', 'xEnd', 'xnd', 'xen', 'xendd']],
    ['what is excepted, and what is nearly', '[a-z]+ except "quit"', ['xquit', 'xqui', 'xuit', 'xquitt']],
    ['the ends of a range of numbers, and beyond', '[0-9]+ as integer(7..42)', ['x7', 'x42', 'x6', 'x43', 'x8']],
    [
      'spellings of numbers',
      '[0-9]+ as integer(7..42)',
      ['x07', 'x042', 'x+7', 'x-7', 'x7.0', 'x7e0', 'x0x7', 'x 7', 'x'],
    ],
  ])('have %s', (_, part, expected) => {
    const texts = textsOf(part);
    expect(expected.filter((text) => !texts.has(text))).toEqual([]);
  });

  it('differ from a plain text in one place, and try what two fields have in common once', () => {
    const texts = ['k=k', '=k', 'kk=k', 'K=k', 'kk', 'k==k', '', ' k=k', 'k=k ', 'k=k\r', 'k=k\0'];
    expect([...textsOf('"k"', 'a:Part "=" b:Part')].sort()).toEqual(texts.sort());
  });
});
