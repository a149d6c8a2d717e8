import { decodeText, type TextPattern } from '../../runtime/index.js';
import { asciiCell, type Cell, cellsOfProse, characterCell, shortened, widthOf } from './cells.js';

const QUOTE = asciiCell('"');

/** Bytes as they are shown: quoted as a spec's strings are when they are UTF-8, else in hexadecimal. */
export function cellsOfBytes(bytes: Uint8Array, width: number): readonly Cell[] {
  const text = decodeText(bytes);
  const whole = text === undefined ? hexCells(bytes, width) : quoted(textCells(text, width));
  if (widthOf(whole) <= width) return whole;
  const size = cellsOfProse(` (${bytes.length} bytes)`);
  return [...shortened(whole, width - widthOf(size)), ...size];
}

/** A text that would have been accepted, what is the server's choice as `<any name>`. */
export function cellsOfPattern(pattern: TextPattern, width: number): readonly Cell[] {
  const pieces = pattern.map((piece) =>
    typeof piece === 'string' ? textCells(piece, width) : cellsOfProse(`<any ${piece.any}>`),
  );
  return shortened(quoted(pieces.flat()), width);
}

function quoted(cells: readonly Cell[]): readonly Cell[] {
  return [QUOTE, ...cells, QUOTE];
}

function textCells(text: string, width: number): readonly Cell[] {
  const side = sideOf(width);
  const shown = text.length <= 2 * side ? text : (text.slice(0, side) + text.slice(-side)).replace(LONE_SURROGATE, '');
  return Array.from(shown, (character) =>
    character === '\\' || character === '"' ? asciiCell(`\\${character}`) : characterCell(character),
  );
}

function hexCells(bytes: Uint8Array, width: number): readonly Cell[] {
  const side = sideOf(width);
  const shown = bytes.length <= 2 * side ? [...bytes] : [...bytes.subarray(0, side), ...bytes.subarray(-side)];
  return [...cellsOfProse('hex'), ...shown.map((byte) => asciiCell(` ${byte.toString(16).padStart(2, '0')}`))];
}

/** Of what is far longer than its place only the ends are looked at: they fill it alone, so that the cut is never seen. */
function sideOf(width: number): number {
  return 2 * width + 2;
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
