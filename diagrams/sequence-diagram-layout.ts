import { type Cell, cellsOfProse, shortened, textOf, widthOf, wrapped } from '../conformance/report/cells.js';
import { cellsOfBytes } from '../conformance/report/wire-text.js';
import type { SequenceDiagram, SequenceRow } from './sequence-diagram.js';

/** Where everything stands, in SVG's user units: pixels, unless the diagram is made smaller. */
export interface Layout {
  readonly width: number;
  /** As wide as a phone, or little more. */
  readonly isNarrow: boolean;
  readonly height: number;
  readonly headHeight: number;
  readonly fontSize: number;
  readonly lanes: readonly Lane[];
  readonly rows: readonly PlacedRow[];
}

export interface Lane {
  /** Where its line stands. */
  readonly x: number;
  /** The width of the box around its name. */
  readonly box: number;
  readonly name: string;
  /** Its name where that had to be shortened. */
  readonly whole: string;
  /** Between which heights it is connected. */
  readonly from: number;
  readonly to: number;
}

export interface PlacedRow {
  readonly row: SequenceRow;
  /** Its label, and all of it, where that was cut. */
  readonly lines: readonly string[];
  readonly whole: string | undefined;
  /** Where its label begins. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly lineHeight: number;
  readonly arrowY: number;
  /** Where its arrow begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly timeX: number;
}

const FONT_SIZE = 13;
/** Of a character in it: the widest of the usual fonts. */
const CHARACTER = 7.9;
const LINE = 17;
const HEAD = 24;
const MARGIN = 10;
/** The room beside the lanes for when each row happened. */
const TIME = 42;
/** What a phone shows without making it smaller. */
const LEAST_WIDTH = 360;
const LEAST_SPACING = 74;
/** How many lines a label may take, and how much of what is longer its tooltip holds. */
const MOST_LINES = 4;
const TOOLTIP = 2000;

/** Lays lanes out from left to right and rows from top to bottom. */
export function layoutOf({ lanes: names, rows }: SequenceDiagram): Layout {
  const left = MARGIN + (rows.some(({ time }) => time !== undefined) ? TIME : 0);
  const gaps = Math.max(1, names.length - 1);
  const width = Math.max(LEAST_WIDTH + left - MARGIN, left + MARGIN + names.length * LEAST_SPACING);
  const spacing = (width - left - MARGIN) / (gaps + 1);
  const xs = names.map((_, lane) => left + spacing * (lane + 0.5));
  const placed: PlacedRow[] = [];
  let top = HEAD + 6;
  for (const row of rows) {
    const one = placedRow(row, { top, xs, width });
    placed.push(one);
    top = one.bottom;
  }
  const height = top + MARGIN;
  return {
    width,
    isNarrow: width <= LEAST_WIDTH + TIME,
    height,
    headHeight: HEAD,
    fontSize: FONT_SIZE,
    lanes: names.map((name, lane) => ({
      x: xs[lane] ?? 0,
      ...laneName(name, spacing),
      ...alive(lane, placed, height),
    })),
    rows: placed,
  };
}

function laneName(whole: string, spacing: number): Pick<Lane, 'name' | 'whole' | 'box'> {
  const cells = cellsOfProse(whole);
  const shown = shortened(cells, Math.floor((spacing - 18) / 7.3));
  return { name: textOf(shown), whole: textOf(cells), box: Math.max(36, widthOf(shown) * 7.3 + 12) };
}

function alive(lane: number, rows: readonly PlacedRow[], height: number): Pick<Lane, 'from' | 'to'> {
  const begins = rows.find(({ row }) => row.begins === lane);
  const ends = rows.find(({ row }) => row.ends === lane);
  return { from: begins?.arrowY ?? HEAD, to: ends?.arrowY ?? height };
}

interface Place {
  readonly top: number;
  readonly xs: readonly number[];
  readonly width: number;
}

function placedRow(row: SequenceRow, { top, xs, width }: Place): PlacedRow {
  const columns = Math.floor((width - 2 * MARGIN) / CHARACTER);
  const { lines, whole } = labelOf(row, columns);
  const from = xs[row.from] ?? 0;
  const to = xs[row.to] ?? 0;
  const labelWidth = Math.max(0, ...lines.map((line) => widthOf(cellsOfProse(line)))) * CHARACTER;
  const x = Math.max(MARGIN, Math.min((from + to - labelWidth) / 2, width - MARGIN - labelWidth));
  const arrowY = top + lines.length * LINE + 9;
  return {
    row,
    lines,
    whole,
    x,
    top,
    bottom: arrowY + 9,
    lineHeight: LINE - 2,
    arrowY,
    from,
    to,
    timeX: MARGIN - 4,
  };
}

/** What stands above the arrow. */
function labelOf({ wire, text = '' }: SequenceRow, columns: number): Pick<PlacedRow, 'lines' | 'whole'> {
  // A line may end early, at a space: less than the lines hold surely fits into them.
  const room = MOST_LINES * (columns - 8);
  const cellsIn = (width: number): readonly Cell[] =>
    wire === undefined
      ? shortened(cellsOfProse(text), width)
      : cellsOfBytes(typeof wire === 'string' ? Buffer.from(wire) : wire, width);
  const shown = cellsIn(room);
  const more = cellsIn(TOOLTIP);
  return { lines: wrapped(shown, columns), whole: more.length > shown.length ? textOf(more) : undefined };
}
