import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';

/** The row that readline believes the cursor to be in, below the first of what is typed: it goes up so far before it draws. */
type Redrawn = Interface & { prevRows?: number };

/** A terminal: what comes is printed above the line that is being typed, which stays as it is. */
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
    prompt: '> ',
    historySize: 1000,
    removeHistoryDuplicates: true,
  });
  let closed = false;
  // Lines are handled one after the other, as they were typed; the next can be typed meanwhile.
  let turn: Promise<void> = Promise.resolve();
  line.on('line', (text) => {
    turn = turn.then(() => handlers.line(text));
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
  line.prompt();

  const print = (text: string): void => {
    if (closed) {
      output.write(`${text}\n`);
      return;
    }
    clearPrompt();
    output.write(`${text}\n`);
    line.prevRows = 0;
    line.prompt(true);
  };
  return {
    show: print,
    note: (text) => print(dim(text)),
    close() {
      if (closed) return;
      closed = true;
      clearPrompt();
      line.close();
    },
  };
}
