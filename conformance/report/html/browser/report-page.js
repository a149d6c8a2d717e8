// @ts-check
/* What the pages of reports do in a browser. Without it they can be read whole; with it they can be searched. */
(() => {
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(isElement);
  /** @param {unknown} one @returns {one is HTMLElement} */
  function isElement(one) {
    return one instanceof HTMLElement;
  }

  // ---- light and dark: the system's, until somebody chooses

  const theme = document.getElementById('theme');
  if (theme !== null) {
    const root = document.documentElement;
    const isDark = () =>
      root.dataset.theme === undefined
        ? matchMedia('(prefers-color-scheme: dark)').matches
        : root.dataset.theme === 'dark';
    const name = () => {
      theme.textContent = isDark() ? 'Light' : 'Dark';
    };
    theme.hidden = false;
    name();
    theme.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      name();
    });
  }

  // ---- filters

  /**
   * @typedef {{ readonly element: HTMLElement, readonly text: string }} Item
   * @type {{ readonly clear: () => void, readonly owns: (one: Element) => boolean, readonly input: HTMLInputElement }[]}
   */
  const lists = [];

  for (const filters of all('.filters')) {
    const section = filters.parentElement;
    const input = filters.querySelector('input');
    const output = filters.querySelector('output');
    if (section === null || input === null || output === null) continue;
    const chips = all('[data-verdict]', filters);
    const selects = [...filters.querySelectorAll('select')];
    /** @type {Item[]} */
    const items = all('.requirement', section).map((element) => ({
      element,
      text: `${element.id} ${element.querySelector('.clause')?.textContent ?? ''}`.toLowerCase(),
    }));
    const groups = all('.state', section);

    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const verdicts = chips.filter((chip) => chip.ariaPressed === 'true').map((chip) => chip.dataset.verdict);
      let shown = 0;
      for (const { element, text } of items) {
        const fits =
          words.every((word) => text.includes(word)) &&
          (verdicts.length === 0 || verdicts.includes(element.dataset.verdict)) &&
          selects.every(
            ({ value, dataset }) =>
              value === '' || (element.dataset[dataset.filter ?? ''] ?? '').split(' ').includes(value),
          );
        element.hidden = !fits;
        if (fits) shown += 1;
      }
      for (const group of groups) group.hidden = all('.requirement:not([hidden])', group).length === 0;
      output.textContent =
        shown === items.length ? `${shown} requirements` : `${shown} of ${items.length} requirements`;
    };
    const clear = () => {
      input.value = '';
      for (const chip of chips) chip.ariaPressed = 'false';
      for (const select of selects) select.value = '';
      apply();
    };

    input.addEventListener('input', apply);
    for (const select of selects) select.addEventListener('change', apply);
    for (const chip of chips) {
      chip.addEventListener('click', () => {
        chip.ariaPressed = chip.ariaPressed === 'true' ? 'false' : 'true';
        apply();
      });
    }
    for (const button of all('[data-action]', filters)) {
      button.addEventListener('click', () => {
        for (const { element } of items) {
          if (!element.hidden && element instanceof HTMLDetailsElement) element.open = button.dataset.action === 'open';
        }
      });
    }
    lists.push({ clear, input, owns: (one) => section.contains(one) });
    filters.hidden = false;
    apply();
  }

  // ---- the keyboard

  /** @param {number} step */
  const move = (step) => {
    const summaries = all('details.requirement:not([hidden]) > summary').filter(
      (one) => one.closest('[hidden]') === null,
    );
    const active = document.activeElement;
    const at = active instanceof HTMLElement ? summaries.indexOf(active) : -1;
    const next = at < 0 ? (step > 0 ? summaries[0] : undefined) : summaries[at + step];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    return next !== undefined;
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const isTyping = target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && lists[0] !== undefined) {
      event.preventDefault();
      const list = lists.find(({ owns }) => owns(target)) ?? lists[0];
      list.input.focus();
      list.input.select();
    } else if (event.key === 'Escape') {
      const list = lists.find(({ owns }) => owns(target));
      for (const one of list === undefined ? lists : [list]) one.clear();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      // Where arrows mean something already they keep their meaning.
      if (!isTyping && target.matches('select, pre, .frame')) return;
      if (!isTyping && !target.matches('details.requirement > summary')) return;
      if (move(event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault();
    }
  });

  const keys = document.querySelector('.keys');
  if (isElement(keys) && lists.length > 0) keys.hidden = false;

  // ---- links to a requirement, or to a line of the spec

  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    for (const list of lists) if (list.owns(target) && target.closest('[hidden]') !== null) list.clear();
    for (let one = target.closest('details'); one !== null; one = one.parentElement?.closest('details') ?? null)
      one.open = true;
    target.scrollIntoView();
    if (target instanceof HTMLDetailsElement) target.querySelector('summary')?.focus({ preventScroll: true });
  };
  addEventListener('hashchange', open);
  // The browser's own way to the place, which comes before, takes the focus away.
  addEventListener('load', open);
  // A link to where one is already changes nothing that could be heard.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link?.getAttribute('href') === location.hash) open();
  });
  // ---- commands to copy

  for (const button of all('button.copy')) {
    const code = button.parentElement?.querySelector('code');
    if (code === null || code === undefined || navigator.clipboard === undefined) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(code.textContent ?? '').then(
        () => {
          button.textContent = 'Copied';
        },
        () => {
          // Where a page may not write there, the text is at least chosen.
          getSelection()?.selectAllChildren(code);
        },
      );
    });
  }
})();
