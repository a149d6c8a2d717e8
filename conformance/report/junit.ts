import { XMLBuilder } from 'fast-xml-parser';
import type { Failure, Report, Verdict } from '../engine/events.js';
import { headlineOf } from './exchange.js';
import { plainExchange } from './plain-exchange.js';
import type { FinishedRun } from './run.js';

/** What the report says beside the verdicts. */
export interface JunitOptions {
  /** The words of the command that shows a failure again. */
  again(run: FinishedRun, failure: Failure): readonly string[];
}

type Element = Record<string, unknown>;

/**
 * Runs as JUnit XML: a suite each, a test case for each requirement. A broken MUST is a failure; what could not be judged
 * is an error, but where it is only blocked by a failure that is told itself; a known failure is skipped.
 */
export function junitXml(runs: readonly FinishedRun[], options: JunitOptions): string {
  const suites = runs.map((run) => suiteOf(run, options));
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'parley conform',
      ...totals(suites.flatMap(({ cases }) => cases)),
      '@time': seconds(runs.reduce((sum, { report }) => sum + report.ms, 0)),
      testsuite: suites.map(({ element }) => element),
    },
  };
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
  });
  return `${builder.build(document).trimEnd()}\n`;
}

function suiteOf(
  run: FinishedRun,
  options: JunitOptions,
): { readonly cases: readonly Element[]; readonly element: Element } {
  const { report } = run;
  const cases = [
    ...report.verdicts.map((verdict) => caseOf(run, verdict, options)),
    ...report.stale.map(staleCase(report)),
  ];
  const element = {
    '@name': report.protocol,
    ...totals(cases),
    '@time': seconds(report.ms),
    properties: {
      property: Object.entries({
        target: report.target,
        seed: report.seed,
        runs: report.runs,
        summary: report.summary,
      }).map(([name, value]) => ({ '@name': name, '@value': clean(String(value)) })),
    },
    testcase: cases,
  };
  return { cases, element };
}

function caseOf(run: FinishedRun, verdict: Verdict, { again }: JunitOptions): Element {
  const { report } = run;
  const failure = report.failures.find((one) => one.requirement === verdict.requirement);
  const shown = (): string =>
    failure === undefined
      ? ''
      : clean(
          plainExchange(run, failure, {
            number: report.failures.indexOf(failure) + 1,
            seed: report.seed,
            again: again(run, failure),
          }),
        );
  const message = clean(`${verdict.kind}: ${verdict.reason ?? ''}`);
  const common = {
    '@classname': classOf(verdict.requirement),
    '@name': verdict.requirement,
    '@time': seconds(verdict.ms),
  };
  switch (verdict.kind) {
    case 'fail': {
      // The line that is shown in lists of what is broken.
      const title = failure === undefined ? message : clean(headlineOf(failure));
      return { ...common, failure: { '@type': failure?.fault.kind ?? 'fail', '@message': title, '#text': shown() } };
    }
    case 'inconclusive':
      return { ...common, error: { '@type': 'inconclusive', '@message': message } };
    case 'blocked':
      return report.status === 1
        ? { ...common, skipped: { '@message': message } }
        : { ...common, error: { '@type': 'blocked', '@message': message } };
    case 'known':
    case 'skipped':
      return { ...common, skipped: { '@message': message } };
    case 'warn':
      return { ...common, 'system-out': shown() };
    case 'info':
      return { ...common, 'system-out': failure === undefined ? message : shown() };
    case 'pass':
      return common;
  }
}

const staleCase =
  ({ protocol }: Report) =>
  ({ requirement, kind, reason, why }: Report['stale'][number]): Element => ({
    '@classname': `${protocol}.known-failures`,
    '@name': `${requirement} ${kind}`,
    '@time': seconds(0),
    failure: { '@type': 'stale', '@message': clean(why), '#text': clean(`It is listed as known: ${reason}`) },
  });

/** As Java would have it: those who show such files group by what stands before the last point. */
function classOf(requirement: string): string {
  return requirement.split('/').slice(0, -1).join('.');
}

function totals(cases: readonly Element[]): Element {
  const count = (name: string): number => cases.filter((one) => name in one).length;
  return {
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** What XML can't hold, as an escape: the words of a server that died may be anything. */
function clean(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 && character !== '\n' && character !== '\t' && character !== '\r';
    const isNone = (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
    return isControl || isNone ? `\\u{${code.toString(16)}}` : character;
  }).join('');
}
