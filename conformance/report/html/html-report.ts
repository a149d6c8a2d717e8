import { type Content, type Markup, markup } from '../../../diagrams/markup.js';
import type { Protocol } from '../../../runtime/index.js';
import type { ExitStatus, Failure, RunEvent } from '../../engine/events.js';
import type { FinishedRun } from '../run.js';
import { coverageText } from '../summary.js';
import { Activity } from './activity.js';
import { coverageMarkup } from './coverage.js';
import type { HtmlRun } from './html-run.js';
import { overviewMarkup } from './overview.js';
import { page } from './page.js';
import { requirementsMarkup } from './requirement-list.js';
import { specMarkup } from './spec-listing.js';
import { STATUS_CLASSES, STATUS_HEADLINES, STATUS_SIGNS } from './verdict.js';

/** What the report says beside the runs. */
export interface HtmlReportOptions {
  /** The tool and its version. */
  readonly tool: string;
  /** A spec's text, where it can be read. */
  specOf?(protocol: Protocol): string | undefined;
  /** The command that repeats a run, or shows a failure of it again. */
  again(run: FinishedRun, failure: Failure | undefined): readonly string[];
  /** The command that runs a failure's program, where there is one. */
  script?(failure: Failure): readonly string[] | undefined;
}

/** The report as one HTML file, made from what is heard of the runs and from their reports. */
export class HtmlReport {
  private readonly activities = new Map<Protocol, Activity>();

  constructor(private readonly options: HtmlReportOptions) {}

  /** While a protocol is being judged. */
  hear(protocol: Protocol, event: RunEvent): void {
    if (event.kind === 'start') this.activities.set(protocol, new Activity());
    if (event.kind === 'case-end') this.activities.get(protocol)?.hear(event.result);
  }

  /** The page. `isWhole`: nothing stopped the runs before their end. */
  async html(runs: readonly FinishedRun[], status: ExitStatus, isWhole: boolean): Promise<string> {
    const parts = await Promise.all(runs.map((run) => this.runMarkup(run)));
    const names = runs.map(({ report }) => report.protocol).join(', ');
    return page({
      title: `${STATUS_SIGNS[status]} ${names === '' ? 'Nothing' : names}: ${STATUS_HEADLINES[status].toLowerCase()}`,
      heading: 'conformance report',
      body: [
        isWhole || runs.some(({ report }) => report.halted !== undefined)
          ? undefined
          : markup`<p class="partial" role="note"><strong>This report is partial:</strong> not everything that was asked for could be judged.</p>`,
        runs.length > 1 ? contents(runs) : undefined,
        runs.length === 0 ? markup`<h1>${STATUS_HEADLINES[status]}</h1>` : undefined,
        parts,
        this.footer(),
      ],
    });
  }

  private async runMarkup(run: FinishedRun): Promise<Markup> {
    const { options } = this;
    const whole: HtmlRun = {
      ...run,
      activity: this.activities.get(run.protocol) ?? new Activity(),
      spec: options.specOf?.(run.protocol),
      command: options.again(run, undefined),
      again: (failure) => options.again(run, failure),
      script: (failure) => options.script?.(failure),
    };
    return markup`<article id="${run.report.protocol}" class="run">${[
      overviewMarkup(whole),
      requirementsMarkup(whole),
      await coverageMarkup(whole),
      specMarkup(whole),
    ]}</article>`;
  }

  private footer(): Content {
    return markup`<footer class="soft small"><p>${this.options.tool}, Node ${process.version}, ${process.platform} ${process.arch}. <span class="keys" hidden><kbd>/</kbd> search, <kbd>Esc</kbd> clear, <kbd>↑</kbd> <kbd>↓</kbd> from one requirement to the next, <kbd>Enter</kbd> opens it.</span></p></footer>`;
  }
}

/** Of several protocols: which, and what became of each. */
function contents(runs: readonly FinishedRun[]): Markup {
  return markup`<nav aria-label="Protocols"><table><thead><tr><th scope="col">Protocol</th><th scope="col">Verdict</th><th scope="col">Coverage</th><th scope="col">Took</th></tr></thead><tbody>${runs.map(
    ({ report }) =>
      markup`<tr><th scope="row"><a href="#${report.protocol}">${report.protocol}</a></th><td><span class="verdict ${STATUS_CLASSES[report.status]}"><span aria-hidden="true">${STATUS_SIGNS[report.status]}</span> ${STATUS_HEADLINES[report.status].toLowerCase()}</span></td><td>${coverageText(report.coverage)}</td><td>${(report.ms / 1000).toFixed(1)} s</td></tr>`,
  )}</tbody></table></nav>`;
}
