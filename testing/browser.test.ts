import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, seriousAccessibilityFaults, withoutBrowser } from './browser.js';

const pageOf = (body: string): string =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>t</title>${body}`)}`;

describe.skipIf(withoutBrowser)('the browser for tests of pages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it('opens a page that has no fault', async () => {
    const { page, faults } = await openPage(browser, pageOf('<main><h1>ok</h1></main>'));
    expect(await page.textContent('h1')).toBe('ok');
    expect(faults).toEqual([]);
    expect(await seriousAccessibilityFaults(page)).toEqual([]);
  });

  it('tells of errors, and of requests that would leave the machine, which are not made', async () => {
    const { page, faults } = await openPage(
      browser,
      pageOf('<img src="http://127.0.0.1:9/a.png" alt=""><script>console.error("no")</script>'),
    );
    await page.waitForLoadState('load');
    expect(faults).toEqual(expect.arrayContaining(['request: http://127.0.0.1:9/a.png', 'console: no']));
  });

  it('tells of what cannot be read or reached', async () => {
    const { page } = await openPage(browser, pageOf('<main><h1>t</h1><button></button></main>'));
    expect(await seriousAccessibilityFaults(page)).toEqual([expect.stringMatching(/^button-name/)]);
  });

  it('does not go through a part that is left out', async () => {
    const { page } = await openPage(
      browser,
      pageOf('<nav><button></button></nav><main><h1>t</h1><img src="data:,"></main>'),
    );
    expect(await seriousAccessibilityFaults(page, 'nav')).toEqual([expect.stringMatching(/^image-alt/)]);
    await expect(seriousAccessibilityFaults(page, 'aside')).rejects.toThrow('replaceChildren');
  });
});
