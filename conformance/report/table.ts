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
  return alignedLines([heading, ...rows], (text, row, column) => {
    if (row === 0) return colours.bold(text);
    return column === 1 ? colouredStatus(reports[row - 1]?.status ?? 3, colours) : text;
  });
}

/** Rows of texts in columns as wide as the widest of each; what would drive a terminal is escaped. */
export function alignedLines(
  rows: readonly (readonly string[])[],
  coloured: (text: string, row: number, column: number) => string = (text) => text,
): readonly string[] {
  const cells = rows.map((row) => row.map((text) => cellsOfProse(text)));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? []))),
  );
  return cells.map((row, at) =>
    row
      .map((cell, column) => coloured(textOf(cell), at, column) + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
