/** A real browser for the tests of pages: the machine's chromium, headless, with what a page must not do written down. */

import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is: the variable `CHROMIUM`, or where Debian and others put it; undefined when there is none. */
export const browserPath = [process.env['CHROMIUM'], ...PLACES].find((path) => path !== undefined && existsSync(path));

/** Whether a test may be left out for want of a browser: never in CI, which installs one. */
export const withoutBrowser = browserPath === undefined && process.env['CI'] === undefined;

/** Starts the browser; the caller closes it. Throws when the machine has none. */
export async function openBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('no browser: apt-get install chromium, or name one in CHROMIUM');
  // As root, in a container, chromium can't build its sandbox.
  return chromium.launch({ executablePath: browserPath, chromiumSandbox: process.getuid?.() !== 0 });
}

/** A page, and what it did that no page of ours may do: errors on its console, and requests that leave the machine's files. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: readonly string[];
}

/** Opens a page in a context of its own. Whatever is asked for beside `file:` and `data:` is a fault, and is not fetched. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  await page.route(/^(?!file:|data:|blob:|about:)/, (route) => {
    faults.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(url);
  return { page, faults };
}

/**
 * What axe-core finds serious or critical on the page, a line each.
 * @param without - a part that is emptied first, by its selector: one that all pages have, and that has been looked at.
 */
export async function seriousAccessibilityFaults(page: Page, without?: string): Promise<string[]> {
  // Left out of the search alone, it would still be gone through.
  if (without !== undefined)
    await page.evaluate(`document.querySelector(${JSON.stringify(without)}).replaceChildren()`);
  // No page of ours has frames: for those, a second page would be opened each time.
  const axe = new AxeBuilder({ page }).options({ preload: false, resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}
