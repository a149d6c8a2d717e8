import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { protocol as chatLine } from '../../../generated/chat-line/index.js';
import type { Protocol } from '../../../runtime/index.js';
import { conform } from '../../engine/conform.js';
import type { Failure, RunEvent } from '../../engine/events.js';
import { HtmlReport } from '../../report/html/index.js';
import type { FinishedRun } from '../../report/run.js';
import { startServer } from '../servers/chat-line.js';
import type { FaultName } from '../servers/chat-line-faults.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-html-'));

export function newReport(): HtmlReport {
  return new HtmlReport({
    tool: 'Parley 1.2.3',
    specOf: () => 'protocol tea\n\n/// <b>not bold</b>\n'.repeat(30),
    again: ({ report }, failure) => [
      'parley',
      'conform',
      report.target,
      ...(failure === undefined ? ['--seed', String(report.seed)] : ['--replay', 'it is.json']),
    ],
  });
}

/** Writes a page where a browser can open it. */
export function written(name: string, html: string): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

/** The page of runs that nobody has heard. */
export async function pageOf(name: string, runs: readonly FinishedRun[], isWhole = true): Promise<string> {
  return written(name, await newReport().html(runs, runs[0]?.report.status ?? 3, isWhole));
}

export interface RealPage {
  readonly url: string;
  readonly html: string;
  readonly run: FinishedRun;
}

/** A real run against a real server, and its page. `stopAfter`: it is interrupted after so many cases. */
export async function realPage(
  name: string,
  fault?: FaultName,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<RealPage> {
  const server = await startServer({ port: 0, ...(fault === undefined ? {} : { fault }) });
  const html = newReport();
  const stop = new AbortController();
  let cases = 0;
  const hear = (event: RunEvent): void => {
    html.hear(chatLine, event);
    if (event.kind === 'case-end') cases += 1;
    if (cases >= stopAfter) stop.abort();
  };
  try {
    const report = await conform({
      protocol: chatLine,
      target: { host: server.host, port: server.port },
      seed: 1,
      runs: 5,
      signal: stop.signal,
      emit: hear,
    });
    const run: FinishedRun = { protocol: chatLine, report, replays: new Map() };
    const text = await html.html([run], report.status, report.halted === undefined);
    return { url: written(name, text), html: text, run };
  } finally {
    await server.close();
  }
}

/** A protocol with a thousand requirements, and what a run could say of them. */
export function thousand(base: FinishedRun): FinishedRun {
  const { protocol } = base;
  const [state] = protocol.model.session.states;
  const [clause] = state?.clauses ?? [];
  if (state === undefined || clause === undefined) throw new Error('there is nothing to make more of');
  const states = Array.from({ length: 40 }, (_, s) => ({
    ...state,
    name: `State${s}`,
    clauses: Array.from({ length: 25 }, (_, c) => ({
      ...clause,
      id: `tea/State${s}/${c === 24 ? 'disconnect' : `Message${c}`}`,
      trigger: c === 24 ? ({ kind: 'disconnect' } as const) : clause.trigger,
    })),
  }));
  const many: Protocol = { ...protocol, model: { ...protocol.model, session: { ...protocol.model.session, states } } };
  const ids = states.flatMap(({ clauses }) => clauses.map(({ id }) => id));
  const example = base.report.failures[0];
  const failures: readonly Failure[] =
    example === undefined
      ? []
      : ids.filter((_, at) => at % 20 === 0).map((requirement) => ({ ...example, requirement }));
  const failed = new Set(failures.map(({ requirement }) => requirement));
  const verdicts = ids.map((requirement) => ({
    requirement,
    kind: failed.has(requirement) ? ('fail' as const) : ('pass' as const),
    cases: 3,
    ms: 12,
  }));
  const clauses = ids.map((id) => ({ id, covered: true }));
  return {
    ...base,
    protocol: many,
    report: { ...base.report, verdicts, failures, coverage: { clauses, open: [], grammar: [] } },
  };
}
