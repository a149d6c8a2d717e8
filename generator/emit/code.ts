import { docLines } from './doc-comment.js';
import { WIDTH } from './literal.js';

/** Lines of TypeScript at their indentation. */
export class Code {
  protected readonly lines: string[] = [];

  constructor(private depth = 0) {}

  /** How many columns the indentation takes that holds here. */
  get indent(): number {
    return this.depth * 2;
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  /** A line, or several, at the indentation that holds; without text an empty one. */
  line(text = ''): this {
    for (const one of text.split('\n')) this.lines.push(one === '' ? '' : ' '.repeat(this.indent) + one);
    return this;
  }

  /** A doc comment: `text` is Markdown, its paragraphs divided by empty lines. */
  doc(text: string): this {
    for (const one of docLines(text, WIDTH - this.indent)) this.line(one);
    return this;
  }

  /** `head`, then what `body` writes, indented, then `tail`. */
  block(head: string, body: () => void, tail = '}'): this {
    this.line(head);
    this.depth++;
    body();
    this.depth--;
    return this.line(tail);
  }

  /** `open`, the items with commas between, `close`: on one line where they fit, else one a line. */
  list(open: string, items: readonly string[], close: string): this {
    const line = onOneLine(open, items, close);
    if (this.indent + line.length <= WIDTH) return this.line(line);
    return this.block(open, () => this.items(items), close);
  }

  /** One item a line. */
  items(items: readonly string[]): this {
    for (const item of items) this.line(`${item},`);
    return this;
  }

  /** Lines that were written apart, for this indentation. */
  append(code: Code): this {
    this.lines.push(...code.lines);
    return this;
  }

  toString(): string {
    return this.lines.join('\n');
  }
}

function onOneLine(open: string, items: readonly string[], close: string): string {
  const space = open.endsWith('{') && items.length > 0 ? ' ' : '';
  return open + space + items.join(', ') + space + close;
}
