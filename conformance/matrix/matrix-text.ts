import { cellsOfProse, shortened, textOf, wrappedProse } from '../report/cells.js';
import type { Colours } from '../report/colour.js';
import { VERDICT_SIGNS } from '../report/html/verdict.js';
import { REPORT_WIDTH } from '../report/labelled.js';
import { COUNTED, colouredStatus, STATUS_WORDS } from '../report/summary.js';
import { alignedLines } from '../report/table.js';
import { countOf, type MatrixCell, type MatrixTable, statusOf, troubleOf } from './matrix.js';

const LONGEST_NAME = 30;

/** For the terminal: a line for each implementation, and those requirements that not all of them pass. */
export function matrixLines(tables: readonly MatrixTable[], colours: Colours): readonly string[] {
  return tables.flatMap((table) => [...summary(table, colours), ...troubles(table), '', ...differences(table)]);
}

function summary({ protocol, entries, rows }: MatrixTable, colours: Colours): readonly string[] {
  const heading = ['', protocol, 'verdict', 'passed', 'failed', 'time'];
  const lines = entries.map((entry, at) => [
    String(at + 1),
    textOf(shortened(cellsOfProse(entry.name), LONGEST_NAME)),
    STATUS_WORDS[statusOf(entry)],
    `${countOf(entry, 'pass')}/${rows.length}`,
    String(countOf(entry, 'fail')),
    entry.report === undefined ? '' : `${(entry.report.ms / 1000).toFixed(1)} s`,
  ]);
  return alignedLines([heading, ...lines], (text, row, column) => {
    if (row === 0) return colours.bold(text);
    const entry = entries[row - 1];
    return column === 2 && entry !== undefined ? colouredStatus(statusOf(entry), colours) : text;
  });
}

function troubles({ entries }: MatrixTable): readonly string[] {
  return entries.flatMap((entry) => {
    const why = troubleOf(entry);
    return why === undefined ? [] : wrappedProse(`${entry.name}: ${why}`, REPORT_WIDTH - 3).map((line) => `   ${line}`);
  });
}

function differences({ protocol, rows, entries }: MatrixTable): readonly string[] {
  const isTold = (cell: MatrixCell | undefined, at: number): boolean => {
    if (cell === undefined || SILENT.has(cell.kind)) return false;
    // Of what was never come to its own line says why.
    return cell.kind !== 'blocked' || entries[at]?.report?.halted === undefined;
  };
  const told = rows.filter(({ cells }) => cells.some(isTold));
  if (told.length === 0) return [];
  const kinds = new Set(told.flatMap(({ cells }) => cells.flatMap((cell) => (cell === undefined ? [] : [cell.kind]))));
  return [
    ...alignedLines([
      ['requirement', ...entries.map((_, at) => String(at + 1))],
      ...told.map(({ requirement, cells }) => [
        requirement.id.slice(protocol.length + 1),
        ...cells.map((cell) => (cell === undefined ? ' ' : VERDICT_SIGNS[cell.kind])),
      ]),
    ]).map((line) => `  ${line}`),
    `  (${[...kinds].map((kind) => `${VERDICT_SIGNS[kind]} ${COUNTED[kind]}`).join(', ')})`,
    '',
  ];
}

/** Of what all pass, or what is left to the server, nobody needs a line. */
const SILENT: ReadonlySet<string> = new Set(['pass', 'info', 'skipped']);
