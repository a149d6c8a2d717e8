/**
 * What to skip after a syntax error, so that reading can go on: the smallest part of the spec around the error that
 * ends by itself. Inside braces that is a statement, a clause or an item, with the braces that it opens; outside,
 * and among messages, a definition that may span lines.
 */
export interface Skip {
  readonly start: number;
  readonly end: number;
}

interface Block {
  /** Behind the brace that opens it; 0 for the file. */
  readonly start: number;
  readonly inside: Block | undefined;
  /** Where items begin: behind each line end, `;`, and closing brace. */
  readonly items: number[];
}

/**
 * The part around `offset` to leave out; undefined: nothing sensible is left.
 * @param unfinished - what stands before `offset` may be at fault: where a definition begins, the one before is unfinished.
 */
export function skipAround(text: string, offset: number, unfinished: boolean): Skip | undefined {
  const before = unfinished ? definitionBefore(text, offset) : undefined;
  if (before !== undefined) return before;
  const block = blockAt(text, offset);
  for (let at: Block | undefined = block, place = offset; at !== undefined; place = at.start - 1, at = at.inside) {
    const start = startOf(text, at, place);
    const end = endOf(text, Math.max(place, start), at.inside === undefined);
    if (/\S/.test(text.slice(start, end))) return { start: withComments(text, start), end };
  }
  return undefined;
}

/** Walks the text up to `offset`, and says which braces are open there. */
function blockAt(text: string, offset: number): Block {
  let block: Block = { start: 0, inside: undefined, items: [0] };
  for (let at = 0; at < offset; ) {
    const next = behindToken(text, at);
    // The error stands inside this text or comment: its line is what counts.
    if (next > offset) break;
    const character = text[at];
    if (character === '{') block = { start: next, inside: block, items: [next] };
    else if (character === '}') {
      if (block.inside !== undefined) block = block.inside;
      block.items.push(next);
    } else if (character === '\n' || character === ';') block.items.push(next);
    at = next;
  }
  return block;
}

/** Where the innermost brace that is open at `offset` stands; undefined: none is. */
export function openBraceAt(text: string, offset: number): number | undefined {
  const { start } = blockAt(text, offset);
  return start === 0 ? undefined : start - 1;
}

const definition =
  /^[ \t]*(?:[A-Za-z][A-Za-z0-9_]*[ \t]*=|(?:source|transport|delivery|promise|client|server|session|example|protocol)\b|\/\/\/)/;

/** The definition that ends, unfinished, where the next one begins. */
function definitionBefore(text: string, offset: number): Skip | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const rest = text.slice(lineStart);
  if (/\S/.test(text.slice(lineStart, offset)) || !(definition.test(rest) || /^\s*\}/.test(rest))) return undefined;
  const lines = text.slice(0, lineStart).split('\n');
  let end = lineStart - 1;
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const start = end - (lines[index]?.length ?? 0);
    if (/^[ \t]*[A-Z][A-Za-z0-9_]*[ \t]*=/.test(lines[index] ?? '')) return { start, end: lineStart };
    // Only lines that a definition can span lie between.
    if (/[{};]|^\s*$/.test(lines[index] ?? '')) return undefined;
    end = start - 1;
  }
  return undefined;
}

function startOf(text: string, block: Block, offset: number): number {
  // An item begins at the last break before the error that has something behind it.
  const starts = block.items.filter((item) => item <= offset);
  let index = starts.length - 1;
  while (
    index > 0 &&
    !/\S/.test(text.slice(starts[index] ?? 0, offset)) &&
    isBlankBefore(text, starts[index] ?? 0, offset)
  ) {
    index -= 1;
  }
  return starts[Math.max(index, 0)] ?? block.start;
}

/** The doc comments in front of an item go with it: they would be looked for what they are about. */
function withComments(text: string, start: number): number {
  let from = start;
  while (from > 0 && text[from - 1] === '\n') {
    const line = text.lastIndexOf('\n', from - 2) + 1;
    if (!/^[ \t]*\/\/\//.test(text.slice(line, from))) break;
    from = line;
  }
  return from;
}

/** An error at the start of a line belongs to that line, unless the line only closes the braces around it. */
function isBlankBefore(text: string, start: number, offset: number): boolean {
  return /^\s*(?:\}|$)/.test(text.slice(Math.max(start, offset)));
}

/** Up to the end of the item: its line, `;`, the brace that closes what it opens, or the one that closes its block. */
function endOf(text: string, from: number, outermost: boolean): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}') {
      if (depth === 0) return outermost ? at + 1 : at;
      depth -= 1;
      // A guard goes with its other side, a choice with the others.
      if (depth === 0) {
        const other = /^\s*(?:else|or)\b/.exec(text.slice(at + 1, at + 200));
        if (other === null) return at + 1;
        at += other[0].length;
      }
    } else if (depth === 0 && (character === ';' || character === '\n')) {
      if (character === ';' || !outermost || definition.test(text.slice(at + 1))) return at;
      // Outside, a definition may go on in the next line; a blank line ends it for sure.
      if (/^[ \t]*\r?\n/.test(text.slice(at + 1, at + 200))) return at;
    }
    at = behindToken(text, at);
  }
  return text.length;
}

/** Behind a text, a class, a comment, or one character. */
function behindToken(text: string, at: number): number {
  const character = text[at];
  if (character === '"' || character === '[') {
    const closing = character === '"' ? '"' : ']';
    for (let index = at + 1; index < text.length; index += 1) {
      if (text[index] === '\\') index += 1;
      else if (text[index] === closing) return index + 1;
      if (text[index] === '\n') break;
    }
    return at + 1;
  }
  if (character === '/' && text[at + 1] === '/') {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  return at + 1;
}

/** The text with a part of it blanked: every other character keeps its place. */
export function blank(text: string, skip: Skip): string {
  return text.slice(0, skip.start) + text.slice(skip.start, skip.end).replace(/[^\r\n]/g, ' ') + text.slice(skip.end);
}
