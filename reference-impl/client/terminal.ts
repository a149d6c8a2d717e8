import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
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
  let status = '';
  // Lines are handled one after the other, as they were typed; the next can be typed meanwhile.
  let turn: Promise<void> = Promise.resolve();
  let shown = '';
  const fullPrompt = (): string => {
    if (status === '') return prompt;
    // One column less than there are: a full row would wrap.
    const most = Math.max(1, (output.columns ?? 80) - 1);
    shown = status.length > most ? `${status.slice(0, most - 1)}…` : status;
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
    // A narrower terminal has wrapped the status line: there are more rows to be drawn over.
    line.prevRows = (line.prevRows ?? 0) + Math.max(0, Math.ceil(shown.length / (output.columns ?? 80)) - 1);
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
    status(text) {
      if (text === status) return;
      status = text;
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
