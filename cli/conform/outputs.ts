import { writeFileSync } from 'node:fs';
import type { ExitStatus, Failure, Report, RunEvent } from '../../conformance/engine/events.js';
import {
  type FinishedRun,
  GradescopeReport,
  junitXml,
  reportJson,
  ScriptFiles,
  tapText,
  updateKnownFailures,
  writeReplays,
} from '../../conformance/report/index.js';
import type { Protocol } from '../../runtime/index.js';
import type { ConformPlan } from './plan.js';

export interface OutputsOptions {
  readonly plan: ConformPlan;
  /** The words of the command that shows a failure again. */
  again(protocol: Protocol, report: Pick<Report, 'seed' | 'runs'>, file: string | undefined): readonly string[];
  /** Says what went wrong; the run goes on. */
  say(message: string): void;
}

/** All that a command writes beside the report for people. What can't be written is told, and makes the status 3. */
export class Outputs {
  private readonly gradescope: GradescopeReport | undefined;
  private readonly scripts: ScriptFiles | undefined;
  private broken = false;

  constructor(private readonly options: OutputsOptions) {
    const { gradescope, script } = options.plan;
    if (gradescope !== undefined) {
      this.gradescope = new GradescopeReport({
        ...gradescope,
        again: (protocol, _failure, report) => options.again(protocol, report, undefined),
      });
    }
    if (script !== undefined) this.scripts = new ScriptFiles(script);
  }

  /** Whether something could not be written. */
  get failed(): boolean {
    return this.broken;
  }

  /** While a protocol is being judged. */
  hear(protocol: Protocol, event: RunEvent): void {
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
  finish(runs: readonly FinishedRun[], status: ExitStatus, isWhole: boolean): void {
    const { json, junit, tap, known } = this.options.plan;
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
