import stringWidth from 'string-width';

/** So many lines are kept at most, and so many characters of them. */
const mostLines = 1_000;
const mostCharacters = 200_000;

/** How many rows of a terminal a line takes. */
export function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(stringWidth(line) / columns));
}

/** The last lines that a terminal was given, so that they can be drawn again where its width has garbled them. */
export class ShownLines {
  private readonly lines: string[] = [];
  private characters = 0;

  add(line: string): void {
    this.lines.push(line);
    this.characters += line.length;
    while (this.lines.length > mostLines || (this.characters > mostCharacters && this.lines.length > 1)) {
      this.characters -= this.lines.shift()?.length ?? 0;
    }
  }

  /** How many of the last lines fit in so many rows. */
  fitting(rows: number, columns: number): number {
    let left = rows;
    for (let count = 0; count < this.lines.length; count += 1) {
      left -= rowsOf(this.lines.at(-1 - count) ?? '', columns);
      if (left < 0) return count;
    }
    return this.lines.length;
  }

  /** Whether the lines take so many rows or more. */
  fill(rows: number, columns: number): boolean {
    return this.fitting(rows - 1, columns) < this.lines.length;
  }

  /** The last lines, so many, in their order. */
  last(count: number): readonly string[] {
    return count === 0 ? [] : this.lines.slice(-count);
  }
}
