import type { ExitStatus, Failure, Verdict } from '../engine/events.js';
import type { Fault, Owed } from '../oracle/judgement.js';
import type { Trace, TraceEntry } from '../oracle/trace.js';
import { type FinishedRun, requirementsById, worstStatus } from './run.js';
import { jsonScenario } from './scenario-json.js';
import { jsonBytes, jsonPattern } from './wire-json.js';

/** The version of `docs/report.schema.json` that reports are written in. */
export const REPORT_VERSION = 1;

/**
 * Reports for programs: all that the runs say, in the form of `docs/report.schema.json`, keys in a fixed order.
 * `status` is that of the runs together, unless some could not even be begun.
 */
export function reportJson(
  runs: readonly FinishedRun[],
  status: ExitStatus = worstStatus(runs.map(({ report }) => report.status)),
): string {
  const document = {
    schema: 'parley-report',
    version: REPORT_VERSION,
    status,
    reports: runs.map(jsonReport),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function jsonReport(run: FinishedRun) {
  const { report } = run;
  return {
    protocol: report.protocol,
    target: report.target,
    seed: report.seed,
    runs: report.runs,
    status: report.status,
    summary: report.summary,
    ...given('halted', report.halted),
    cases: report.cases,
    casesBlocked: report.casesBlocked,
    casesLeftOut: report.casesLeftOut,
    ms: report.ms,
    requirements: jsonRequirements(run),
    coverage: {
      clauses: report.coverage.clauses.map(({ id, covered }) => ({ id, covered })),
      open: report.coverage.open.map(({ id, seen }) => ({ id, seen })),
      grammar: report.coverage.grammar.map(({ definition, part, way, covered }) => ({
        definition,
        part,
        way,
        covered,
      })),
    },
    stale: report.stale.map(({ requirement, kind, reason, why }) => ({ requirement, kind, reason, why })),
    ...given('order', report.order),
    ...given('remark', report.remark),
    failures: report.failures.map((failure) => jsonFailure(failure, run.replays.get(failure))),
  };
}

/** Verdicts with what they are about, so that nobody needs the spec to read them. */
function jsonRequirements({ protocol, report }: FinishedRun) {
  const requirements = requirementsById(protocol);
  return report.verdicts.map((verdict: Verdict) => {
    const requirement = requirements.get(verdict.requirement);
    return {
      id: verdict.requirement,
      verdict: verdict.kind,
      ...given('reason', verdict.reason),
      cases: verdict.cases,
      ms: verdict.ms,
      ...given('level', requirement?.level),
      ...given('kind', requirement?.kind),
      ...given('text', requirement?.text),
      ...given('place', requirement?.place),
      ...given('source', requirement?.source),
    };
  });
}

function jsonFailure(failure: Failure, replay: string | undefined) {
  return {
    requirement: failure.requirement,
    level: failure.level,
    found: failure.found,
    confirmed: { failed: failure.confirmed.failed, tries: failure.confirmed.tries },
    ...given('since', failure.since),
    ...given('interrupted', failure.interrupted),
    ...given('known', failure.known),
    ...given('waitedMs', failure.waitedMs),
    ...given('process', failure.process),
    ...given('hint', failure.hint),
    ...given('replay', replay),
    fault: jsonFault(failure.fault),
    scenario: jsonScenario(failure.scenario),
    ...jsonTrace(failure.trace, failure.times),
  };
}

/** A long trace is told from both of its ends: what filled a buffer in between is thousands of lines. */
const TRACE_ENDS = 500;

function jsonTrace(trace: Trace, times: readonly number[] | undefined) {
  const entries = trace.map((entry, at) => ({ entry, ms: times?.[at] }));
  const leftOut = Math.max(0, trace.length - 2 * TRACE_ENDS);
  const kept = leftOut === 0 ? entries : [...entries.slice(0, TRACE_ENDS), ...entries.slice(-TRACE_ENDS)];
  return {
    trace: kept.map(({ entry, ms }) => ({ ...jsonEntry(entry), ...given('ms', ms) })),
    ...(leftOut === 0 ? {} : { traceLeftOut: leftOut }),
  };
}

function jsonFault(fault: Fault) {
  return {
    kind: fault.kind,
    connection: fault.connection,
    offset: fault.offset,
    clause: fault.clause,
    acceptable: fault.acceptable.map(jsonOwed),
    got: jsonBytes(fault.got),
    entry: fault.entry,
  };
}

/** `text` is null for the end of the connection. */
function jsonOwed({ connection, text, clause, source }: Owed) {
  return { connection, text: text === undefined ? null : jsonPattern(text), clause, source };
}

function jsonEntry(entry: TraceEntry) {
  const { kind, connection } = entry;
  switch (entry.kind) {
    case 'write':
    case 'read':
      return { kind, connection, bytes: jsonBytes(entry.bytes) };
    case 'end':
      return { kind, connection, how: entry.how };
    case 'connect':
    case 'halfClose':
    case 'close':
    case 'reset':
    case 'stall':
    case 'patience':
      return { kind, connection };
  }
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
