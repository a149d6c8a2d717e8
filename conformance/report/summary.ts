import type { Coverage, ExitStatus, Report, Verdict, VerdictKind } from '../engine/events.js';
import { NOT_SELECTED } from '../engine/tally.js';
import type { WaySeen } from '../grammar/grammar-tally.js';
import { cellsOfProse, widthOf, wrappedProse } from './cells.js';
import type { Colours } from './colour.js';
import { CONTENT_WIDTH, labelled, REPORT_WIDTH } from './labelled.js';

/** What verdicts are called. */
export const COUNTED: Readonly<Record<VerdictKind, string>> = {
  pass: 'passed',
  fail: 'failed',
  known: 'known to fail',
  warn: 'warned',
  info: 'info',
  inconclusive: 'inconclusive',
  blocked: 'blocked',
  skipped: 'skipped',
};

/** A status in the words that reports use. */
export const STATUS_WORDS: Readonly<Record<ExitStatus, string>> = {
  0: 'conformant',
  1: 'NOT CONFORMANT',
  2: 'wrong use',
  3: 'NOT JUDGED',
};

/** The verdict on a protocol, the counts, and what was covered. `single`: one case was played again. */
export function summaryLines(report: Report, colours: Colours, single: boolean): readonly string[] {
  const { seed, ms, summary, verdicts } = report;
  const said = Object.values(STATUS_WORDS).includes(summary) ? [] : wrappedProse(summary, REPORT_WIDTH - 2);
  const run = single ? 'one case played again' : casesText(report);
  const rest = labelled('seed', [`${seed} (${run}, ${(ms / 1000).toFixed(1)} s)`]);
  const head = [...verdictLines(report, colours, single), ...said.map((line) => `  ${line}`)];
  // Of one case, or where not even one came to an end, the lists would only say that there is nothing to say.
  if (single || !verdicts.some(({ kind }) => TELLING.has(kind))) return [...head, ...rest];
  return [
    ...head,
    ...labelled('verdicts', wrappedProse(countsText(verdicts), CONTENT_WIDTH)),
    ...coverageLines(report),
    ...labelled('order', orderLines(report)),
    ...labelled('remark', report.remark === undefined ? [] : wrappedProse(report.remark, CONTENT_WIDTH)),
    ...rest,
    ...staleLines(report),
    ...reasonLines(verdicts.filter((verdict) => !isOpen(verdict, report.coverage))),
  ];
}

function casesText({ cases, casesBlocked, casesLeftOut, runs }: Report): string {
  const blocked = casesBlocked === 0 ? '' : `, ${casesBlocked} blocked`;
  const generated = casesLeftOut === 0 ? `${runs}` : `${runs - casesLeftOut} of ${runs}`;
  return `${cases} ${cases === 1 ? 'case' : 'cases'}${blocked}, ${generated} generated`;
}

/** Verdicts that only a case that was judged can give. */
const TELLING: ReadonlySet<VerdictKind> = new Set(['pass', 'fail', 'warn', 'inconclusive', 'skipped']);

function verdictLines({ protocol, target, status }: Report, colours: Colours, single: boolean): readonly string[] {
  const who = wrappedProse(`${protocol} at ${target}:`, REPORT_WIDTH);
  const last = who[who.length - 1] ?? '';
  const words = single && status === 0 ? 'the case passes' : STATUS_WORDS[status];
  const fits = widthOf(cellsOfProse(last)) + 1 + words.length <= REPORT_WIDTH;
  const bold = who.map((line) => colours.bold(line));
  const verdict = colouredStatus(status, colours, words);
  return fits ? [...bold.slice(0, -1), `${colours.bold(last)} ${verdict}`] : [...bold, `  ${verdict}`];
}

/** A status, or other words for it, in its colour. */
export function colouredStatus(status: ExitStatus, colours: Colours, words: string = STATUS_WORDS[status]): string {
  const colour = status === 0 ? colours.green : status === 1 ? colours.red : colours.yellow;
  return colour(words);
}

function countsText(verdicts: readonly Verdict[]): string {
  const counts = Object.entries(COUNTED).map(([kind, word]) => ({
    word,
    count: verdicts.filter((verdict) => verdict.kind === kind).length,
  }));
  const said = counts.filter(({ word, count }) => count > 0 || word === 'passed' || word === 'failed');
  return `${said.map(({ word, count }) => `${count} ${word}`).join(', ')} of ${verdicts.length} requirements`;
}

/** `31/31 (100 %)`; never 100 % while one is left out. */
export function coverageText({ clauses }: Pick<Coverage, 'clauses'>): string {
  return partText(clauses);
}

/** The same of what the grammar leaves open. */
export function grammarText({ grammar }: Pick<Coverage, 'grammar'>): string {
  return partText(grammar);
}

function partText(all: readonly { readonly covered: boolean }[]): string {
  const covered = all.filter((one) => one.covered).length;
  return `${covered}/${all.length} (${all.length === 0 ? 0 : Math.floor((100 * covered) / all.length)} %)`;
}

/** Those ways of the grammar that nothing went, a line for each definition. */
function missedWays(grammar: readonly WaySeen[]): readonly string[] {
  const missed = grammar.filter(({ covered }) => !covered);
  return [...new Set(missed.map(({ definition }) => definition))].map((name) => {
    const own = missed.filter(({ definition }) => definition === name);
    // A message that never came has shown nothing of its form either.
    const never = own.find(({ way }) => way === 'taken' || way === 'sent');
    if (never !== undefined) return `${name}: never ${never.way}`;
    const several = new Set(grammar.filter(({ definition }) => definition === name).map(({ part }) => part)).size > 1;
    return `${name}: ${own.map(({ part, way }) => (several ? `${part} ${way}` : way)).join('; ')}`;
  });
}

function coverageLines({ coverage, verdicts }: Report): readonly string[] {
  // What was blocked is listed with its reason.
  const blocked = new Set(verdicts.flatMap(({ kind, requirement }) => (kind === 'blocked' ? [requirement] : [])));
  const missed = coverage.clauses.filter(({ id, covered }) => !covered && !blocked.has(id));
  return [
    ...labelled('covered', [
      `clauses and guard sides ${coverageText(coverage)}`,
      ...(coverage.grammar.length === 0 ? [] : [`alternatives of the grammar ${grammarText(coverage)}`]),
    ]),
    ...labelled(
      'not covered',
      [...missed.map(({ id }) => id), ...missedWays(coverage.grammar)].flatMap((text) => indented(text)),
    ),
    ...labelled(
      'left open',
      coverage.open.flatMap(({ id, seen }) => indented(`${id}: ${seen}`)),
    ),
  ];
}

/** Nothing where no order could be seen. */
function orderLines({ order }: Report): readonly string[] {
  if (order === undefined) return [];
  const { promised, strongest, cases } = order;
  const more = promised === strongest ? 'and kept' : `${strongest} was seen`;
  const text = `${promised} is promised${promised === strongest ? ' ' : ', '}${more} in ${cases} ${cases === 1 ? 'case' : 'cases'} with several clients at once`;
  return wrappedProse(text, CONTENT_WIDTH);
}

function staleLines({ stale }: Report): readonly string[] {
  return labelled(
    'out of date',
    stale.flatMap(({ requirement, kind, why }) => indented(`${requirement} ${kind} is listed as known: ${why}`)),
  );
}

/** What is left open is listed with what was seen of it. */
function isOpen(verdict: Verdict, { open }: Coverage): boolean {
  return open.some(({ id }) => id === verdict.requirement);
}

/** Verdicts that no exchange explains, those of one kind and reason together. */
function reasonLines(verdicts: readonly Verdict[]): readonly string[] {
  const kinds: readonly VerdictKind[] = ['info', 'inconclusive', 'blocked', 'skipped'];
  return kinds.flatMap((kind) => {
    // What was not asked for is counted, and needs no list.
    const of = verdicts.filter((verdict) => verdict.kind === kind && verdict.reason !== NOT_SELECTED);
    const reasons = [...new Set(of.map((verdict) => verdict.reason ?? 'no reason given'))];
    const lines = reasons.flatMap((reason) => {
      const ids = of
        .filter((verdict) => (verdict.reason ?? 'no reason given') === reason)
        .map((verdict) => verdict.requirement);
      return ids.length === 1
        ? indented(`${ids[0]}: ${reason}`)
        : [...wrappedProse(`${reason}:`, CONTENT_WIDTH), ...ids.flatMap((id) => indented(id, '  '))];
    });
    return labelled(COUNTED[kind], lines);
  });
}

function indented(text: string, first = ''): readonly string[] {
  return wrappedProse(text, CONTENT_WIDTH - 2).map((line, at) => (at === 0 ? first : '  ') + line);
}
