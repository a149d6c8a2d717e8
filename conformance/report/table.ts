import type { Report } from '../engine/events.js';
import { cellsOfProse, shortened, textOf, widthOf } from './cells.js';
import type { Colours } from './colour.js';
import { colouredStatus, coverageText, STATUS_WORDS } from './summary.js';

const LONGEST_NAME = 18;

/** Several protocols, a line each. */
export function tableLines(reports: readonly Report[], colours: Colours): readonly string[] {
  const heading = ['protocol', 'verdict', 'passed', 'clauses and sides', 'cases', 'time'];
  const rows = reports.map((report) => [
    textOf(shortened(cellsOfProse(report.protocol), LONGEST_NAME)),
    STATUS_WORDS[report.status],
    `${report.verdicts.filter((verdict) => verdict.kind === 'pass').length}/${report.verdicts.length}`,
    coverageText(report.coverage),
    String(report.cases),
    `${(report.ms / 1000).toFixed(1)} s`,
  ]);
  const widths = heading.map((_, column) =>
    Math.max(...[heading, ...rows].map((row) => widthOf(cellsOfProse(row[column] ?? '')))),
  );
  const lineOf = (row: readonly string[], colour: (text: string, column: number) => string): string =>
    row
      .map((text, column) => colour(text, column) + ' '.repeat((widths[column] ?? 0) - widthOf(cellsOfProse(text))))
      .join('  ')
      .trimEnd();
  return [
    lineOf(heading, (text) => colours.bold(text)),
    ...rows.map((row, at) =>
      lineOf(row, (text, column) => (column === 1 ? colouredStatus(reports[at]?.status ?? 3, colours) : text)),
    ),
  ];
}
