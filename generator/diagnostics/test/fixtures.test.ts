import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../../front-end.js';
import { checkExamples } from '../../model/check-examples.js';
import { codes } from '../codes.js';
import type { Diagnostic } from '../diagnostic.js';
import { formatDiagnostics } from '../format.js';

const folder = new URL('../fixtures/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.parley'))
  .map((file) => file.slice(0, -'.parley'.length));

function diagnosticsOf(name: string, text: string): readonly Diagnostic[] {
  const { model, diagnostics } = readSpec(`${name}.parley`, text);
  return model === undefined ? diagnostics : [...diagnostics, ...checkExamples(model)];
}

/** The codes that the front end reports; those of the analyses have fixtures of their own. */
const frontEndCodes = Object.keys(codes).filter((code) => !/^P5(1\d|2[0-7])/.test(code));

describe('each fixture reports what stands beside it', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(new URL(`${name}.parley`, folder), 'utf8');
    const diagnostics = diagnosticsOf(name, text);
    // Lines of thousands of characters say nothing in a fixture.
    const formatted = `${formatDiagnostics(diagnostics, text).replace(/.{400,}/g, '…')}\n`;
    const errors = new URL(`${name}.errors`, folder);
    if (process.env.UPDATE_FIXTURES !== undefined) writeFileSync(errors, formatted);
    expect(formatted).toBe(readFileSync(errors, 'utf8'));
    const [code = ''] = name.split('-');
    expect(diagnostics.map((one) => one.code)).toContain(code.toUpperCase());
  });
});

it('every code of the front end has a fixture', () => {
  const covered = new Set(names.map((name) => name.split('-')[0]?.toUpperCase()));
  expect(frontEndCodes.filter((code) => !covered.has(code))).toEqual([]);
});

it('no hint or message is left with a hole', () => {
  for (const name of names) {
    for (const one of diagnosticsOf(name, readFileSync(new URL(`${name}.parley`, folder), 'utf8'))) {
      expect(`${one.message} ${one.hint}`).not.toMatch(/\{[a-z]+\}|undefined\b(?!`)|\[object/);
    }
  }
});
