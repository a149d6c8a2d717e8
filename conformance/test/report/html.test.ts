import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, seriousAccessibilityFaults, withoutBrowser } from '../../../testing/browser.js';
import { bytes, connect, failure, fault, finished, owed, read, report, scenarioOf, write } from './fixtures.js';
import { pageOf, type RealPage, realPage, thousand } from './html-pages.js';

const HOSTILE =
  '</script></style><img src=x onerror="document.title=1"><svg onload=alert(1)>\u202e\u001b[31m\0\r\n"\'&amp; אבג \ud83d\ude00';

/** Which requirement has the focus. */
const FOCUSED = "document.activeElement?.closest('details')?.id";

function hostileRun(said: string, name = `<b>${HOSTILE}</b>`) {
  const found = failure(
    [connect(0), write(0, HOSTILE), read(0, said)],
    fault({
      kind: 'wrong',
      connection: 0,
      entry: 2,
      got: bytes(said),
      acceptable: [owed(0, [HOSTILE, { any: '<i>' }], 'tea/connect')],
    }),
    { scenario: scenarioOf(name), hint: HOSTILE, process: HOSTILE, found: HOSTILE, times: [0, 1.5, 20_000] },
  );
  return finished({ report: report({ failures: [found], target: HOSTILE, summary: HOSTILE }) });
}

describe.skipIf(withoutBrowser)('the report as a page', () => {
  let browser: Browser;
  let failing: RealPage;
  let conformant: RealPage;
  beforeAll(async () => {
    browser = await openBrowser();
    failing = await realPage('failing', 'whisper-also-to-sender');
    conformant = await realPage('conformant');
  });
  afterAll(() => browser?.close());

  const shownIds = (page: Page): Promise<string[]> =>
    page.$$eval('details.requirement', (all) => all.filter((one) => one.checkVisibility()).map(({ id }) => id));
  const BROKEN = 'chat-line/Chatting/Whisper/when';

  test('says at a glance what became of a server that is broken, and shows the exchange', async () => {
    const { page, faults } = await openPage(browser, failing.url);
    expect(await page.title()).toBe('✗ chat-line: not conformant');
    expect(await page.textContent('h1')).toContain('Not conformant');
    expect(await page.locator('.index a').allTextContents()).toEqual(
      failing.run.report.failures.map(({ requirement }) => requirement),
    );
    const item = page.locator(`[id="${BROKEN}"]`);
    expect(await item.getAttribute('open')).toBe('');
    expect(await item.locator('.sequence-diagram g.row').count()).toBeGreaterThan(4);
    expect(await item.locator('.sequence-diagram g.fault').count()).toBe(1);
    expect(await item.locator('.sequence-diagram').textContent()).toMatch(/\d ms/);
    expect(await item.locator('.expected').textContent()).not.toBe('Expected');
    expect(await item.locator('.got code').textContent()).toMatch(/^"/);
    expect(await item.locator('.command code').textContent()).toContain("--replay 'it is.json'");
    await item.locator('.bytes summary').click();
    expect(await item.locator('.bytes pre').first().textContent()).toMatch(/^0000 {2}[0-9a-f]{2} /);
    expect(faults).toEqual([]);
  });

  test('of a server that keeps everything says so, and has nothing broken', async () => {
    const { page, faults } = await openPage(browser, conformant.url);
    expect(await page.textContent('h1')).toContain('Conformant');
    expect(await page.locator('.failure, .index, .partial').count()).toBe(0);
    expect(await page.locator('details.requirement').count()).toBe(conformant.run.report.verdicts.length);
    expect(await page.locator('.state-diagram').count()).toBe(1);
    const words = await page.locator('td.mark').allTextContents();
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((text) => !/^✓ (?:taken|sent) in (\d+) of \1$/.test(text))).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('shows on the railroad diagrams what of the grammar was exercised, and what was not', async () => {
    const whole = await openPage(browser, conformant.url);
    const { messages } = conformant.run.protocol.model;
    const all = [...messages.client, ...messages.server].map(({ id }) => id);
    const drawn = await whole.page.$$eval('[data-definition]', (found) =>
      found.map((one) => one.getAttribute('data-definition')),
    );
    expect(drawn).toEqual([...all, 'Name', 'Text']);
    expect(await whole.page.locator('svg.railroad').count()).toBe(drawn.length);
    expect(await whole.page.textContent('[data-definition="Name"]')).toContain('✓ once  ✓ 2 to 31 times  ✓ 32 times');
    expect(await whole.page.locator('figcaption .uncovered').count()).toBe(0);
    // Of what a case has not come to, the diagram says so: by a sign, in its words, and beside its name.
    const { page, faults } = await openPage(browser, (await realPage('partial', undefined, 3)).url);
    const name = page.locator('[data-definition="Name"]');
    expect(await name.locator('tspan.uncovered').allTextContents()).toContainEqual(expect.stringMatching(/○ 32 times/));
    expect(await name.locator('desc').textContent()).toContain('Not exercised: ');
    expect(await name.locator('figcaption').textContent()).toBe('Name ○ 1 of 3');
    expect(await page.locator('[data-definition="TooLong"] figcaption').textContent()).toContain('never sent');
    expect(faults).toEqual([]);
  });

  test('of a run that was stopped says that it is partial, and what was not judged', async () => {
    const partial = await realPage('partial', undefined, 3);
    const { page, faults } = await openPage(browser, partial.url);
    expect(await page.locator('.partial').textContent()).toContain('partial: the run was interrupted');
    expect(await page.locator('[data-verdict="blocked"].requirement').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  test('filters by verdict, level, family and words, and says how many are left', async () => {
    const { page } = await openPage(browser, failing.url);
    const all = await shownIds(page);
    expect(all.length).toBe(failing.run.report.verdicts.length);
    await page.click('.chips [data-verdict="fail"]');
    const failed = failing.run.report.verdicts.filter(({ kind }) => kind === 'fail').map((one) => one.requirement);
    expect(await shownIds(page)).toEqual(failed);
    expect(await page.textContent('output')).toBe(`${failed.length} of ${all.length} requirements`);
    await page.click('.chips [data-verdict="fail"]');
    await page.selectOption('[data-filter="family"]', 'framing');
    const framing = await shownIds(page);
    expect(framing.length).toBeGreaterThan(0);
    expect(framing.length).toBeLessThan(all.length);
    await page.keyboard.press('Escape');
    expect(await shownIds(page)).toEqual(all);
    await page.fill('.filters input', 'WHISPER/else');
    expect(await shownIds(page)).toEqual(['chat-line/Chatting/Whisper/else']);
    expect(await page.locator('.state:visible').count()).toBe(1);
    await page.fill('.filters input', 'no such thing');
    expect(await shownIds(page)).toEqual([]);
  });

  test('can be used by the keyboard alone', async () => {
    const { page } = await openPage(browser, failing.url);
    await page.keyboard.press('/');
    expect(await page.evaluate("document.activeElement?.getAttribute('type')")).toBe('search');
    await page.keyboard.type('disconnect');
    const found = await shownIds(page);
    expect(found.length).toBeGreaterThan(0);
    await page.keyboard.press('ArrowDown');
    const focused = (): Promise<string | undefined> => page.evaluate(FOCUSED);
    expect(await focused()).toBe(found[0]);
    await page.keyboard.press('Enter');
    expect(await page.locator(`[id="${found[0]}"] .clause`).isVisible()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(found[1]);
    await page.keyboard.press('Escape');
    expect((await shownIds(page)).length).toBe(failing.run.report.verdicts.length);
    // Tab comes to everything that can be used, once around.
    const usable = await page.$$eval('a[href], button, input, select, summary, [tabindex="0"]', (all) => {
      const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }));
      for (const [at, one] of seen.entries()) one.setAttribute('data-number', String(at));
      return seen.length;
    });
    await page.evaluate('document.activeElement?.blur()');
    const reached = new Set<string>();
    for (let presses = 0; presses < usable + 5; presses += 1) {
      await page.keyboard.press('Tab');
      const number = await page.evaluate<string | null>("document.activeElement?.getAttribute('data-number') ?? null");
      if (number !== null) reached.add(number);
    }
    expect(reached.size).toBe(usable);
  });

  test('opens at a requirement, and goes to one that a filter has hidden', async () => {
    const id = 'chat-line/Naming/overlong';
    const { page, faults } = await openPage(browser, `${failing.url}#${id}`);
    const item = page.locator(`[id="${id}"]`);
    expect(await item.getAttribute('open')).toBe('');
    expect(await page.evaluate(FOCUSED)).toBe(id);
    await page.fill('.filters input', 'quit');
    expect(await item.isVisible()).toBe(false);
    await page.evaluate(`location.hash = ${JSON.stringify(BROKEN)}`);
    await page.waitForFunction(`${FOCUSED} === ${JSON.stringify(BROKEN)}`);
    expect(await page.locator(`[id="${BROKEN}"]`).isVisible()).toBe(true);
    // The line of the spec that a requirement stands in opens the spec there.
    await page.locator(`[id="${BROKEN}"] a[href^="#spec:"]`).click();
    expect(await page.locator('details.spec').getAttribute('open')).toBe('');
    expect(faults).toEqual([]);
  });

  test('is dark where the system is, and where somebody asks for it', async () => {
    const ground = (page: Page): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await openPage(browser, failing.url, { colorScheme: 'light' });
    const dark = await openPage(browser, failing.url, { colorScheme: 'dark' });
    expect(await ground(light.page)).toBe('rgb(255, 255, 255)');
    expect(await ground(dark.page)).not.toBe('rgb(255, 255, 255)');
    await light.page.click('#theme');
    expect(await ground(light.page)).toBe(await ground(dark.page));
    expect(await light.page.textContent('#theme')).toBe('Light');
  });

  test('is dark on white on paper, whatever is chosen for the screen, and opened', async () => {
    const { page } = await openPage(browser, failing.url, { colorScheme: 'dark' });
    const ink = (): Promise<string> => page.evaluate('getComputedStyle(document.body).color');
    await page.evaluate('document.documentElement.dataset.theme = "dark"');
    const dark = await ink();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await ink()).not.toBe(dark);
    expect(await ink()).toBe('rgb(31, 35, 40)');
    expect(await page.locator('.filters, #theme, .copy').filter({ visible: true }).count()).toBe(0);
    const closed = page.locator('details.requirement:not([open]) .clause').first();
    expect(await closed.evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThan(10);
  });

  test('has nothing that keeps people out, light and dark, opened', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const { url } of [failing, conformant]) {
        const { page } = await openPage(browser, url, { colorScheme });
        await page.click('[data-action="open"]');
        expect(await seriousAccessibilityFaults(page)).toEqual([]);
        await page.context().close();
      }
    }
  });

  test('can be read whole without its script', async () => {
    const { page } = await openPage(browser, failing.url, { javaScriptEnabled: false });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('button:visible').count()).toBe(0);
    expect(await page.locator(`[id="${BROKEN}"] .sequence-diagram`).isVisible()).toBe(true);
    const id = await page.locator('details.requirement:not([open])').first().getAttribute('id');
    const closed = page.locator(`[id="${id}"]`);
    await closed.locator('summary').click();
    expect(await closed.locator('.clause').isVisible()).toBe(true);
  });

  test('is no wider than a phone', async () => {
    for (const { url } of [failing, conformant]) {
      const { page } = await openPage(browser, url, { viewport: { width: 375, height: 700 } });
      await page.click('[data-action="open"]');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    }
  });

  test('shows hostile texts and obeys none of them', async () => {
    const { page, faults } = await openPage(browser, await pageOf('hostile', [hostileRun(HOSTILE)]));
    expect(faults).toEqual([]);
    expect(await page.title()).toBe('✗ tea: not conformant');
    expect(await page.locator('img, main b b, iframe, main script').count()).toBe(0);
    const text = (await page.textContent('main')) ?? '';
    expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
    expect(text).toContain('</script></style><img src=x onerror=');
    expect(text).toContain('\\u{202e}\\u{1b}[31m');
    expect(await seriousAccessibilityFaults(page)).toEqual([]);
  });

  test('stays small when a megabyte of rubbish came', async () => {
    const rubbish = '<\u0007'.repeat(500_000);
    const url = await pageOf('rubbish', [hostileRun(rubbish)]);
    const { page, faults } = await openPage(browser, url);
    expect((await page.content()).length).toBeLessThan(200_000);
    expect(await page.locator('.got').textContent()).toContain('(1000000 bytes)');
    expect(await page.locator('.bytes').textContent()).toContain('more bytes');
    expect(faults).toEqual([]);
  });

  test('may ask nothing of any network', () => {
    expect(failing.html).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
    expect(failing.html).not.toMatch(/(?:src|href)="(?!#)/);
  });

  test('of a thousand requirements can be searched and opened', async () => {
    const base = hostileRun('x');
    const { page, faults } = await openPage(browser, await pageOf('thousand', [thousand(base)]));
    expect(await page.textContent('output')).toBe('1000 requirements');
    await page.keyboard.press('/');
    await page.keyboard.type('state7/message3');
    expect(await shownIds(page)).toEqual(['tea/State7/Message3']);
    await page.keyboard.press('Escape');
    await page.click('.chips [data-verdict="fail"]');
    expect((await shownIds(page)).length).toBe(50);
    await page.click('[data-action="open"]');
    expect(await page.locator('details.requirement[open]').count()).toBe(50);
    expect(faults).toEqual([]);
  });

  test('of several runs shows each, under a table of all', async () => {
    const url = await pageOf('several', [failing.run, finished()], false);
    const { page, faults } = await openPage(browser, url);
    expect(await page.locator('nav a').allTextContents()).toEqual(['chat-line', 'tea']);
    expect(await page.locator('article.run').count()).toBe(2);
    expect(await page.locator('.partial').count()).toBe(1);
    const ids = await page.$$eval('[id]', (all) => all.map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
