import { expect, test } from 'vitest';
import { createReader } from '../client/reader.js';

const text = 'año € 日本 😀!';
const bytes = Buffer.from(text);

test('under chunk framing a character that is cut between two reads comes whole, with the second', () => {
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const reader = createReader({ kind: 'chunk', max: 1024 });
    const parts = [reader.push(bytes.subarray(0, cut)), reader.push(bytes.subarray(cut)), reader.end()].flat();
    expect(parts.join('')).toBe(text);
    expect(parts.length).toBeLessThanOrEqual(2);
  }
});

test('under line framing a line comes whole, however it is cut', () => {
  const line = Buffer.concat([bytes, Buffer.from('\r\nnext')]);
  for (let cut = 0; cut <= line.length; cut += 1) {
    const reader = createReader({ kind: 'line', max: 64, write: 'lf' });
    const lines = [reader.push(line.subarray(0, cut)), reader.push(line.subarray(cut)), reader.end()].flat();
    expect(lines).toEqual([text, 'next']);
  }
});

test('what is no UTF-8 shows as U+FFFD, also at the end', () => {
  const reader = createReader({ kind: 'chunk', max: 1024 });
  expect(reader.push(Buffer.from('a\xffb', 'latin1'))).toEqual(['a\ufffdb']);
  expect(reader.push(bytes.subarray(1, 2)).join('')).toBe('');
  expect(reader.end()).toEqual(['\ufffd']);
});
