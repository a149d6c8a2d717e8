import type { Failure } from '../engine/events.js';
import { type Colours, coloursFor, type Screen } from './colour.js';
import { exchangeLines } from './exchange.js';
import { type FinishedRun, requirementsById } from './run.js';
import { summaryLines } from './summary.js';
import { tableLines } from './table.js';

/** How the terminal is written to. */
export interface TerminalOptions {
  /** Where the report goes. */
  readonly screen: Screen;
  /** The words of the command that shows a failure again; `file` is where it was saved, if it was. */
  readonly again: (run: FinishedRun, file: string | undefined) => readonly string[];
  /** The words that run a program which shows a failure, where one was written. */
  readonly script?: (run: FinishedRun, failure: Failure) => readonly string[] | undefined;
  /** The variables that say whether there are colours: `NO_COLOR`, `FORCE_COLOR`, `TERM`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Writes reports for people. */
export class TerminalReport {
  private readonly colours: Colours;

  constructor(private readonly options: TerminalOptions) {
    this.colours = coloursFor(options.screen, options.environment);
  }

  /** A run that is over: its verdict, its coverage, its failures. */
  run(run: FinishedRun): void {
    const requirements = requirementsById(run.protocol);
    this.write(summaryLines(run.report, this.colours, run.single === true));
    run.report.failures.forEach((failure: Failure, at) => {
      this.write(
        exchangeLines(failure, {
          protocol: run.protocol,
          requirement: requirements.get(failure.requirement),
          number: at + 1,
          seed: run.report.seed,
          again: this.options.again(run, run.replays.get(failure)),
          script: this.options.script?.(run, failure),
          colours: this.colours,
        }),
      );
    });
  }

  /** Several runs, a line each. */
  table(runs: readonly FinishedRun[]): void {
    this.write(
      tableLines(
        runs.map((run) => run.report),
        this.colours,
      ),
    );
  }

  private write(lines: readonly string[]): void {
    this.options.screen.write(`${lines.join('\n')}\n\n`);
  }
}
