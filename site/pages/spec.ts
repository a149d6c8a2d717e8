import { markup } from '../../diagrams/markup.js';
import { protocolKey } from '../links.js';
import { type Embeds, type Page, PageText } from '../page.js';
import type { Subject } from '../subject.js';

/** The spec itself, each line with an id that links lead to. */
export function specPage({ model, spec }: Subject, embeds: Embeds): Page {
  const rows = spec.text
    .trimEnd()
    .split(/\r?\n/)
    .map((line, nth) => markup`<span id="L${nth + 1}"><span class="number">${nth + 1}</span> ${line}</span>&#10;`);
  const text = new PageText(embeds)
    .paragraph(markup`<code>${model.file}</code>: all that these pages are made from.`)
    .html(markup`<pre class="source spec" tabindex="0" aria-label="${model.file}"><code>${rows}</code></pre>`);
  return { key: protocolKey(model, 'spec'), title: 'Spec', text: text.toString(), children: [] };
}
