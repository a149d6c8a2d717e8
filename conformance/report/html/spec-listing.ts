import { type Markup, markup } from '../../../diagrams/markup.js';
import { specLine } from './anchor.js';
import type { HtmlRun } from './html-run.js';

/** The spec as it is written, each line with an id, so that requirements can point at theirs. */
export function specMarkup({ spec, report, protocol }: HtmlRun): Markup | undefined {
  if (spec === undefined) return undefined;
  const lines = spec.split(/\r?\n/);
  return markup`<section aria-labelledby="spec-${report.protocol}"><h2 id="spec-${report.protocol}">Spec</h2><details class="spec"><summary><code>${protocol.model.file}</code></summary><pre tabindex="0">${lines.map(
    (line, at) => markup`<span id="${specLine(report.protocol, at + 1)}">${line}\n</span>`,
  )}</pre></details></section>`;
}
