import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, seriousAccessibilityFaults, withoutBrowser } from '../../../testing/browser.js';
import {
  type MatrixEntry,
  matrixHtml,
  matrixJson,
  matrixLines,
  matrixMarkdown,
  matrixTables,
} from '../../matrix/index.js';
import { coloursFor } from '../../report/colour.js';
import { chat, connect, failure, fault, report } from '../report/fixtures.js';
import { written } from '../report/html-pages.js';
import { schemaFaults } from '../report/schema-check.js';

const protocol = chat('chunk');
const hostile = '</script><img src=x onerror=alert(1)>|`[x](y)\u202e\n# \u001b[31m';
const broken = failure([connect(0)], fault({ kind: 'missing', connection: 0, entry: 1 }));

const entries: readonly MatrixEntry[] = [
  { name: 'good', protocol, report: report(), link: 'reports/good.html' },
  { name: hostile, protocol, report: report({ failures: [broken], halted: hostile }), link: 'reports/a%20b.html' },
  { name: 'absent', protocol, trouble: 'the run was interrupted before it' },
];
const options = { status: 1, isWhole: false, seed: 42, runs: 10, tool: 'Parley 1.2.3' } as const;

test('Markdown has a row for each requirement, cells that are links, and texts that are nothing but texts', () => {
  const lines = matrixMarkdown(matrixTables(entries), options.tool).split('\n');
  expect(lines.find((line) => line.startsWith('| Chatting/Say '))).toBe(
    '| Chatting/Say | MUST | [✓](<reports/good.html#tea/Chatting/Say>) | [✗ failed](<reports/a%20b.html#tea/Chatting/Say>) |  |',
  );
  const heading = lines.find((line) => line.startsWith('| Requirement '));
  expect(heading).toContain('\\</script\\>\\<img src=x onerror=alert\\(1\\)\\>\\|\\`\\[x\\]\\(y\\) \\#  \\[31m');
  // As many cells everywhere: no text has ended one.
  for (const line of lines.filter((one) => one.startsWith('| Chatting') || one === heading))
    expect(line.replaceAll('\\|', '').split('|')).toHaveLength(7);
});

test('JSON is as its schema says', () => {
  const text = readFileSync(new URL('../../../docs/matrix.schema.json', import.meta.url), 'utf8');
  const schema = JSON.parse(text) as Record<string, unknown>;
  const document = JSON.parse(matrixJson(entries, options)) as { implementations: { status: number }[] };
  expect(schemaFaults(schema, document)).toEqual([]);
  expect(document.implementations.map(({ status }) => status)).toEqual([0, 1, 3]);
  expect(schemaFaults(schema, { ...document, implementations: [{ name: 'a' }] })).not.toEqual([]);
});

test('the terminal shows where they differ, and why something was not judged', () => {
  const text = matrixLines(matrixTables(entries), coloursFor({ write: () => undefined }, {})).join('\n');
  expect(text).toContain('absent: the run was interrupted before it');
  expect(text).toMatch(/Chatting\/Say +✓ {2}✗/);
  expect(text).not.toMatch(/^ +connect /m);
  expect(text).not.toContain('\u001b');
});

describe.skipIf(withoutBrowser)('the matrix as a page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('has a cell for each, linked to the reports, can be searched, and obeys no text', async () => {
    const url = written('matrix', matrixHtml(matrixTables(entries), options));
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await openPage(browser, url, { colorScheme, viewport: { width: 375, height: 700 } });
      expect(await page.title()).toBe('✗ 1 of 3 conformant');
      expect(await page.locator('.matrix tbody tr').count()).toBe(4);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('tr[id="tea/Chatting/Say"] a').nth(1).getAttribute('href')).toBe(
        'reports/a%20b.html#tea/Chatting/Say',
      );
      await page.keyboard.press('/');
      await page.keyboard.type('chatting/say');
      expect(await page.locator('.matrix tbody tr:visible').count()).toBe(1);
      await page.keyboard.press('Escape');
      expect(await page.textContent('output')).toBe('4 requirements');
      await page.click('.chips [data-verdict="fail"]');
      expect(await page.locator('.matrix tbody tr:visible').count()).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
      expect(await seriousAccessibilityFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    }
  });
});
