import { columnsOf } from './width.js';

/** What a line is made of and is never divided: a character, an escape, a byte. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

const ELLIPSIS: Cell = { text: '…', width: 1 };

/** A text that is ours, one cell a character; what would drive a terminal is escaped. */
export function cellsOfProse(text: string): readonly Cell[] {
  return Array.from(text.replace(/\s+/g, ' '), (character) => characterCell(character));
}

/** A character as it is where a terminal shows it as itself, else its escape. */
export function characterCell(character: string): Cell {
  // Marks and formats are escaped too: what combines or is invisible is often the very difference to be seen.
  if (character === ' ' || /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) {
    return { text: character, width: columnsOf(character) };
  }
  return asciiCell(SHORT.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\0', '\\0'],
]);

/** An undivided piece of ASCII. */
export function asciiCell(text: string): Cell {
  return { text, width: text.length };
}

export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

export function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}

/** Takes cells out of the middle until the rest fits. */
export function shortened(cells: readonly Cell[], width: number): readonly Cell[] {
  if (widthOf(cells) <= width) return cells;
  const room = Math.max(0, width - ELLIPSIS.width);
  const head = taken(cells, Math.ceil(room / 2));
  const tail = taken([...cells].reverse(), room - widthOf(head));
  return [...head, ELLIPSIS, ...[...tail].reverse()];
}

function taken(cells: readonly Cell[], width: number): readonly Cell[] {
  let sum = 0;
  for (const [at, cell] of cells.entries()) {
    sum += cell.width;
    if (sum > width) return cells.slice(0, at);
  }
  return cells;
}

/** Lines of at most so many columns, broken after a space where there is one in the line's second half. */
export function wrapped(cells: readonly Cell[], width: number): readonly string[] {
  const lines: string[] = [];
  let rest = cells;
  while (widthOf(rest) > width) {
    const fitting = Math.max(1, taken(rest, width).length);
    const space = rest.slice(0, fitting).findLastIndex((cell) => cell.text === ' ') + 1;
    const end = rest[fitting]?.text === ' ' || space < fitting / 2 ? fitting : space;
    lines.push(textOf(rest.slice(0, end)).trimEnd());
    // A space at which a line was broken is said by the break.
    rest = rest.slice(rest[end]?.text === ' ' ? end + 1 : end);
  }
  lines.push(textOf(rest).trimEnd());
  return lines;
}

/** Prose in lines of at most so many columns. */
export function wrappedProse(text: string, width: number): readonly string[] {
  return wrapped(cellsOfProse(text.trim()), width);
}
