import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../parse.js';
import { sampleSpec, specs } from './specs.js';

const codesOf = (text: string) =>
  parseSpec('a.parley', text).diagnostics.map(({ code, at }) => `${code} ${at.line}:${at.column}`);

describe('a spec is read', () => {
  it.each(specs.map(({ file, text }) => [file, text]))('%s', (file, text) => {
    const { syntax, diagnostics } = parseSpec(file, text);
    expect(diagnostics).toEqual([]);
    expect(syntax?.name?.text).toBe(file.slice('spec/'.length, -'.parley'.length));
  });

  it('every node knows its place in the text', () => {
    const text = sampleSpec();
    const { syntax } = parseSpec('a.parley', text);
    const rule = syntax?.sections.find((one) => one.kind === 'rule');
    expect(text.slice(rule?.span.start.offset, rule?.span.end.offset)).toBe('Name = [a-z]+');
    expect(rule?.span.start).toMatchObject({ line: 4, column: 1 });
  });

  it('with line ends of either kind, and with a mark in front', () => {
    for (const { text } of specs) {
      expect(parseSpec('a', text.replace(/\n/g, '\r\n')).diagnostics).toEqual([]);
      expect(parseSpec('a', `\uFEFF${text}`).diagnostics).toEqual([]);
    }
  });

  it('a rule goes on over lines until the next definition begins', () => {
    const { syntax } = parseSpec('a', 'protocol a\nOne = "a"\n  / "b" // or\n  Two\n\n/// Text.\nTwo = "c"\n');
    expect(syntax?.sections.map((one) => one.kind)).toEqual(['rule', 'rule']);
  });

  it('braces, semicolons and brackets in texts, classes and comments are not the spec’s own', () => {
    const client = '  Login = name:Name // } ; {\n  Say = "{;" text:Text "}" [};{"] "\\""\n  Add = "]" n:Number';
    expect(codesOf(sampleSpec({ client }))).toEqual([]);
  });
});

describe('several errors are found in one run', () => {
  it('one in each section', () => {
    const text = sampleSpec({
      delivery: 'delivery fifo atomic send',
      rules: 'Name = [a-z]+ &"x"\nText = .+\nNumber = [0-9]+ as integer(0..99)',
      connect: '  connect { becom Naming }',
      examples: 'example one { Ana conects }',
    });
    expect(codesOf(text).map((one) => one.split(' ')[0])).toEqual(['P101', 'P104', 'P101', 'P101']);
  });

  it('a wrong statement takes nothing with it but itself', () => {
    const chatting =
      '  state Chatting { on Say(text) { replyy No; becom Naming\n closed\n reply No }; unrecognized, overlong { repl No } }';
    expect(codesOf(sampleSpec({ chatting })).length).toBe(4);
  });

  it('a wrong guard takes its other side with it', () => {
    const chatting =
      '  state Chatting { on Say(text) {\n when chat has = text { reply No }\n else { reply No }\n }\n unrecognized, overlong { repl No } }';
    expect(codesOf(sampleSpec({ chatting })).length).toBe(2);
  });

  it('an unfinished definition is reported where the next one begins, once', () => {
    expect(codesOf('protocol a\nOne = "a" /\nTwo = "b"\nThree = (\nclient { A = "a" }\n')).toEqual([
      'P101 3:1',
      'P101 5:1',
    ]);
  });

  it('a keyword that is misspelt is guessed', () => {
    const { diagnostics } = parseSpec('a', sampleSpec({ connect: '  conect { become Naming }' }));
    expect(diagnostics.map((one) => one.hint)).toEqual(['did you mean `connect`?']);
  });
});

describe('no text makes the reader throw, hang, or say yes and no', () => {
  const wellBehaved = (text: string): void => {
    const { syntax, diagnostics } = parseSpec('a.parley', text);
    expect(syntax === undefined).toBe(diagnostics.length > 0);
    const lines = text.split('\n');
    for (const { at } of diagnostics) {
      expect(at.line).toBeGreaterThanOrEqual(1);
      expect(at.line).toBeLessThanOrEqual(lines.length);
      expect(at.column).toBeLessThanOrEqual((lines[at.line - 1]?.length ?? 0) + 1);
    }
  };

  it('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), wellBehaved));
  });

  it('words and signs of the language in any order', () => {
    const words = [
      ...'{ } ( ) [ ] " \' / | * + ? ; : , . = < > ! & \\ \n'.split(' '),
      'protocol',
      'client',
      'server',
      'session',
      'state',
      'on',
      'when',
      'else',
      'either',
      'or',
      'reply',
      'send',
      'to',
      'all',
      'undefined',
      'others',
      'may',
      'hear',
      'example',
      'view',
      'Name',
      'name',
      '"text"',
      '[a-z]',
      '12',
      '///',
      '//',
      'as',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (some) => wellBehaved(some.join(' '))),
    );
  });

  it('a spec that was damaged in a few places', () => {
    const damage = fc.record({
      at: fc.nat({ max: 1_000_000 }),
      drop: fc.nat({ max: 12 }),
      insert: fc.oneof(
        fc.constantFrom('{', '}', '"', '[', ']', '\n', ';', 'x', '=', '///', ')'),
        fc.string({ maxLength: 3 }),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...specs), fc.array(damage, { minLength: 1, maxLength: 3 }), ({ text }, damages) => {
        const damaged = damages.reduce((whole, { at, drop, insert }) => {
          const offset = at % whole.length;
          return whole.slice(0, offset) + insert + whole.slice(offset + drop);
        }, text);
        wellBehaved(damaged);
      }),
      { numRuns: 60 },
    );
  });
});
