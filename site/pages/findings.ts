import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { markup } from '../../diagrams/markup.js';
import { codes } from '../../generator/diagnostics/codes.js';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../../generator/diagnostics/format.js';
import type { Model } from '../../runtime/index.js';
import { fileLink, lineLink, protocolKey } from '../links.js';
import { type Embeds, type FilePage, inlineProse, type Page, PageText } from '../page.js';
import type { Subject } from '../subject.js';

/** What the analysis says of a spec, each with its witness; and what it has proved. */
export function findingsPage({ model, spec }: Subject, root: string, embeds: Embeds): Page {
  const text = new PageText(embeds);
  for (const { kind, at } of model.promises) {
    text.paragraph(
      markup`<strong>Proved:</strong> <code>promise ${kind}</code> (${lineLink(model, at.line)}) holds for every text that anybody can send. ${fileLink('docs/spec-language.md', 'What a promise means')}.`,
    );
  }
  if (spec.diagnostics.length === 0) {
    text.paragraph(
      markup`The analysis finds nothing: every message has one reading, every input in every state has a clause, every state is reached, and no message of the server can be taken for another.`,
    );
  }
  for (const one of spec.diagnostics) {
    text
      .heading(2, titleOf(model, one))
      .paragraph(
        markup`<span class="severity is-${one.severity}">${one.severity}</span> ${fileLink('docs/diagnostics.md', one.code, one.code.toLowerCase())} at ${lineLink(model, one.at.line)}`,
      )
      .paragraph(inlineProse(one.message))
      .html(markup`<pre class="source" tabindex="0"><code>${excerpt(one, spec.text)}</code></pre>`)
      .paragraph(markup`<strong>Hint:</strong> ${inlineProse(one.hint)}`);
  }
  const file = `docs/findings/${model.name}.md`;
  const shown: readonly FilePage[] = existsSync(join(root, file)) ? [{ title: 'Shown on a server', file }] : [];
  return { key: protocolKey(model, 'findings'), title: 'Findings', text: text.toString(), children: shown };
}

/** The code's title, and the messages that the finding is about. */
function titleOf({ messages }: Model, { code, message }: Diagnostic): string {
  const known = new Set([...messages.client, ...messages.server].map(({ id }) => id));
  const named = [...message.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => (known.has(name ?? '') ? [name] : []));
  const names = [...new Set(named)].slice(0, 2);
  return names.length === 0 ? codes[code].title : `${codes[code].title}: ${names.join(' and ')}`;
}

/** The line of the spec with the place underlined, as `parley lint` shows it. */
function excerpt(one: Diagnostic, text: string): string {
  return formatDiagnostics([one], text).split('\n').slice(1, 3).join('\n');
}
