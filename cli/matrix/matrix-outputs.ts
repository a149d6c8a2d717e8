import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Failure } from '../../conformance/engine/events.js';
import {
  type MatrixEntry,
  type MatrixPageOptions,
  matrixHtml,
  matrixJson,
  matrixLines,
  matrixMarkdown,
  matrixTables,
} from '../../conformance/matrix/index.js';
import { coloursFor, type FinishedRun, type HtmlReport, reportJson } from '../../conformance/report/index.js';
import { writeWhole } from '../write-whole.js';
import type { MatrixArguments } from './arguments.js';

/** All that `parley matrix` writes. What can't be written is told, and makes the status 3. */
export class MatrixOutputs {
  /** The report of each implementation, by its name, where it was written. */
  private readonly written = new Map<string, string>();
  private broken = false;

  constructor(
    private readonly given: MatrixArguments,
    private readonly say: (message: string) => void,
  ) {}

  /** Whether something could not be written. */
  get failed(): boolean {
    return this.broken;
  }

  /** Saves the failures of a run beside its report, and says where each is. */
  replays(fileName: string, write: (folder: string) => ReadonlyMap<Failure, string>): ReadonlyMap<Failure, string> {
    const { reports } = this.given;
    if (reports === undefined) return new Map();
    return this.attempt(() => write(join(reports, `${fileName}-failures`))) ?? new Map();
  }

  /** Writes an implementation's own report, as soon as it is judged. */
  async report(implementation: string, fileName: string, html: HtmlReport, run: FinishedRun): Promise<void> {
    const { reports } = this.given;
    if (reports === undefined) return;
    const { status, halted } = run.report;
    const page = await html.html([run], status, halted === undefined);
    this.attempt(() => {
      mkdirSync(reports, { recursive: true });
      const file = join(reports, `${fileName}.html`);
      writeWhole(file, page);
      writeWhole(join(reports, `${fileName}.json`), reportJson([run]));
      this.written.set(implementation, file);
    });
  }

  /** When all are judged, or nothing more is. */
  finish(entries: readonly MatrixEntry[], options: MatrixPageOptions): void {
    const { html, markdown, json } = this.given;
    const { status, seed, runs, tool } = options;
    if (html !== undefined)
      this.attempt(() => writeWhole(html, matrixHtml(matrixTables(this.linked(entries, html)), options)));
    if (markdown !== undefined)
      this.put(markdown, (from) => matrixMarkdown(matrixTables(this.linked(entries, from)), tool));
    if (json !== undefined) this.put(json, (from) => matrixJson(this.linked(entries, from), { status, seed, runs }));
    const screen = markdown === '-' || json === '-' ? process.stderr : process.stdout;
    screen.write(`${matrixLines(matrixTables(entries), coloursFor(screen)).join('\n')}\n`);
  }

  private put(file: string, text: (from: string) => string): void {
    // Who reads standard output is where the command was called.
    if (file === '-') process.stdout.write(text(join('.', 'here')));
    else this.attempt(() => writeWhole(file, text(file)));
  }

  /** With links to their reports that hold in a file. */
  private linked(entries: readonly MatrixEntry[], from: string): readonly MatrixEntry[] {
    const folder = resolve(dirname(from));
    return entries.map((entry) => {
      const file = this.written.get(entry.name);
      if (file === undefined) return entry;
      const link = relative(folder, resolve(file)).split(sep).map(encodeURIComponent).join('/');
      return { ...entry, link };
    });
  }

  private attempt<Result>(write: () => Result): Result | undefined {
    try {
      return write();
    } catch (error) {
      this.say((error as Error).message);
      this.broken = true;
      return undefined;
    }
  }
}
