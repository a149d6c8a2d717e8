import { describe, expect, it } from 'vitest';
import type { CodePointRange, Expr, Field } from '../../../runtime/model.js';
import { Report } from '../../diagnostics/report.js';
import { readSpec } from '../../front-end.js';
import { sampleSpec } from '../../language/test/specs.js';
import { readClass } from '../classes.js';
import { lookUpProperty, stableProperties } from '../properties.js';
import { dedent, foldSpace } from '../source-text.js';

function rangesOf(source: string): readonly CodePointRange[] {
  const report = new Report('a');
  const start = { offset: 0, line: 1, column: 1 };
  const ranges = readClass(source, { start, end: start }, { report, places: new WeakMap() });
  expect(report.diagnostics).toEqual([]);
  return ranges;
}

describe('classes are ranges of code points', () => {
  it.each<[string, readonly CodePointRange[]]>([
    ['[a-z]', [[97, 122]]],
    [
      '[z-zb-ca]',
      [
        [97, 99],
        [122, 122],
      ],
    ],
    [
      '[a\\-z]',
      [
        [45, 45],
        [97, 97],
        [122, 122],
      ],
    ],
    [
      '[-a]',
      [
        [45, 45],
        [97, 97],
      ],
    ],
    [
      '[a-]',
      [
        [45, 45],
        [97, 97],
      ],
    ],
    ['[\\]\\\\\\^]', [[92, 94]]],
    [
      '[\\n\\r\\t\\0]',
      [
        [0, 0],
        [9, 10],
        [13, 13],
      ],
    ],
    ['[\\x41\\u0042\\u{43}]', [[65, 67]]],
    ['[😀-😂]', [[0x1f600, 0x1f602]]],
    [
      '[^]',
      [
        [0, 0xd7ff],
        [0xe000, 0x10ffff],
      ],
    ],
    ['[^\\0-\\u{FFFF}]', [[0x10000, 0x10ffff]]],
    [
      '[\\u{D700}-\\u{E000}]',
      [
        [0xd700, 0xd7ff],
        [0xe000, 0xe000],
      ],
    ],
    [
      '[\\t\\P{Cc}]',
      [
        [9, 9],
        [0x20, 0x7e],
        [0xa0, 0xd7ff],
        [0xe000, 0x10ffff],
      ],
    ],
  ])('%s', (source, ranges) => {
    expect(rangesOf(source)).toEqual(ranges);
  });

  it('properties are what this engine says they are', () => {
    for (const name of stableProperties) {
      const found = lookUpProperty(name);
      if (found.kind !== 'found') throw new Error(name);
      const expression = new RegExp(`^\\p{${name}}$`, 'u');
      const listed = new Uint8Array(0x110000);
      for (const [first, last] of found.ranges) listed.fill(1, first, last + 1);
      for (let point = 0; point <= 0x10ffff; point += 1) {
        if (point >= 0xd800 && point <= 0xdfff) continue;
        if ((listed[point] === 1) !== expression.test(String.fromCodePoint(point)))
          throw new Error(`${name} ${point.toString(16)}`);
      }
    }
  });

  it('a property that changes is told from one that is not there', () => {
    expect(['L', 'Lu', 'Nd', 'Emoji', 'Script=Greek', 'gc=Lu'].map((name) => lookUpProperty(name).kind)).toEqual(
      Array(6).fill('unstable'),
    );
    expect(['', 'l', 'Whitespace', 'constructor', 'L}'].map((name) => lookUpProperty(name).kind)).toEqual(
      Array(5).fill('unknown'),
    );
    expect(lookUpProperty('gc=Cc')).toEqual(lookUpProperty('Control'));
  });
});

describe('fields', () => {
  const fieldsOf = (rule: string, rules = ''): readonly Field[] => {
    const text = sampleSpec({
      rules: `Name = [a-z]+\nText = .+\nNumber = [0-9]+ as integer(0..99)\n${rules}`,
      client: `  Login = name:Name\n  Say = text:Text\n  Add = "+" n:Number\n  It = ${rule}`,
      chatting:
        '  state Chatting { on It { close }; on Add(n) { reply Sum(n) }; on Say(text) { send Said(self.name, text) to all chat }; unrecognized, overlong { reply No } }',
    });
    const { model, diagnostics } = readSpec('a', text);
    if (model === undefined) throw new Error(JSON.stringify(diagnostics));
    return model.messages.client.find((one) => one.id === 'It')?.fields ?? [];
  };
  const arities = (rule: string, rules?: string) => fieldsOf(rule, rules).map(({ name, arity }) => `${name} ${arity}`);
  const reference = (rule: string): Expr => ({ kind: 'reference', rule });

  it('once on every path: one; under `?` or in some alternatives: optional; under a repetition: a list', () => {
    expect(arities('a:Name " " b:Text')).toEqual(['a one', 'b one']);
    expect(arities('a:Name (" " b:Text)?')).toEqual(['a one', 'b optional']);
    expect(arities('"x" a:Name / "y" b:Name / "z" a:Text')).toEqual(['a optional', 'b optional']);
    expect(arities('"x" a:Name / "y" a:Name " " b:Text')).toEqual(['a one', 'b optional']);
    expect(arities('(a:Name)|1.., " "|')).toEqual(['a list']);
    expect(arities('(a:Name " " (b:Text)?)*')).toEqual(['a list', 'b list']);
    expect(arities('(a:Name)|1|')).toEqual(['a one']);
    expect(arities('(a:Name)|0..1|')).toEqual(['a optional']);
  });

  it('a label in front of a repetition binds all of it', () => {
    expect(fieldsOf('a:Name*')).toMatchObject([{ name: 'a', arity: 'one', language: { kind: 'repeat' } }]);
  });

  it('a labelled reference hides the labels inside it, an unlabelled one lends them', () => {
    const rules = 'Pair = first:Name "," second:Number';
    expect(arities('Pair', rules)).toEqual(['first one', 'second one']);
    expect(arities('p:Pair', rules)).toEqual(['p one']);
    expect(arities('Pair? ";"', rules)).toEqual(['first optional', 'second optional']);
  });

  it('its language is what it stands in front of: a reference stays one, alternatives are joined', () => {
    expect(fieldsOf('"x" a:Name / "y" a:Text / "z" a:Name')[0]?.language).toEqual({
      kind: 'choice',
      of: [reference('Name'), reference('Text')],
    });
    expect(fieldsOf('a:Name')[0]?.language).toEqual(reference('Name'));
  });

  it('a number has the range of its rule', () => {
    expect(fieldsOf('n:Number')[0]?.value).toEqual({ kind: 'integer', min: 0, max: 99 });
    expect(fieldsOf('n:(Number)')[0]?.value.kind).toBe('integer');
    expect(fieldsOf('n:(Number "x")')[0]?.value.kind).toBe('text');
  });

  it('labels in a rule that no label may stand around are found through references', () => {
    const text = sampleSpec({
      rules: 'Name = [a-z]+\nText = .+\nNumber = [0-9]+ as integer(0..99)\nPair = a:Name "," b:Name',
      client: '  Login = name:Name\n  Say = text:(Pair " " Text)\n  Add = "+" n:Number',
    });
    expect(readSpec('a', text).diagnostics.map((one) => one.code)).toEqual(['P502', 'P502']);
  });
});

describe('the source of a rule', () => {
  it('is folded to one line, texts and classes as they are', () => {
    expect(foldSpace('A  = "a  b" // why\n  / [ "\\]]\t name:B')).toBe('A = "a  b" / [ "\\]] name:B');
  });

  it('of a clause keeps its lines', () => {
    expect(dedent('on A {\n      reply B\n\n        close\n    }')).toBe('on A {\n  reply B\n\n    close\n}');
  });
});
