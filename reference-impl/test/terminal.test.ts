import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { ScreenHandlers } from '../client/screen.js';
import { createTerminal } from '../client/terminal.js';

const columns = 20;

/** As much of a terminal as readline uses: text that wraps, cursor moves, clearing to the end. */
class FakeTerminal extends PassThrough {
  readonly isTTY = true;
  readonly columns = columns;
  private lines = [''];
  private row = 0;
  private column = 0;

  override write(data: string): boolean {
    for (const [, count, command, text] of data.matchAll(/\p{Cc}\[(\d*)([A-Z])|(.)/gsu)) {
      if (text !== undefined) this.put(text);
      else this.obey(command ?? '', Number(count || 1));
    }
    return true;
  }

  get screen(): readonly string[] {
    return this.lines.map((line) => line.trimEnd());
  }

  private put(character: string): void {
    if (character === '\n') this.toRow(this.row + 1);
    if (character === '\r' || character === '\n') {
      this.column = 0;
      return;
    }
    if (this.column === columns) {
      this.toRow(this.row + 1);
      this.column = 0;
    }
    const line = (this.lines[this.row] ?? '').padEnd(this.column);
    this.lines[this.row] = line.slice(0, this.column) + character + line.slice(this.column + 1);
    this.column += 1;
  }

  private obey(command: string, count: number): void {
    if (command === 'A') this.row = Math.max(0, this.row - count);
    else if (command === 'B') this.toRow(this.row + count);
    else if (command === 'C') this.column += count;
    else if (command === 'D') this.column -= count;
    else if (command === 'G') this.column = count - 1;
    else if (command === 'J') {
      this.lines.length = this.row + 1;
      this.lines[this.row] = (this.lines[this.row] ?? '').slice(0, this.column);
    }
  }

  private toRow(row: number): void {
    this.row = row;
    while (this.lines.length <= row) this.lines.push('');
  }
}

function terminal(more: Partial<ScreenHandlers> = {}) {
  const input = new PassThrough();
  const output = new FakeTerminal();
  const handlers: ScreenHandlers = {
    line: () => Promise.resolve(),
    badLine: () => undefined,
    completions: () => [],
    end: () => undefined,
    interrupt: () => undefined,
    ...more,
  };
  return { input, output, screen: createTerminal(input, output, (text) => text, handlers) };
}

test('what comes is printed above the line that is being typed, which stays', async () => {
  const lines: string[] = [];
  const { input, output, screen } = terminal({ line: async (text) => void lines.push(text) });
  input.write('hel');
  screen.show('ana> hi');
  expect(output.screen).toEqual(['ana> hi', '> hel']);
  input.write('lo');
  screen.show('ana> again');
  expect(output.screen).toEqual(['ana> hi', 'ana> again', '> hello']);
  input.write('\r');
  await new Promise(setImmediate);
  expect(lines).toEqual(['hello']);
  expect(output.screen).toEqual(['ana> hi', 'ana> again', '> hello', '>']);
  screen.close();
});

test('a line that fills several rows stays whole, wherever the cursor is in it', () => {
  const { input, output, screen } = terminal();
  const long = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const rows = ['> abcdefghijklmnopqr', 'stuvwxyz0123456789'];
  input.write(long);
  screen.show('one');
  expect(output.screen).toEqual(['one', ...rows]);
  input.write('\u0001');
  screen.show('two');
  expect(output.screen).toEqual(['one', 'two', ...rows]);
  input.write('\u0005!');
  screen.show('three');
  expect(output.screen).toEqual(['one', 'two', 'three', rows[0], `${rows[1]}!`]);
  screen.close();
});

test('Ctrl-D leaves, Ctrl-C interrupts', async () => {
  const told: string[] = [];
  const { input } = terminal({ end: () => void told.push('end'), interrupt: () => void told.push('interrupt') });
  input.write('\u0003');
  input.write('\u0004');
  await new Promise(setImmediate);
  expect(told).toEqual(['interrupt', 'end']);
});

test('a status line stands over the typed line, keeps to the width, and does not stay behind', async () => {
  const { input, output, screen } = terminal();
  screen.status(['Talking']);
  input.write('hel');
  screen.show('ana> hi');
  expect(output.screen).toEqual(['ana> hi', 'Talking', '> hel']);
  screen.status(['Talking to everybody in the room']);
  expect(output.screen).toEqual(['ana> hi', 'Talking to everybo…', '> hel']);
  input.write('lo\r');
  await new Promise(setImmediate);
  expect(output.screen).toEqual(['ana> hi', '> hello', 'Talking to everybo…', '>']);
  screen.close();
  expect(output.screen).toEqual(['ana> hi', '> hello', '']);
});

test('several lines at once, as they are pasted, are each a line', async () => {
  const lines: string[] = [];
  const { input, output, screen } = terminal({ line: async (text) => void lines.push(text) });
  screen.status(['Talking']);
  input.write('one\rtwo\rthr');
  await new Promise(setImmediate);
  expect(lines).toEqual(['one', 'two']);
  expect(output.screen).toEqual(['> one', '> two', 'Talking', '> thr']);
  screen.close();
});

test('Tab goes on with what is offered, as far as it is one thing', async () => {
  const offers = ['bye', '!ana ', '!anton '];
  const { input, output, screen } = terminal({
    completions: (line) => offers.filter((each) => each.startsWith(line)),
  });
  input.write('b\t');
  await new Promise(setImmediate);
  expect(output.screen).toEqual(['> bye']);
  input.write('\u0015!\t');
  await new Promise(setImmediate);
  expect(output.screen).toEqual(['> !an']);
  screen.close();
});

test('wide characters take two columns, and what was typed stays whole', () => {
  const { input, output, screen } = terminal();
  input.write('日本語の文字を書く');
  screen.show('one');
  expect(output.screen).toEqual(['one', '> 日本語の文字を書く']);
  screen.close();
});

test('the prompt is gone when the screen is closed', () => {
  const { input, output, screen } = terminal();
  input.write('half');
  screen.close();
  screen.note('the server ended');
  expect(output.screen).toEqual(['the server ended', '']);
});
