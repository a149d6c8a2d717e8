import { type Markup, markup } from '../../../diagrams/markup.js';
import { type ConnectionId, type Protocol, terminatorOf } from '../../../runtime/index.js';
import type { Failure } from '../../engine/events.js';
import type { Owed } from '../../oracle/judgement.js';
import { textOf } from '../cells.js';
import { confirmedText, headline } from '../exchange.js';
import { gotLines, NOTHING_OWED } from '../expectation.js';
import { cellsOfBytes, cellsOfPattern } from '../wire-text.js';
import { anchorOf, linkTo } from './anchor.js';
import { exchangeMarkup } from './exchange-diagram.js';
import type { HtmlRun } from './html-run.js';
import { commandMarkup } from './overview.js';

/** More of a text than this stands in the bytes. */
const TEXT = 600;
/** More of what a process said. */
const MOST_SAID = 4000;
/** More acceptable replies than this are counted. */
const MOST_REPLIES = 24;

/** All that is known of a failure: what happened, what should have, why it may be, and how to see it again. */
export function failureMarkup(failure: Failure, run: HtmlRun): Markup {
  const { protocol } = run;
  const { fault } = failure;
  const nameOf = (connection: ConnectionId): string => failure.scenario.clients[connection] ?? `#${connection}`;
  const script = run.script(failure);
  return markup`<div class="failure"><p class="headline">${headline(fault, nameOf(fault.connection))}</p>
<div class="columns"><div>${exchangeMarkup(failure, protocol, `exchange-${anchorOf(failure.requirement)}`)}</div>
<div><div class="beside"><div class="expected"><h4>Expected</h4>${expected(failure, protocol, nameOf)}</div><div class="got"><h4>Got</h4>${got(failure)}</div></div>
${failure.hint === undefined ? undefined : markup`<p class="hint"><strong>Hint</strong> ${failure.hint}</p>`}
<dl class="facts">${
    fault.clause === failure.requirement
      ? undefined
      : markup`<div><dt>Broken in</dt><dd><a href="${linkTo(fault.clause)}">${fault.clause}</a></dd></div>`
  }<div><dt>Confirmed</dt><dd>${confirmedText(failure)}</dd></div>${
    failure.known === undefined ? undefined : markup`<div><dt>Known</dt><dd>${failure.known}</dd></div>`
  }</dl>
${failure.process === undefined ? undefined : markup`<h4>The server’s process</h4><pre tabindex="0">${failure.process.slice(0, MOST_SAID)}</pre>`}
${commandMarkup('Play it again', run.again(failure))}
${script === undefined ? undefined : commandMarkup('As a program', script)}</div></div></div>`;
}

function expected({ fault }: Failure, { model }: Protocol, nameOf: (connection: ConnectionId) => string): Markup {
  if (fault.acceptable.length === 0) return markup`<p>${NOTHING_OWED[fault.kind]}</p>`;
  const terminator = terminatorOf(model.framing.server);
  const several = new Set(fault.acceptable.map(({ clause }) => clause)).size > 1;
  const replies = fault.acceptable.map((owed) =>
    reply(owed, terminator, {
      clause: several,
      ...(owed.connection === fault.connection ? {} : { at: nameOf(owed.connection) }),
    }),
  );
  const distinct = [...new Map(replies.map((one) => [one.text, one])).values()];
  const more = distinct.length - MOST_REPLIES;
  return markup`<ul>${distinct.slice(0, MOST_REPLIES)}</ul>${more > 0 ? markup`<p class="soft">… and ${more} more</p>` : undefined}`;
}

function reply(
  { text, clause }: Owed,
  terminator: string,
  says: { readonly clause: boolean; readonly at?: string },
): Markup {
  const what =
    text === undefined
      ? markup`the end of the connection`
      : markup`<code>${textOf(cellsOfPattern([...text, terminator], TEXT))}</code>`;
  return markup`<li>${what}${says.at === undefined ? undefined : ` at ${says.at}`}${
    says.clause ? markup` <span class="soft">by <a href="${linkTo(clause)}">${clause}</a></span>` : undefined
  }</li>`;
}

function got(failure: Failure): Markup {
  const { fault } = failure;
  if (fault.got.length > 0) return markup`<p><code>${textOf(cellsOfBytes(fault.got, TEXT))}</code></p>`;
  return markup`<p>${gotLines(failure).join(' ')}</p>`;
}
