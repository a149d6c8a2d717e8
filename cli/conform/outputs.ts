import { writeFileSync } from 'node:fs';
import type { ExitStatus, Failure, Report, RunEvent } from '../../conformance/engine/events.js';
import {
  type FinishedRun,
  GradescopeReport,
  HtmlReport,
  junitXml,
  reportJson,
  ScriptFiles,
  tapText,
  updateKnownFailures,
  writeReplays,
} from '../../conformance/report/index.js';
import type { Protocol } from '../../runtime/index.js';
import { packageVersion } from '../package-paths.js';
import { writeWhole } from '../write-whole.js';
import type { ConformPlan } from './plan.js';
import { specTextOf } from './spec-text-of.js';

export interface OutputsOptions {
  readonly plan: ConformPlan;
  /** The words of the command that shows a failure again. */
  again(protocol: Protocol, report: Pick<Report, 'seed' | 'runs'>, file: string | undefined): readonly string[];
  /** The words that run a failure's program, where there is one. */
  script(failure: Failure): readonly string[] | undefined;
  /** What was asked for: a protocol's name, or a spec's path. */
  nameOf(protocol: Protocol): string;
  /** Says what went wrong; the run goes on. */
  say(message: string): void;
}

/** All that a command writes beside the report for people. What can't be written is told, and makes the status 3. */
export class Outputs {
  private readonly gradescope: GradescopeReport | undefined;
  private readonly scripts: ScriptFiles | undefined;
  private readonly html: HtmlReport | undefined;
  private broken = false;

  constructor(private readonly options: OutputsOptions) {
    const { gradescope, script, html } = options.plan;
    if (gradescope !== undefined) {
      this.gradescope = new GradescopeReport({
        ...gradescope,
        again: (protocol, _failure, report) => options.again(protocol, report, undefined),
      });
    }
    if (script !== undefined) this.scripts = new ScriptFiles(script);
    if (html !== undefined) {
      this.html = new HtmlReport({
        tool: `Parley ${packageVersion()}`,
        specOf: (protocol) => specTextOf(protocol, options.nameOf(protocol)),
        again: ({ protocol, report, replays }, failure) =>
          options.again(protocol, report, failure === undefined ? undefined : replays.get(failure)),
        script: (failure) => options.script(failure),
      });
    }
  }

  /** Whether something could not be written. */
  get failed(): boolean {
    return this.broken;
  }

  /** While a protocol is being judged. */
  hear(protocol: Protocol, event: RunEvent): void {
    this.html?.hear(protocol, event);
    this.attempt('--gradescope', () => this.gradescope?.hear(protocol, event));
  }

  /** The file that each failure of a run was saved in. */
  replays(report: Report): ReadonlyMap<Failure, string> {
    const { saveTo, replay } = this.options.plan;
    if (saveTo === undefined)
      return new Map(replay === undefined ? [] : report.failures.map((failure) => [failure, replay.file]));
    return this.attempt('--save', () => writeReplays(saveTo, report)) ?? new Map();
  }

  /** The program that shows each failure of a run. */
  programs(run: Pick<FinishedRun, 'protocol' | 'report'>): ReadonlyMap<Failure, string> {
    return this.attempt('--script', () => this.scripts?.write(run)) ?? new Map();
  }

  /** When all is judged. `isWhole`: nothing stopped it before its end. */
  async finish(runs: readonly FinishedRun[], status: ExitStatus, isWhole: boolean): Promise<void> {
    const { json, junit, html, tap, known } = this.options.plan;
    const again = ({ protocol, report, replays }: FinishedRun, failure: Failure): readonly string[] =>
      this.options.again(protocol, report, replays.get(failure));
    if (known?.update === true) {
      const judged = runs.map(({ report }) => report);
      if (isWhole) this.attempt('--update-known-failures', () => updateKnownFailures(known.file, judged));
      else this.options.say(`${known.file.path} is not updated: not everything could be judged`);
    }
    if (json === '-') process.stdout.write(reportJson(runs, status));
    else if (json !== undefined) this.attempt('--json', () => writeFileSync(json, reportJson(runs, status)));
    if (junit !== undefined) this.attempt('--junit', () => writeFileSync(junit, junitXml(runs, { again })));
    if (tap) process.stdout.write(tapText(runs, { again }));
    if (html !== undefined && this.html !== undefined) {
      const page = await settled(this.html.html(runs, status, isWhole));
      this.attempt('--html', () => writeWhole(html, page()));
    }
  }

  private attempt<Result>(option: string, write: () => Result): Result | undefined {
    try {
      return write();
    } catch (error) {
      // Once is enough: what is written while the run goes on would say it again and again.
      if (!this.told.has(option)) this.options.say(`${option}: ${(error as Error).message}`);
      this.told.add(option);
      this.broken = true;
      return undefined;
    }
  }

  private readonly told = new Set<string>();
}

/** What a promise comes to, to be asked for where its error is expected. */
async function settled<Value>(promise: Promise<Value>): Promise<() => Value> {
  try {
    const value = await promise;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
