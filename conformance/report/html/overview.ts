import { type Markup, markup } from '../../../diagrams/markup.js';
import type { Failure, Report, VerdictKind } from '../../engine/events.js';
import { headline } from '../exchange.js';
import { shellQuoted } from '../shell.js';
import { COUNTED, coverageText, grammarText, STATUS_WORDS } from '../summary.js';
import { linkTo } from './anchor.js';
import type { HtmlRun } from './html-run.js';
import {
  STATUS_CLASSES,
  STATUS_HEADLINES,
  STATUS_SIGNS,
  VERDICT_ORDER,
  VERDICT_SIGNS,
  verdictBadge,
} from './verdict.js';

/** The verdict and the counts at a glance, and what is broken, each a link. */
export function overviewMarkup(run: HtmlRun): Markup {
  const { report } = run;
  // What stopped the run is said once, by what says that the report is partial.
  const isSaid = report.halted !== undefined && report.summary.includes(report.halted);
  const summary = isSaid || Object.values(STATUS_WORDS).includes(report.summary) ? undefined : report.summary;
  return markup`<section class="hero ${STATUS_CLASSES[report.status]}" aria-labelledby="verdict-${report.protocol}">
<p class="what"><code>${report.protocol}</code> at <code>${report.target}</code></p>
<h1 id="verdict-${report.protocol}"><span aria-hidden="true">${STATUS_SIGNS[report.status]}</span> ${STATUS_HEADLINES[report.status]}</h1>
${summary === undefined ? undefined : markup`<p>${sentence(summary)}</p>`}
${report.halted === undefined ? undefined : markup`<p class="partial" role="note"><strong>This report is partial:</strong> ${report.halted}. What is blocked below was not judged.</p>`}
${bar(report)}
<ul class="counts">${countsOf(report).map(({ kind, count }) => markup`<li>${verdictBadge(kind)} <b>${count}</b></li>`)}<li>of <b>${report.verdicts.length}</b> requirements</li></ul>
</section>
${failureIndex(report.failures, run)}
${staleMarkup(report)}
${facts(run)}`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function countsOf({ verdicts }: Report): readonly { readonly kind: VerdictKind; readonly count: number }[] {
  return VERDICT_ORDER.map((kind) => ({ kind, count: verdicts.filter((one) => one.kind === kind).length })).filter(
    ({ count }) => count > 0,
  );
}

/** The counts as one bar. It says nothing that the list below it does not. */
function bar(report: Report): Markup {
  const whole = Math.max(1, report.verdicts.length);
  let x = 0;
  const pieces = countsOf(report).map(({ kind, count }) => {
    const width = (1000 * count) / whole;
    const piece = markup`<rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"/>`;
    x += width;
    return piece;
  });
  return markup`<svg class="countbar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}

function failureIndex(failures: readonly Failure[], { report }: HtmlRun): Markup | undefined {
  if (failures.length === 0) return undefined;
  const kinds = new Map(report.verdicts.map((verdict) => [verdict.requirement, verdict.kind]));
  return markup`<section aria-labelledby="broken-${report.protocol}"><h2 id="broken-${report.protocol}">What is broken</h2><ol class="index">${failures.map(
    (failure) => {
      const kind = kinds.get(failure.requirement) ?? 'fail';
      const name = failure.scenario.clients[failure.fault.connection] ?? `#${failure.fault.connection}`;
      return markup`<li><span class="verdict ${kind}"><span class="sign" aria-hidden="true">${VERDICT_SIGNS[kind]}</span><span class="hidden"> ${COUNTED[kind]}</span></span> <a href="${linkTo(failure.requirement)}">${failure.requirement}</a> <span class="soft">${headline(failure.fault, name)}</span></li>`;
    },
  )}</ol></section>`;
}

function staleMarkup({ stale, protocol }: Report): Markup | undefined {
  if (stale.length === 0) return undefined;
  return markup`<section aria-labelledby="stale-${protocol}"><h2 id="stale-${protocol}">Known failures that are out of date</h2><ul>${stale.map(
    ({ requirement, kind, reason, why }) => markup`<li><code>${requirement}</code> (${kind}: ${reason}): ${why}</li>`,
  )}</ul></section>`;
}

function casesText({ cases, casesBlocked, casesLeftOut }: Report): string {
  const blocked = casesBlocked === 0 ? [] : [`${casesBlocked} blocked`];
  const leftOut = casesLeftOut === 0 ? [] : [`${casesLeftOut} generated ones left out, since the server is slow`];
  return [`${cases} run`, ...blocked, ...leftOut].join(', ');
}

function facts({ report, command, activity, protocol }: HtmlRun): Markup {
  const { order } = report;
  const rows: readonly (readonly [string, Markup | string | undefined])[] = [
    [
      'Coverage',
      `${coverageText(report.coverage)} of clauses and guard sides, ${grammarText(report.coverage)} of the grammar’s alternatives`,
    ],
    [
      'Order',
      order === undefined
        ? 'no two clients acted at the same time'
        : `${order.promised} is promised, ${order.strongest === order.promised ? 'and kept' : `${order.strongest} was seen`}, in ${order.cases} concurrent ${order.cases === 1 ? 'case' : 'cases'}`,
    ],
    ['Cases', casesText(report)],
    ...(report.remark === undefined ? [] : [['Remark', report.remark] as const]),
    [
      'Took',
      `${(report.ms / 1000).toFixed(1)} s, from ${activity.started.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    ],
    ['Server', markup`<code>${report.target}</code>`],
    ['Spec', markup`<code>${protocol.model.file}</code>`],
    ['Seed', markup`<code>${report.seed}</code>, ${report.runs} generated cases`],
  ];
  return markup`<section aria-labelledby="facts-${report.protocol}"><h2 id="facts-${report.protocol}">The run</h2><dl class="facts">${rows.map(
    ([term, text]) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
  )}</dl>
${commandMarkup('Again', command)}
${families(activity)}</section>`;
}

/** A command to be copied. */
export function commandMarkup(label: string, words: readonly string[]): Markup {
  return markup`<div class="command"><span>${label}</span><pre tabindex="0"><code>${words.map(shellQuoted).join(' ')}</code></pre><button type="button" class="copy" hidden>Copy</button></div>`;
}

function families({ all }: HtmlRun['activity']): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`<details><summary>Families of cases and how long they took</summary><table><thead><tr><th scope="col">Family</th><th scope="col">Cases</th><th scope="col">Time</th></tr></thead><tbody>${all.map(
    ({ name, cases, ms }) =>
      markup`<tr><th scope="row">${name}</th><td>${cases}</td><td>${(ms / 1000).toFixed(2)} s</td></tr>`,
  )}</tbody></table></details>`;
}
