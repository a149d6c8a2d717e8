import type { Failure, Verdict } from '../engine/events.js';
import { headlineOf } from './exchange.js';
import { plainExchange } from './plain-exchange.js';
import { type FinishedRun, requirementsById } from './run.js';

/** What the report says beside the verdicts. */
export interface TapOptions {
  /** The words of the command that shows a failure again. */
  again(run: FinishedRun, failure: Failure): readonly string[];
}

/** Runs as TAP 14 (testanything.org): a point for each requirement. A known failure is a TODO. */
export function tapText(runs: readonly FinishedRun[], { again }: TapOptions): string {
  const points = runs.flatMap((run) => [
    ...run.report.verdicts.map((verdict) => ({ run, verdict })),
    ...run.report.stale.map((stale) => ({ run, stale })),
  ]);
  const lines = ['TAP version 14', `1..${points.length}`];
  points.forEach((point, at) => {
    if ('stale' in point) {
      const { requirement, kind, reason, why } = point.stale;
      lines.push(`not ok ${at + 1} - ${escaped(`known failure ${requirement} ${kind}`)}`);
      lines.push(...yaml({ message: why, reason }));
      return;
    }
    const { run, verdict } = point;
    lines.push(
      `${isOk(run, verdict) ? 'ok' : 'not ok'} ${at + 1} - ${escaped(verdict.requirement)}${directive(verdict, run)}`,
    );
    const failure = run.report.failures.find((one) => one.requirement === verdict.requirement);
    if (verdict.kind === 'pass' || (isOk(run, verdict) && failure === undefined)) return;
    const requirement = requirementsById(run.protocol).get(verdict.requirement);
    lines.push(
      ...yaml({
        message: failure === undefined ? verdict.reason : headlineOf(failure),
        severity: verdict.kind,
        at: requirement?.place,
        duration_ms: verdict.ms,
        exchange:
          failure === undefined
            ? undefined
            : plainExchange(run, failure, {
                number: run.report.failures.indexOf(failure) + 1,
                seed: run.report.seed,
                again: again(run, failure),
              }),
      }),
    );
  });
  return `${lines.join('\n')}\n`;
}

function isOk({ report }: FinishedRun, { kind }: Verdict): boolean {
  if (kind === 'blocked') return report.status === 1;
  return kind !== 'fail' && kind !== 'inconclusive' && kind !== 'known';
}

function directive({ kind, reason = '' }: Verdict, { report }: FinishedRun): string {
  const words = escaped(reason.replace(/\s+/g, ' '));
  if (kind === 'skipped') return ` # SKIP ${words}`;
  if (kind === 'blocked' && report.status === 1) return ` # SKIP blocked: ${words}`;
  return kind === 'known' ? ` # TODO known failure: ${words}` : '';
}

function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}

/** A block of YAML: strings as JSON has them, which YAML reads too, and texts of several lines as they are. */
function yaml(fields: Readonly<Record<string, string | number | undefined>>): readonly string[] {
  const lines = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === 'string' && value.includes('\n'))
      return [`  ${name}: |2`, ...value.split('\n').map((line) => `    ${line}`.trimEnd())];
    return [`  ${name}: ${JSON.stringify(value)}`];
  });
  return ['  ---', ...lines, '  ...'];
}
