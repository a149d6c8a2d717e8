import { type Markup, markup } from '../../diagrams/markup.js';
import type { ExitStatus } from '../engine/events.js';
import { anchorOf } from '../report/html/anchor.js';
import { page } from '../report/html/page.js';
import {
  STATUS_CLASSES,
  STATUS_HEADLINES,
  STATUS_SIGNS,
  VERDICT_ORDER,
  VERDICT_SIGNS,
  verdictBadge,
} from '../report/html/verdict.js';
import { COUNTED } from '../report/summary.js';
import {
  countOf,
  type MatrixCell,
  type MatrixEntry,
  type MatrixRow,
  type MatrixTable,
  statusOf,
  troubleOf,
} from './matrix.js';

export interface MatrixPageOptions {
  readonly status: ExitStatus;
  /** Nothing stopped it before its end. */
  readonly isWhole: boolean;
  readonly seed: number;
  readonly runs: number;
  /** The tool and its version. */
  readonly tool: string;
}

/** The matrix as one page: for each protocol its implementations, then requirements down and implementations across. */
export function matrixHtml(tables: readonly MatrixTable[], options: MatrixPageOptions): string {
  const { status, isWhole, seed, runs, tool } = options;
  const entries = tables.flatMap((table) => table.entries);
  const good = entries.filter((entry) => statusOf(entry) === 0).length;
  return page({
    title: `${STATUS_SIGNS[status]} ${good} of ${entries.length} conformant`,
    heading: 'conformance matrix',
    body: [
      markup`<section class="hero ${STATUS_CLASSES[status]}" aria-labelledby="verdict"><h1 id="verdict"><span aria-hidden="true">${STATUS_SIGNS[status]}</span> ${good} of ${entries.length} conformant</h1>
<p>Seed <code>${seed}</code>, ${runs} generated cases each.</p>${
        isWhole
          ? undefined
          : markup`<p class="partial" role="note"><strong>This matrix is partial:</strong> not everything that was asked for could be judged.</p>`
      }</section>`,
      tables.map(tableMarkup),
      markup`<footer class="soft small"><p>${tool}, Node ${process.version}, ${process.platform} ${process.arch}. <span class="keys" hidden><kbd>/</kbd> search, <kbd>Esc</kbd> clear.</span></p></footer>`,
    ],
  });
}

function tableMarkup({ protocol, entries, rows }: MatrixTable): Markup {
  return markup`<article class="run" id="${protocol}"><h2>${protocol}</h2>
<div class="frame" tabindex="0" role="group" aria-label="Implementations of ${protocol}"><table><thead><tr><th scope="col">Implementation</th><th scope="col">Verdict</th><th scope="col">Passed</th><th scope="col">Failed</th><th scope="col">Time</th></tr></thead><tbody>${entries.map(
    (entry) => summaryRow(entry, rows.length),
  )}</tbody></table></div>
<section aria-label="Requirements of ${protocol}">${filters(protocol, rows)}
<div class="frame matrix" tabindex="0" role="group" aria-label="Matrix of ${protocol}"><table><thead><tr><th scope="col">Requirement</th><th scope="col">Level</th>${entries.map(
    (entry) => markup`<th scope="col">${nameMarkup(entry)}</th>`,
  )}</tr></thead><tbody class="state">${rows.map((row) => rowMarkup(row, entries, protocol))}</tbody></table></div></section></article>`;
}

function nameMarkup({ name, link }: MatrixEntry): Markup {
  return link === undefined ? markup`${name}` : markup`<a href="${link}">${name}</a>`;
}

function summaryRow(entry: MatrixEntry, requirements: number): Markup {
  const status = statusOf(entry);
  const why = troubleOf(entry);
  return markup`<tr><th scope="row">${nameMarkup(entry)}</th><td><span class="verdict ${STATUS_CLASSES[status]}"><span aria-hidden="true">${STATUS_SIGNS[status]}</span> ${STATUS_HEADLINES[status].toLowerCase()}</span>${
    why === undefined ? undefined : markup` <span class="soft">${why}</span>`
  }</td><td class="count">${countOf(entry, 'pass')} of ${requirements}</td><td>${countOf(entry, 'fail')}</td><td>${
    entry.report === undefined ? undefined : `${(entry.report.ms / 1000).toFixed(1)} s`
  }</td></tr>\n`;
}

/** The worst that any of them has. */
function worstOf({ cells }: MatrixRow): string {
  return VERDICT_ORDER.find((kind) => cells.some((cell) => cell?.kind === kind)) ?? 'skipped';
}

function filters(protocol: string, rows: readonly MatrixRow[]): Markup {
  const worst = rows.map(worstOf);
  return markup`<div class="filters" role="search" aria-label="Requirements of ${protocol}" hidden>
<label class="search"><span class="hidden">Search requirements</span><input type="search" placeholder="Search  ( / )" autocomplete="off" spellcheck="false"></label>
<div class="chips" role="group" aria-label="The worst verdict of a row">${VERDICT_ORDER.filter((kind) =>
    worst.includes(kind),
  ).map(
    (kind) =>
      markup`<button type="button" aria-pressed="false" data-verdict="${kind}">${verdictBadge(kind)} ${worst.filter((one) => one === kind).length}</button>`,
  )}</div><output aria-live="polite"></output></div>`;
}

function rowMarkup(row: MatrixRow, entries: readonly MatrixEntry[], protocol: string): Markup {
  const { id, level, kind } = row.requirement;
  return markup`<tr class="requirement" id="${anchorOf(id)}" data-verdict="${worstOf(row)}"><th scope="row"><code>${id.slice(protocol.length + 1)}</code></th><td class="level">${
    kind === 'open' ? 'OPEN' : level.toUpperCase()
  }</td>${row.cells.map((cell, at) => markup`<td>${cell === undefined ? undefined : cellMarkup(cell, id, entries[at])}</td>`)}</tr>\n`;
}

function cellMarkup({ kind, reason }: MatrixCell, id: string, entry: MatrixEntry | undefined): Markup {
  const sign = markup`<span class="verdict ${kind}"${
    reason === undefined ? undefined : markup` title="${reason}"`
  }><span class="sign" aria-hidden="true">${VERDICT_SIGNS[kind]}</span><span class="${kind === 'pass' ? 'hidden' : 'word'}"> ${COUNTED[kind]}</span></span>`;
  return entry?.link === undefined
    ? sign
    : markup`<a class="cell" href="${entry.link}#${encodeURI(anchorOf(id))}">${sign}</a>`;
}
