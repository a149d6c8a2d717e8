import { Markup, markup } from '../../../diagrams/markup.js';
import { stateDiagram } from '../../../diagrams/state-diagram.js';
import type { Mark } from '../../../diagrams/svg.js';
import type { Arm, Effect, MessageModel, Model } from '../../../runtime/index.js';
import { linkTo } from './anchor.js';
import { grammarMarkup } from './grammar.js';
import type { HtmlRun } from './html-run.js';

/** How far the run has come: on the session's states, on the messages of both sides, and on what their grammar leaves open. */
export async function coverageMarkup(run: HtmlRun): Promise<Markup> {
  const { report, protocol } = run;
  const marks = marksOf(run);
  const svg = await stateDiagram(protocol.model.session, {
    id: `states-${report.protocol}`,
    title: `States of ${report.protocol}, and what of them was exercised`,
    markOf: (id) => marks.get(id),
  });
  return markup`<section aria-labelledby="coverage-${report.protocol}"><h2 id="coverage-${report.protocol}">Coverage</h2>
<p class="soft">✓ an accepted case ran it, ○ none did, ✗ it is broken.</p>
<div class="frame" tabindex="0" role="group" aria-label="State diagram">${new Markup(svg)}</div>
<h3>Messages</h3>
<div class="frame" tabindex="0" role="group" aria-label="Messages">${messagesTable(protocol.model, marks)}</div>
${grammarMarkup(run)}
${openTable(run)}</section>`;
}

function marksOf({ report }: HtmlRun): ReadonlyMap<string, Mark> {
  const covered = report.coverage.clauses.map(({ id, covered: is }) => [id, is ? 'covered' : 'uncovered'] as const);
  const open = report.coverage.open.map(({ id, seen }) => [id, seen === 'not seen' ? 'uncovered' : 'covered'] as const);
  const failed = report.failures
    .filter(({ known }) => known === undefined)
    .map(({ requirement }) => [requirement, 'failed'] as const);
  return new Map<string, Mark>([...covered, ...open, ...failed]);
}

function messagesTable(model: Model, marks: ReadonlyMap<string, Mark>): Markup {
  const row = (message: MessageModel): Markup => {
    const places = placesOf(model, message).filter((id) => marks.has(id));
    const ran = places.filter((id) => marks.get(id) !== 'uncovered');
    const broken = places.filter((id) => marks.get(id) === 'failed').length;
    const mark: Mark = broken > 0 ? 'failed' : ran.length > 0 ? 'covered' : 'uncovered';
    const verb = message.direction === 'client' ? 'taken' : 'sent';
    const word =
      places.length === 0
        ? 'not judged'
        : ran.length === 0
          ? `never ${verb}`
          : `${verb} in ${ran.length} of ${places.length}${broken === 0 ? '' : `, broken in ${broken}`}`;
    return markup`<tr><th scope="row"><code>${message.id}</code></th><td>${message.direction}</td><td><code>${message.source}</code></td><td class="mark ${mark}">${MARKS[mark]} ${word}</td><td>${places.map((id, at) => [at === 0 ? '' : ', ', markup`<a href="${linkTo(id)}">${id.slice(model.name.length + 1)}</a>${marks.get(id) === 'covered' ? '' : ` ${MARKS[marks.get(id) ?? 'uncovered']}`}`])}</td></tr>\n`;
  };
  return markup`<table><thead><tr><th scope="col">Message</th><th scope="col">From</th><th scope="col">Rule</th><th scope="col">Seen</th><th scope="col">Where</th></tr></thead><tbody>${[...model.messages.client, ...model.messages.server].map(row)}</tbody></table>`;
}

const MARKS: Readonly<Record<Mark, string>> = { covered: '✓', uncovered: '○', failed: '✗' };

/** The clauses that take a client's message, or the branches that send a server's. */
function placesOf({ session }: Model, { id, direction }: MessageModel): readonly string[] {
  const clauses = [session.connect, ...session.states.flatMap((state) => state.clauses)];
  if (direction === 'client')
    return clauses.filter(({ trigger }) => trigger.kind === 'message' && trigger.name === id).map((one) => one.id);
  return [...new Set(clauses.flatMap((clause) => sendersOf(clause.id, clause.body, id)))];
}

function sendersOf(branch: string, body: readonly Effect[], message: string): readonly string[] {
  return body.flatMap((effect) => {
    if (effect.kind === 'send') return effect.message === message ? [branch] : [];
    return effect.kind === 'branch' ? effect.arms.flatMap((arm: Arm) => sendersOf(arm.id, arm.body, message)) : [];
  });
}

/** What the spec leaves to the server, and what it did. */
function openTable({ report }: HtmlRun): Markup | undefined {
  if (report.coverage.open.length === 0) return undefined;
  return markup`<h3>Left to the server</h3><div class="frame" tabindex="0" role="group" aria-label="Left to the server"><table><thead><tr><th scope="col">Choice</th><th scope="col">What was seen</th></tr></thead><tbody>${report.coverage.open.map(
    ({ id, seen }) => markup`<tr><th scope="row"><a href="${linkTo(id)}">${id}</a></th><td>${seen}</td></tr>\n`,
  )}</tbody></table></div>`;
}
