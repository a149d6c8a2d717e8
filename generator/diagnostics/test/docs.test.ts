import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codes, docsAnchor } from '../codes.js';

const page = readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, 4), section] as const),
);

it.each(Object.entries(codes))('%s has its section, under its title and severity', (code, { title, severity }) => {
  const section = sections.get(code) ?? '';
  expect(section.replace(/\s+/g, ' ')).toContain(`**${title}** (${severity})`);
  expect(docsAnchor(code as keyof typeof codes)).toBe(`docs/diagnostics.md#${code.toLowerCase()}`);
});

it('the page explains no code that there is not', () => {
  expect([...sections.keys()].filter((code) => !Object.hasOwn(codes, code))).toEqual([]);
});
