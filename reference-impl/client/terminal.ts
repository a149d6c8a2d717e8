import { clearLine, clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import stringWidth from 'string-width';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';
import { rowsOf, ShownLines } from './shown-lines.js';

/** Of readline, what it does not tell of. */
type Redrawn = Interface & {
  /** The row that it believes the cursor to be in, below the first of what is typed: it goes up so far before it draws. */
  prevRows?: number;
  /** False for the keys of a read but the last: they were pasted. */
  isCompletionEnabled: boolean;
  /** What Tab asks; without it, it is a character. */
  completer: unknown;
};

/** Up to here what is pasted is drawn as it is put in, each character; a longer line is more than anybody takes. */
const longestDrawn = 2_000;

const prompt = '> ';

/**
 * A terminal: what comes is printed above the line that is being typed, which stays as it is, under a line that says how
 * things stand. That one is part of readline's prompt, and taken off before a typed line stays behind.
 *
 * When its size changes, a terminal wraps anew what it shows, or cuts it off, or does so but for the line that the cursor is
 * in: nobody can tell what stands where. So then the screen is drawn anew, from what was shown last.
 */
export function createTerminal(
  input: ScreenInput,
  output: ScreenOutput,
  dim: (text: string) => string,
  handlers: ScreenHandlers,
): Screen {
  const line = createInterface({
    input,
    output,
    terminal: true,
    prompt,
    historySize: 1000,
    removeHistoryDuplicates: true,
    tabSize: 8,
    completer: (typed: string) => [complete(typed), typed],
  }) as Redrawn;
  insertWhatIsPasted(line);
  const shownLines = new ShownLines();
  let closed = false;
  let status: readonly string[] = [];
  // Lines are handled one after the other, as they were typed; the next can be typed meanwhile.
  let turn: Promise<void> = Promise.resolve();
  let shown = '';
  const fullPrompt = (): string => {
    if (status.length === 0) return prompt;
    // One column less than there are: a full row would wrap.
    shown = fitting(status, (output.columns ?? 80) - 1);
    return `${dim(shown)}\n${prompt}`;
  };
  let [isTab, wasTab] = [false, false];
  input.prependListener('keypress', (_, key?: { readonly name?: string }) => {
    [isTab, wasTab] = [key?.name === 'tab', isTab];
    if (closed || (key?.name !== 'return' && key?.name !== 'enter')) return;
    line.setPrompt(prompt);
    line.prompt(true);
  });
  line.on('line', (text) => {
    shownLines.add(`${prompt}${text}`);
    turn = turn.then(() => handlers.line(text));
    line.setPrompt(fullPrompt());
    line.prompt();
  });
  line.on('SIGINT', () => handlers.interrupt());
  // What is typed may fill several rows.
  const clearPrompt = (rowsAbove = line.getCursorPos().rows): void => {
    moveCursor(output, 0, -rowsAbove);
    cursorTo(output, 0);
    clearScreenDown(output);
  };
  line.on('close', () => {
    if (closed) return;
    closed = true;
    clearPrompt();
    void turn.then(() => handlers.end());
  });
  output.on('error', () => line.close());
  let size = sizeOf(output);
  let pushedOut = false;
  const resized = (): void => {
    const before = size;
    size = sizeOf(output);
    const { rows, columns } = size;
    line.setPrompt(fullPrompt());
    const promptRows = rowsOf(shown, columns) + rowsOf(`${prompt}${line.line}`, columns);
    // What stood here before us goes up, where it can be scrolled back to; after that the screen is ours, unless a
    // larger one has taken some of it back. Of the prompt only that is cleared which surely is one.
    const grown = rows > before.rows || columns > before.columns;
    if (!shownLines.fill(rows, columns) && (!pushedOut || grown)) {
      clearPrompt(Math.min(line.prevRows ?? 0, line.getCursorPos().rows));
      cursorTo(output, 0, rows - 1);
      output.write('\n'.repeat(rows));
      pushedOut = true;
    }
    // Row by row: some take a whole screen that is cleared at once for something to scroll back to.
    for (let row = rows - 1; row >= 0; row -= 1) {
      cursorTo(output, 0, row);
      clearLine(output, 0);
    }
    // Where a terminal cuts off, nothing that was to be seen may be lost; at worst some lines stand twice in what has scrolled off.
    const count = Math.max(
      shownLines.fitting(before.rows - promptRows, before.columns),
      shownLines.fitting(rows - promptRows, columns),
    );
    for (const text of shownLines.last(count)) output.write(`${text}\n`);
    line.prevRows = 0;
    line.prompt(true);
  };
  // Before readline, which draws the line anew.
  output.prependListener('resize', resized);
  line.prompt();

  const redraw = (above: string): void => {
    clearPrompt();
    output.write(above);
    line.setPrompt(fullPrompt());
    line.prevRows = 0;
    line.prompt(true);
  };
  const print = (text: string): void => {
    shownLines.add(text);
    if (closed) output.write(`${text}\n`);
    else redraw(`${text}\n`);
  };
  /** Where Tab can't go on it lists, the second time, what there is: above the prompt, where readline would leave one behind. */
  const complete = (typed: string): string[] => {
    const found = handlers.completions(typed);
    const [first = '', ...others] = found;
    const goesOn = others.every((whole) => whole.startsWith(first.slice(0, typed.length + 1)));
    if (goesOn || !wasTab) return [...found];
    print(dim(listed(found)));
    return [];
  };
  return {
    show: print,
    note: (text) => print(dim(text)),
    status(parts) {
      if (parts.length === status.length && parts.every((part, at) => part === status[at])) return;
      status = parts;
      if (!closed) redraw('');
    },
    close() {
      output.off('resize', resized);
      if (closed) return;
      closed = true;
      clearPrompt();
      line.close();
    },
  };
}

/** So many things that could be said are shown at once. */
const mostListed = 100;

function listed(found: readonly string[]): string {
  const more = found.length - mostListed;
  return found.slice(0, mostListed).join('  ') + (more > 0 ? `  … and ${more} more` : '');
}

/** How large a terminal is. */
function sizeOf({ columns = 80, rows = 24 }: ScreenOutput): { readonly columns: number; readonly rows: number } {
  return { columns, rows };
}

/**
 * Readline puts what is pasted behind the line, wherever the cursor is, and forgets how many rows it fills: it does so for
 * keys that it is told are no end of what was read. Here it is not told; but a Tab among them is a character, as it should be.
 */
function insertWhatIsPasted(line: Redrawn): void {
  const { completer } = line;
  let isPasted = false;
  Object.defineProperty(line, 'isCompletionEnabled', {
    get: () => !isPasted || line.line.length < longestDrawn,
    set(isEnd: boolean) {
      isPasted = !isEnd;
      line.completer = isEnd ? completer : undefined;
    },
  });
}

/** As many of the parts as there is room for, the last ones; where there is too little for the last, its beginning. */
function fitting(parts: readonly string[], columns: number): string {
  for (let from = 0; from < parts.length; from += 1) {
    const text = parts.slice(from).join(' · ');
    if (stringWidth(text) <= columns) return text;
  }
  let cut = '';
  for (const character of parts.at(-1) ?? '') {
    if (stringWidth(`${cut}${character}…`) > columns) break;
    cut += character;
  }
  return `${cut}…`;
}
