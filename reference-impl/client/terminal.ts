import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import stringWidth from 'string-width';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';

/** The row that readline believes the cursor to be in, below the first of what is typed: it goes up so far before it draws. */
type Redrawn = Interface & { prevRows?: number };

const prompt = '> ';

/**
 * A terminal: what comes is printed above the line that is being typed, which stays as it is, under a line that says how
 * things stand. That one is part of readline's prompt, and taken off before a typed line stays behind.
 */
export function createTerminal(
  input: ScreenInput,
  output: ScreenOutput,
  dim: (text: string) => string,
  handlers: ScreenHandlers,
): Screen {
  const line: Redrawn = createInterface({
    input,
    output,
    terminal: true,
    prompt,
    historySize: 1000,
    removeHistoryDuplicates: true,
    tabSize: 8,
    completer: (typed: string) => [[...handlers.completions(typed)], typed],
  });
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
  input.prependListener('keypress', (_, key?: { readonly name?: string }) => {
    if (closed || (key?.name !== 'return' && key?.name !== 'enter')) return;
    line.setPrompt(prompt);
    line.prompt(true);
  });
  line.on('line', (text) => {
    turn = turn.then(() => handlers.line(text));
    line.setPrompt(fullPrompt());
    line.prompt();
  });
  line.on('SIGINT', () => handlers.interrupt());
  // What is typed may fill several rows.
  const clearPrompt = (): void => {
    moveCursor(output, 0, -line.getCursorPos().rows);
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
  const resized = (): void => {
    // A terminal wraps anew what is drawn, but some leave the line alone that the cursor is in. Where one can't know, fewer
    // rows are drawn over: something of the old line may stay, and nothing that has come is lost.
    const statusRows = Math.ceil(stringWidth(shown) / (output.columns ?? 80));
    const typedRows = line.getCursorPos().rows - statusRows;
    const typedRowsBefore = (line.prevRows ?? 0) - (shown === '' ? 0 : 1);
    line.prevRows = statusRows + Math.max(0, Math.min(typedRows, typedRowsBefore));
    line.setPrompt(fullPrompt());
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
    if (closed) output.write(`${text}\n`);
    else redraw(`${text}\n`);
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
