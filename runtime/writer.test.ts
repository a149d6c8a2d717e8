import { describe, expect, it } from 'vitest';
import {
  alt,
  any,
  cap,
  cls,
  lit,
  msg,
  opt,
  plus,
  ref,
  rep,
  rule,
  sampleModel,
  seq,
  star,
} from '../generator/rules/test/sample-model.js';
import { EncodeError } from './errors.js';
import { writePattern, writeText } from './writer.js';

const word = plus(cls('az'));
const rules = [
  rule('Name', word),
  rule('Number', plus(cls('09')), { integer: { min: 0, max: 99 } }),
  rule('Pair', seq(cap('left', word), lit('-'), cap('right', word))),
];
const model = sampleModel({
  rules,
  server: [
    msg('Said', seq(cap('from', ref('Name')), lit(': '), cap('text', plus(any)))),
    msg('Part', seq(lit('PART'), opt(seq(lit(' :'), cap('why', star(any)))))),
    msg('Names', seq(lit('NAMES '), rep(cap('who', ref('Name')), 0, null, lit(', ')))),
    msg('Value', seq(lit('VALUE '), cap('n', ref('Number'))), rules),
    msg('Lent', seq(lit('<'), ref('Pair'), lit('>')), rules),
    msg(
      'Loose',
      seq(lit('Go', 'ascii'), star(lit('!')), rep(lit('.'), 2, 5), alt(lit(' '), cls('\t')), cap('to', word)),
    ),
    msg('Either', alt(seq(lit('#'), cap('id', plus(cls('09')))), seq(lit('@'), cap('id', word)))),
    msg('Open', seq(cls('az'), lit('!'))),
  ],
});

describe('a message written by its rule', () => {
  it.each([
    [{ kind: 'Said', from: 'ana', text: 'hola' }, 'ana: hola'],
    [{ kind: 'Part' }, 'PART'],
    [{ kind: 'Part', why: '' }, 'PART :'],
    [{ kind: 'Names', who: [] }, 'NAMES '],
    [{ kind: 'Names', who: ['ana', 'bob'] }, 'NAMES ana, bob'],
    [{ kind: 'Value', n: 7 }, 'VALUE 7'],
    [{ kind: 'Lent', left: 'a', right: 'b' }, '<a-b>'],
    [{ kind: 'Loose', to: 'a' }, 'Go.. a'],
    [{ kind: 'Either', id: '7' }, '#7'],
    [{ kind: 'Either', id: 'ana' }, '@ana'],
  ])('%j is %j', (message, text) => expect(writeText(model, message)).toBe(text));

  it('is written even if it reads as something else', () => {
    expect(writeText(model, { kind: 'Said', from: 'a: b', text: 'c' } as { kind: string })).toBe('a: b: c');
  });

  it('keeps holes, and joins what stands between them', () => {
    expect(writePattern(model, { kind: 'Said', fields: { from: 'ana', text: { any: 'Text' } } })).toEqual([
      'ana: ',
      { any: 'Text' },
    ]);
    expect(writePattern(model, { kind: 'Said', fields: { from: { any: 'Name', sample: 'x' }, text: 'b' } })).toEqual([
      { any: 'Name', sample: 'x' },
      ': b',
    ]);
    expect(writePattern(model, { kind: 'Part', fields: { why: { any: 'Text' } } })).toEqual([
      'PART :',
      { any: 'Text' },
    ]);
    expect(writePattern(model, { kind: 'Part', fields: {} })).toEqual(['PART']);
  });

  it('is refused where there is no place for a value, or none for a text', () => {
    expect(() => writeText(model, { kind: 'Lent', left: 'a' } as { kind: string })).toThrow(EncodeError);
    expect(() => writeText(model, { kind: 'Open' })).toThrow("Open can't be written with no fields.");
    expect(() => writeText(model, { kind: 'Nothing' })).toThrow('sample has no message Nothing.');
  });
});
