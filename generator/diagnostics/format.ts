import picocolors from 'picocolors';
import type { At } from '../../runtime/model.js';
import { type Diagnostic, sortDiagnostics } from './diagnostic.js';
import { printable, printableCharacter } from './printable.js';

export interface FormatOptions {
  /** Escape codes for a terminal; off unless asked for, so that what is written to a file is text. */
  readonly colour?: boolean;
}

const TAB_WIDTH = 4;

/**
 * Diagnostics as a person reads them: place, code and message, the line itself with its span underlined, a hint; in the
 * order of the text, with their number at the end. Nothing for none, and no line end behind the last line.
 * @param text - the spec that they are about.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  text: string,
  { colour = false }: FormatOptions = {},
): string {
  if (diagnostics.length === 0) return '';
  const paint = picocolors.createColors(colour);
  const lines = text.split(/\r?\n/);
  const formatted = sortDiagnostics(diagnostics).map((one) => formatOne(one, lines[one.at.line - 1], paint));
  return [...formatted, countOf(diagnostics)].join('\n\n');
}

type Paint = ReturnType<typeof picocolors.createColors>;

function formatOne(one: Diagnostic, line: string | undefined, paint: Paint): string {
  const tone = one.severity === 'error' ? paint.red : paint.yellow;
  const place = printable(`${one.file}:${one.at.line}:${one.at.column}`);
  const head = `${paint.bold(place)}: ${tone(`${one.severity} ${one.code}`)}: ${printable(one.message)}`;
  const source = line === undefined ? [] : formatSource(one, line, paint, tone);
  return [head, ...source, `${paint.cyan('hint:')} ${printable(one.hint)}`].join('\n');
}

function formatSource(one: Diagnostic, line: string, paint: Paint, tone: (text: string) => string): readonly string[] {
  const start = one.at.column - 1;
  const end = endColumn(one.at, one.end, line) - 1;
  const gutter = String(one.at.line);
  const margin = ' '.repeat(gutter.length);
  const before = widthOf(line.slice(0, start), 0);
  const carets = '^'.repeat(Math.max(1, widthOf(line.slice(start, end), before)));
  return [
    `${paint.dim(`${gutter} |`)} ${shownLine(line)}`.trimEnd(),
    `${paint.dim(`${margin} |`)} ${' '.repeat(before)}${tone(carets)}`,
  ];
}

/** The first column that is not underlined: a span that goes on in other lines is underlined to the end of its first. */
function endColumn(at: At, end: At | undefined, line: string): number {
  if (end !== undefined && end.line === at.line && end.column > at.column) return end.column;
  if (end !== undefined && end.line > at.line) return line.trimEnd().length + 1;
  const word = /^[A-Za-z0-9_.-]+/.exec(line.slice(at.column - 1))?.[0];
  return at.column + (word?.length ?? 1);
}

/** The line as a terminal shows it in the columns that `widthOf` counts: tabs as spaces, controls as escapes. */
function shownLine(line: string): string {
  let shown = '';
  let width = 0;
  for (const character of line) {
    const next = width + widthOfCharacter(character, width);
    shown += character === '\t' ? ' '.repeat(next - width) : printableCharacter(character);
    width = next;
  }
  return shown;
}

function widthOf(text: string, from: number): number {
  let width = from;
  for (const character of text) width += widthOfCharacter(character, width);
  return width - from;
}

// East Asian wide and emoji blocks; good to the column for nearly all text, and a caret is forgiven for the rest.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
// Variation selectors are marks; the zero-width ones beside them are formats.
const markOrJoiner = /[\p{Mn}\p{Me}\p{Cf}]/u;

function widthOfCharacter(character: string, column: number): number {
  if (character === '\t') return TAB_WIDTH - (column % TAB_WIDTH);
  const shown = printableCharacter(character);
  if (shown !== character) return shown.length;
  if (markOrJoiner.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

function countOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]);
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
