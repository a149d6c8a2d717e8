import type { ConnectionId } from '../../runtime/index.js';
import { type Cell, cellsOfProse, shortened, textOf, widthOf, wrapped } from './cells.js';
import { Lanes, MARGIN } from './lanes.js';
import type { Row } from './rows.js';
import { cellsOfBytes } from './wire-text.js';

export interface DiagramOptions {
  readonly nameOf: (connection: ConnectionId) => string;
  /** The row that shows the fault. */
  readonly fault: number;
  readonly width: number;
}

/** A line of a diagram; `fault` marks those that show the fault. */
export interface DiagramLine {
  readonly text: string;
  readonly fault: boolean;
}

/** The fewest columns that are left to the texts beside the lanes. */
const LEAST_TEXT = 40;
/** How many lines a text may take. */
const TEXT_LINES = 4;
/** How many rows are shown at the start, around the fault, and at the end. */
const SHOWN = { start: 12, around: 12, end: 8 };

/** A sequence diagram in ASCII, one lane a client and the server's; with too many clients for lanes, a list. */
export function diagramOf(rows: readonly Row[], options: DiagramOptions): readonly DiagramLine[] {
  const connections = [...new Set(rows.map((row) => row.connection))].sort((a, b) => a - b);
  const names = connections.map((id) => cellsOfProse(options.nameOf(id)));
  const lanes = Lanes.fit(connections, names, options.width - LEAST_TEXT);
  return lanes === undefined ? asList(rows, options) : asLanes(rows, lanes, options);
}

function asLanes(rows: readonly Row[], lanes: Lanes, { fault, width }: DiagramOptions): readonly DiagramLine[] {
  const lines: DiagramLine[] = [{ text: lanes.heading, fault: false }];
  const textWidth = width - lanes.width;
  let skipped = 0;
  rows.forEach((row, at) => {
    if (!isShown(at, rows.length, fault)) {
      lanes.follow(row);
      skipped += 1;
      return;
    }
    if (skipped > 0) lines.push({ text: leftOut(skipped, lanes.idle), fault: false });
    skipped = 0;
    const arrow = lanes.arrow(row);
    lanes.follow(row);
    labelOf(row, textWidth).forEach((text, line) => {
      lines.push(marked(line === 0 ? arrow : lanes.idle, text, at === fault));
    });
  });
  return lines;
}

function asList(rows: readonly Row[], { nameOf, fault, width }: DiagramOptions): readonly DiagramLine[] {
  const cells = rows.map((row) => shortened(cellsOfProse(nameOf(row.connection)), 16));
  const widest = Math.max(6, ...cells.map(widthOf));
  const lines: DiagramLine[] = [];
  let skipped = 0;
  rows.forEach((row, at) => {
    if (!isShown(at, rows.length, fault)) {
      skipped += 1;
      return;
    }
    if (skipped > 0) lines.push({ text: leftOut(skipped, ''), fault: false });
    skipped = 0;
    const name = cells[at] ?? [];
    const start = ' '.repeat(MARGIN) + padded(name, widest) + (isInput(row) ? ' <- ' : ' -> ');
    labelOf(row, width - MARGIN - widest - 4).forEach((text, line) => {
      lines.push(marked(line === 0 ? start : ' '.repeat(MARGIN + widest + 4), text, at === fault));
    });
  });
  return lines;
}

function padded(cells: readonly Cell[], width: number): string {
  return textOf(cells) + ' '.repeat(Math.max(0, width - widthOf(cells)));
}

function marked(start: string, text: string, fault: boolean): DiagramLine {
  const whole = `${start}${text}`.trimEnd();
  return { text: fault ? `!${whole.slice(1)}` : whole, fault };
}

/** Whether a row of so many is shown: at the start, around the fault, at the end. */
export function isShown(at: number, of: number, fault: number): boolean {
  return at < SHOWN.start || at >= of - SHOWN.end || Math.abs(at - fault) <= SHOWN.around;
}

function leftOut(rows: number, lanes: string): string {
  return `${lanes === '' ? ' '.repeat(MARGIN) : lanes}... ${rows} more, left out here ...`;
}

/** Whether a row is something that the server did. */
export function isInput(row: Row): boolean {
  return row.kind === 'read' || row.kind === 'end' || row.kind === 'nothing';
}

function labelOf(row: Row, width: number): readonly string[] {
  if (row.bytes !== undefined) return wrapped(cellsOfBytes(row.bytes, width * TEXT_LINES - TEXT_LINES * 2), width);
  return wrapped(cellsOfProse(actionOf(row)), width);
}

/** What a row without bytes is, in words. */
export function actionOf(row: Row): string {
  switch (row.kind) {
    case 'connect':
      return 'connects';
    case 'halfClose':
      return 'FIN: sends no more, still reads';
    case 'close':
      return 'FIN: closes';
    case 'reset':
      return 'RST: cuts the connection';
    case 'stall':
      return 'reads no more';
    case 'patience':
      return 'has been silent or stalled for long';
    case 'rest':
      return `says nothing for ${((row.ms ?? 0) / 1000).toFixed(1)} s`;
    case 'end':
      return row.how === 'fin' ? 'FIN: the server ends it' : 'RST: the connection breaks';
    case 'nothing':
      return 'nothing comes';
    case 'read':
    case 'write':
      return '';
  }
}
