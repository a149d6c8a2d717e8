import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, diagnostic } from '../diagnostic.js';
import { didYouMean, editDistance, listed, nearest } from '../did-you-mean.js';
import { formatDiagnostics } from '../format.js';

function at(line: number, column: number, end?: number): Diagnostic {
  const start = { line, column };
  return diagnostic('P108', 'a.parley', end === undefined ? { start } : { start, end: { line, column: end } }, {});
}

/** The line and its underline, as they stand below each other. */
const shown = (one: Diagnostic, text: string): readonly string[] =>
  formatDiagnostics([one], text).split('\n').slice(1, 3);

describe('a diagnostic shows its line', () => {
  it('with its span underlined', () => {
    expect(shown(at(2, 3, 6), 'x\n  abc d')).toEqual(['2 |   abc d', '  |   ^^^']);
  });

  it('with a word underlined where there is no end', () => {
    expect(shown(at(1, 5), 'let self.name = 1')).toEqual(['1 | let self.name = 1', '  |     ^^^^^^^^^']);
  });

  it('up to the end of its first line where it has several', () => {
    const several = { ...at(1, 3), end: { line: 3, column: 2 } };
    expect(shown(several, 'a bcd  \nx\ny')).toEqual(['1 | a bcd', '  |   ^^^']);
  });

  it('under tabs, wide characters and marks', () => {
    expect(shown(at(1, 3, 5), '\t\tab')).toEqual(['1 |         ab', '  |         ^^']);
    expect(shown(at(1, 4, 5), '漢字\u0301x')).toEqual(['1 | 漢字\u0301x', '  |     ^']);
    expect(shown(at(1, 1, 3), '😀x')).toEqual(['1 | 😀x', '  | ^^']);
  });

  it('with control characters as escapes, so that a spec can’t write to the terminal', () => {
    expect(shown(at(1, 5), '\u001b[2Jx')).toEqual(['1 | \\u{1b}[2Jx', '  |          ^']);
    expect(shown(at(1, 4), 'a\u009b\u202eb')).toEqual(['1 | a\\u{9b}\\u{202e}b', '  |                ^']);
  });

  it('never lets through what a terminal obeys, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, said) => {
        const one = { ...at(1, 1), file: said, message: said, hint: said };
        expect(formatDiagnostics([one], text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('at the end of the file', () => {
    expect(shown(at(2, 1), 'abc\n')).toEqual(['2 |', '  | ^']);
  });
});

describe('several diagnostics', () => {
  it('stand in the order of the text, with their number behind them', () => {
    const warning: Diagnostic = { ...at(1, 1), severity: 'warning' };
    const text = formatDiagnostics([at(3, 1), warning, at(2, 1)], 'a\nb\nc');
    expect(text.match(/a\.parley:\d/g)).toEqual(['a.parley:1', 'a.parley:2', 'a.parley:3']);
    expect(text.endsWith('\n\n2 errors, 1 warning')).toBe(true);
  });

  it('none are nothing', () => {
    expect(formatDiagnostics([], 'a')).toBe('');
  });

  it('have colours only if asked', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
    const colour = /\u001b\[/;
    expect(formatDiagnostics([at(1, 1)], 'a')).not.toMatch(colour);
    expect(formatDiagnostics([at(1, 1)], 'a', { colour: true })).toMatch(colour);
  });
});

describe('what was meant', () => {
  it('is the nearest word, unless none is near', () => {
    expect(editDistance('reply', 'repyl')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(nearest('Nmae', ['Name', 'Text'])).toBe('Name');
    expect(nearest('name', ['Name'])).toBe('Name');
    expect(nearest('foo', ['reply', 'send'])).toBeUndefined();
    expect(nearest('x', ['y'])).toBeUndefined();
    expect(didYouMean('becom', ['become'])).toBe('did you mean `become`?');
  });

  it('lists are cut', () => {
    expect(listed([])).toBe('none');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listed([...'abcdefghij'])).toBe('a, b, c, d, e, f, g, h and 2 more');
  });
});
