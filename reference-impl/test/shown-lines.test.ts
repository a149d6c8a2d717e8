import { expect, test } from 'vitest';
import { rowsOf, ShownLines } from '../client/shown-lines.js';

function linesOf(...texts: readonly string[]): ShownLines {
  const lines = new ShownLines();
  for (const text of texts) lines.add(text);
  return lines;
}

test.each([
  ['', 1],
  ['x'.repeat(10), 1],
  ['x'.repeat(11), 2],
  ['日本語の文', 1],
  ['日本語の文字', 2],
  ['\u001b[32mtenletters\u001b[39m', 1],
])('%j takes %i rows of 10 columns', (line, rows) => {
  expect(rowsOf(line, 10)).toBe(rows);
});

test('as many of the last lines fit as there are rows for whole ones', () => {
  const lines = linesOf('one', 'x'.repeat(25), 'two');
  expect([0, 1, 3, 4, 5, 6].map((rows) => lines.fitting(rows, 10))).toEqual([0, 1, 1, 2, 3, 3]);
  expect([4, 5, 6].map((rows) => lines.fill(rows, 10))).toEqual([true, true, false]);
  expect(lines.last(2)).toEqual(['x'.repeat(25), 'two']);
  expect(lines.last(0)).toEqual([]);
});

test('what a server says can not fill our memory: the oldest lines are forgotten, but never the last', () => {
  const lines = linesOf('old', 'x'.repeat(150_000), 'y'.repeat(150_000));
  expect(lines.last(9)).toEqual(['y'.repeat(150_000)]);
  for (let nth = 0; nth < 2_000; nth += 1) lines.add(`${nth}`);
  expect(lines.fitting(5_000, 80)).toBe(1_000);
  expect(lines.last(1)).toEqual(['1999']);
});
