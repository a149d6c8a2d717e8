import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codes } from '../../diagnostics/codes.js';
import { formatDiagnostics } from '../../diagnostics/format.js';
import { readSpec } from '../../front-end.js';
import { analyse } from '../index.js';

const folder = new URL('../fixtures/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.parley'))
  .map((file) => file.slice(0, -'.parley'.length));

describe('each fixture reports what stands beside it', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(new URL(`${name}.parley`, folder), 'utf8');
    const { model, diagnostics } = readSpec(`${name}.parley`, text);
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    if (model === undefined) return;
    const found = analyse(model);
    const formatted = `${formatDiagnostics(found, text)}\n`;
    const errors = new URL(`${name}.errors`, folder);
    if (process.env.UPDATE_FIXTURES !== undefined) writeFileSync(errors, formatted);
    expect(formatted).toBe(readFileSync(errors, 'utf8'));
    const [code = ''] = name.split('-');
    expect(found.map((one) => one.code)).toContain(code.toUpperCase());
  });
});

it('every code of the analyses has a fixture', () => {
  const covered = new Set(names.map((name) => name.split('-')[0]?.toUpperCase()));
  expect(Object.keys(codes).filter((code) => /^P5(1\d|2[0-7])/.test(code) && !covered.has(code))).toEqual([]);
});
