import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../../front-end.js';
import { parseSpec } from '../parse.js';

const page = readFileSync(new URL('../../../docs/spec-language.md', import.meta.url), 'utf8');

/** What stands around a piece of a spec, by the second word of its block. */
const around: Readonly<Record<string, (piece: string) => string>> = {
  section: (piece) => `protocol a\n${piece}`,
  clause: (piece) => `protocol a\nsession { state A {\n${piece}\n} }`,
  statement: (piece) => `protocol a\nsession { connect {\n${piece}\n} }`,
};

const blocks = [...page.matchAll(/^```parley ?(\w*)\n((?:.*\n)*?)^```$/gm)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));

describe('the reference page of the language', () => {
  it.each(blocks.filter(({ kind }) => kind === ''))('its whole specs mean something', ({ text }) => {
    expect(readSpec('page.parley', text).diagnostics).toEqual([]);
  });

  it.each(blocks.filter(({ kind }) => kind !== ''))('its pieces can be read: $text', ({ kind, text }) => {
    expect(parseSpec('page.parley', around[kind]?.(text) ?? text).diagnostics).toEqual([]);
  });

  it('shows every statement, trigger and section that there is', () => {
    const shown = blocks.map(({ text }) => text).join('\n');
    const grammar = readFileSync(new URL('../parley.peggy', import.meta.url), 'utf8');
    const keywords = [...grammar.matchAll(/^[A-Z]+ "`([a-z]+)`" = /gm)].map(([, word = '']) => word);
    expect(keywords.length).toBeGreaterThan(50);
    // `resets` is told in prose.
    const missing = keywords.filter((word) => !new RegExp(`\\b${word}\\b`).test(shown));
    expect(missing).toEqual(['resets']);
  });
});
