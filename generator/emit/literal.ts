/** How values are written in TypeScript: as a careful person would, on one line where there is room. */

/** The longest line of an emitted file. */
export const WIDTH = 120;

/** A string literal, in the quotes that need fewer escapes; nothing in it is invisible. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const character of text) out += character === mark || character === '\\' ? `\\${character}` : visible(character);
  return mark + out + mark;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Letters, marks on letters, digits, signs and the plain blank as they are; all else as an escape. */
function visible(character: string): string {
  const named = NAMED_ESCAPES[character];
  if (named !== undefined) return named;
  if (character === ' ' || /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** A name as the key of an object or the name of a property. */
export function key(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return isIdentifier(name) ? name : quote(name);
}

/** A property of an object: `message.text`, `message['long-text']`. */
export function access(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** How one notation writes plain data. */
interface Notation {
  text(value: string): string;
  /** What minus nought is written as: `String` forgets its sign, and so does JSON. */
  readonly minusNought: string;
  key(name: string): string;
  /** What stands behind the last item of a list that takes several lines. */
  readonly last: string;
}

const TYPESCRIPT: Notation = { text: quote, minusNought: '-0', key, last: ',' };
const JSON_NOTATION: Notation = { text: jsonText, minusNought: '0', key: jsonText, last: '' };

/**
 * Plain data as an expression. `column` is where it begins on its line, `indent` the indentation of that line; one more
 * character is expected to follow it.
 */
export function literal(value: unknown, indent = 0, column = indent): string {
  return layOut(TYPESCRIPT, value, indent, column);
}

/** Plain data as JSON, laid out alike. */
export function json(value: unknown): string {
  return `${layOut(JSON_NOTATION, value, 0, 0)}\n`;
}

/** JSON escapes what ends lines or can't be seen, so that editors and diffs show what is there. */
function jsonText(text: string): string {
  return JSON.stringify(text).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

function layOut(notation: Notation, value: unknown, indent: number, column: number): string {
  if (typeof value !== 'object' || value === null) return scalar(notation, value);
  const line = onOneLine(notation, value, WIDTH - column - 1);
  if (line !== undefined) return line;
  const inner = ' '.repeat(indent + 2);
  const items = Array.isArray(value)
    ? value.map((item) => inner + layOut(notation, item, indent + 2, indent + 2))
    : entries(value).map(([name, one]) => {
        const start = `${inner}${notation.key(name)}: `;
        return start + layOut(notation, one, indent + 2, start.length);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}${notation.last}\n${' '.repeat(indent)}${close}`;
}

/** Undefined where there is no room for it: found out early, as most of a large object has none. */
function onOneLine(notation: Notation, value: unknown, room: number): string | undefined {
  if (typeof value !== 'object' || value === null) {
    const text = scalar(notation, value);
    return text.length <= room ? text : undefined;
  }
  const isList = Array.isArray(value);
  const items: string[] = [];
  let left = room - (isList ? 2 : 4);
  for (const [name, one] of isList ? value.entries() : entries(value)) {
    const start = typeof name === 'number' ? '' : `${notation.key(name)}: `;
    const text = onOneLine(notation, one, left - start.length);
    if (text === undefined) return undefined;
    items.push(start + text);
    left -= start.length + text.length + 2;
  }
  if (items.length === 0) return isList ? '[]' : '{}';
  const line = isList ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
  return line.length <= room ? line : undefined;
}

function scalar(notation: Notation, value: unknown): string {
  if (Object.is(value, -0)) return notation.minusNought;
  return typeof value === 'string' ? notation.text(value) : String(value);
}

/** What is absent is left out, so that optional properties stay exact. */
function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}
