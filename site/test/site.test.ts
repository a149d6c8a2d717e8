import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirementsOf } from '../../conformance/engine/requirements.js';
import { type ProtocolName, protocols } from '../../generated/index.js';
import type { Model } from '../../runtime/index.js';
import {
  openBrowser,
  openPage,
  seriousAccessibilityFaults,
  type WatchedPage,
  withoutBrowser,
} from '../../testing/browser.js';
import { type BuiltSite, builtSite } from './built-site.js';
import { brokenLinks } from './links-of.js';

const names = Object.keys(protocols) as ProtocolName[];

let site: BuiltSite;
let models: readonly Model[];
beforeAll(async () => {
  site = await builtSite();
  models = await Promise.all(names.map(async (name) => (await protocols[name]()).model));
});
afterAll(() => site?.remove());

/** The pages of each kind; one of the protocols stands for all where every page is not looked at. */
const KINDS = [
  'index.html',
  'Guides.html',
  'Guides/Write_a_spec.html',
  'Reference/Diagnostics.html',
  'Protocols.html',
  ...[
    '',
    '/Messages',
    '/Session',
    '/Requirements',
    '/Source_sections',
    '/Examples',
    '/Findings',
    '/Changes',
    '/Spec',
  ].map((page) => `Protocols/chat-private${page}.html`),
  'Protocols/chat-private/Messages/Whisper.html',
  'Protocols/chat-private/Requirements/chat-private/Chatting/Whisper/else.html',
  'Protocols/chat-private/Findings/Shown_on_a_server.html',
  'parley/runtime.html',
  'parley/runtime/Session.html',
  'parley/generated/chat-line.html',
  'parley/generated/chat-line/Whisper.html',
  'parley/server/createServer.html',
];

describe('the pages', () => {
  it('have links that lead somewhere, to places in a page too', () => {
    expect(site.pages.size).toBeGreaterThan(300);
    expect(brokenLinks(site.pages)).toEqual([]);
  });

  it('ask for nothing but what lies beside them', () => {
    for (const [path, html] of site.pages) {
      const asked = [...html.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"/g)];
      const outside = asked.flatMap(([, url = '']) =>
        /^[a-z]+:|^\/\//i.test(url) && !url.startsWith('data:') ? [url] : [],
      );
      expect(outside, path).toEqual([]);
    }
  });

  it('hold no piece that was to be filled in', () => {
    for (const [path, html] of site.pages) expect(html, path).not.toMatch(/data-embed=|href="(?:page|file|api):/);
  });

  it('have every id once', () => {
    for (const [path, html] of site.pages) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(
        ids.filter((id, nth) => ids.indexOf(id) !== nth),
        path,
      ).toEqual([]);
    }
  });
});

describe.skipIf(withoutBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  const messagesOf = ({ name, messages }: Model): readonly (readonly [id: string, path: string])[] =>
    [...messages.client, ...messages.server].map(({ id }) => [id, `Protocols/${name}/Messages/${id}.html`]);

  it('every message has its railroad diagram, in words too, and its texts; nothing is asked for, nothing complains', async () => {
    const { page, faults } = await openPage(browser, site.url('index.html'));
    for (const model of models) {
      for (const [id, path] of messagesOf(model)) {
        await page.goto(site.url(path));
        expect(await page.textContent('h1'), path).toBe(id);
        expect(await page.locator('svg.railroad').isVisible(), path).toBe(true);
        expect(await page.locator('svg.railroad > desc').textContent(), path).toContain(`${id} =`);
        expect(
          await page
            .getByRole('table', { name: `Texts that are ${id}` })
            .locator('tbody tr')
            .count(),
        ).toBeGreaterThan(0);
      }
    }
    expect(faults).toEqual([]);
  });

  it('every state is in its state diagram, which says in words what it shows', async () => {
    const { page, faults } = await openPage(browser, site.url('index.html'));
    for (const { name, session } of models) {
      await page.goto(site.url(`Protocols/${name}/Session.html`));
      const diagram = page.getByRole('img', { name: `State diagram of ${name}` });
      for (const state of session.states) {
        expect(await diagram.locator(`[data-state="${state.name}"]`).isVisible(), `${name} ${state.name}`).toBe(true);
        expect(await diagram.locator('desc').textContent()).toContain(state.name);
      }
      const rows = await page.locator('.table-frame tbody tr').count();
      expect(rows).toBeGreaterThanOrEqual(1 + session.states.flatMap(({ clauses }) => clauses).length);
    }
    expect(faults).toEqual([]);
  });

  it('every example is a sequence diagram', async () => {
    const { page } = await openPage(browser, site.url('index.html'));
    for (const { name, examples } of models) {
      await page.goto(site.url(`Protocols/${name}/Examples.html`));
      expect(await page.locator('svg.sequence-diagram:visible').count(), name).toBe(examples.length);
    }
  });

  describe('the search', () => {
    /** Types into the search field as a person does, and goes to the first thing that is found. */
    async function found(text: string): Promise<{ readonly first: string; readonly page: Page }> {
      const { page } = await openPage(browser, site.url('index.html'));
      await page.waitForFunction('window.searchData !== undefined');
      await page.keyboard.press('/');
      await page.keyboard.type(text);
      // The list is made anew while letters come: the one for all of them marks them all.
      await page.locator('#tsd-search-results mark', { hasText: text }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      const first = await page.locator('#tsd-search-results li[aria-selected="true"]').textContent();
      await Promise.all([page.waitForURL(/\/(?!index\.html)[^/]*$/), page.keyboard.press('Enter')]);
      return { first: first?.trim() ?? '', page };
    }

    it('finds every message by its name', async () => {
      const { page } = await openPage(browser, site.url('index.html'));
      await page.waitForFunction('window.searchData !== undefined');
      await page.keyboard.press('/');
      for (const model of models) {
        for (const [id, path] of messagesOf(model)) {
          await page.fill('#tsd-search-input', id);
          await page.waitForSelector(`#tsd-search-results a[href$="${path}"]`);
        }
      }
    });

    it('finds a message, and goes there by the keyboard', async () => {
      const { page, first } = await found('UserNotFound');
      expect(first).toContain('UserNotFound');
      expect(await page.textContent('h1')).toContain('UserNotFound');
    });

    it('finds a clause by its id', async () => {
      const { page } = await found('chat-line/Chatting/Whisper/else');
      expect(await page.textContent('h1')).toBe('chat-line/Chatting/Whisper/else');
    });

    it('finds a name of the API', async () => {
      const { page } = await found('createFrameDecoder');
      expect(await page.textContent('h1')).toContain('createFrameDecoder');
    });

    it('finds a code of the diagnostics in the page that explains it', async () => {
      const { page } = await openPage(browser, site.url('index.html'));
      await page.waitForFunction('window.searchData !== undefined');
      await page.keyboard.press('/');
      await page.keyboard.type('P519');
      await page.waitForSelector('#tsd-search-results a[href$="Reference/Diagnostics.html"]');
    });
  });

  it('every requirement is in the table, and its page leads back to it', async () => {
    const { page } = await openPage(browser, site.url('index.html'));
    for (const model of models) {
      await page.goto(site.url(`Protocols/${model.name}/Requirements.html`));
      const ids = await page.locator('tbody th a').allTextContents();
      expect(ids).toEqual(requirementsOf(model).map(({ id }) => id));
    }
    await page.locator('tbody th a').last().click();
    const id = await page.textContent('h1');
    await page.getByRole('link', { name: 'all requirements' }).click();
    expect(await page.locator('tr:target th').textContent()).toBe(id);
  });

  describe.each([
    ['light', KINDS],
    ['dark', KINDS.filter((_, nth) => nth % 3 === 0)],
  ] as const)('when it is %s', (colorScheme, kinds) => {
    let watched: WatchedPage;
    beforeAll(async () => {
      watched = await openPage(browser, 'about:blank', { colorScheme });
    });

    it.each(kinds)('%s complains of nothing, and keeps nobody out', async (path) => {
      const { page, faults } = watched;
      const before = faults.length;
      await page.goto(site.url(path));
      await page.waitForSelector('#tsd-nav-container a');
      expect(faults.slice(before)).toEqual([]);
      // The navigation is most of a page, and the same on all.
      const known = path === kinds[0] ? undefined : '#tsd-nav-container';
      expect(await seriousAccessibilityFaults(page, known)).toEqual([]);
    });
  });

  it('a page is as wide as a phone, and what is wider scrolls by itself', async () => {
    const { page } = await openPage(browser, 'about:blank', { viewport: { width: 375, height: 700 } });
    for (const path of KINDS) {
      await page.goto(site.url(path));
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, path).toBeLessThanOrEqual(375);
    }
  });

  it('on paper a page stands alone, dark on white, whatever is chosen for the screen', async () => {
    const { page } = await openPage(browser, site.url('Protocols/chat-line/Session.html'), { colorScheme: 'dark' });
    await page.evaluate('document.documentElement.dataset.theme = "dark"');
    const look = (): Promise<readonly string[]> =>
      page.evaluate(`[...document.querySelectorAll('h1, .table-frame td, .state-diagram text.name')]
        .map((one) => [getComputedStyle(one).color, getComputedStyle(one).fill].join())`);
    const dark = new Set(await look());
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const printed = await look();
    expect(printed.filter((colours) => dark.has(colours))).toEqual([]);
    expect(await page.locator('.col-sidebar, .tsd-page-toolbar').filter({ visible: true }).count()).toBe(0);
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.table-frame')].filter((one) => getComputedStyle(one).overflowX !== 'visible').length`,
    );
    expect(cut).toBe(0);
  });

  it('the keyboard reaches everything that can be used, and comes round', async () => {
    for (const path of [
      'Protocols/chat-line/Session.html',
      'Protocols/chat-line/Messages/Whisper.html',
      'index.html',
    ]) {
      const { page } = await openPage(browser, site.url(path), { viewport: { width: 1280, height: 900 } });
      await page.waitForSelector('#tsd-nav-container a');
      const usable: number = await page.evaluate(MARK_USABLE);
      const reached = new Set<string>();
      for (let press = 0; press < usable + 20; press++) {
        await page.keyboard.press('Tab');
        const number: string | null = await page.evaluate('document.activeElement.getAttribute("data-usable")');
        if (number !== null) reached.add(number);
      }
      expect(usable).toBeGreaterThan(20);
      expect(reached.size, path).toBe(usable);
      await page.context().close();
    }
  });

  it('dark and light are the reader’s choice, and diagrams follow', async () => {
    const { page } = await openPage(browser, site.url('Protocols/chat-line/Session.html'), { colorScheme: 'light' });
    const colour = (): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('.state-diagram text.name')).fill`);
    const light = await colour();
    await page.locator('summary', { hasText: 'Settings' }).click();
    await page.locator('#tsd-theme').selectOption('dark');
    expect(await colour()).not.toBe(light);
  });
});

/** Numbers all that a pointer could use, and tells how much there is. */
const MARK_USABLE = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
  const usable = all.filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
    && one.closest('dialog:not([open])') === null);
  usable.forEach((one, nth) => one.setAttribute('data-usable', String(nth)));
  return usable.length;
})()`;
