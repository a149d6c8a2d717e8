import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../client/address.js';
import { linesToShow, visible } from '../client/visible.js';

test('escape sequences and control characters are shown, not obeyed', () => {
  expect(visible('\u001b[31mred\u001b]0;title\u0007')).toBe('^[[31mred^[]0;title^G');
  expect(visible('a\rb\u007f\u0000\u009b2J')).toBe('a^Mb^?^@<U+009B>2J');
  expect(visible('\u202egnp.exe\u2028\ufeff')).toBe('<U+202E>gnp.exe<U+2028><U+FEFF>');
});

test('everything else is as it came', () => {
  for (const text of ['hola ñ €', 'tab\there', '👩‍👩‍👧', 'ą̊', '']) expect(visible(text)).toBe(text);
});

test('newlines at the end of a read add no blank line, those within divide it', () => {
  expect(linesToShow('one\n')).toEqual(['one']);
  expect(linesToShow('one\r\ntwo\n\n')).toEqual(['one', 'two']);
  expect(linesToShow('one\n\ntwo')).toEqual(['one', '', 'two']);
  expect(linesToShow('\n')).toEqual([]);
});

test.each([
  ['localhost:7000', 'localhost', 7000],
  ['127.0.0.1:1', '127.0.0.1', 1],
  ['[::1]:65535', '::1', 65_535],
])('%s is an address', (text, host, port) => {
  expect(parseAddress(text)).toEqual({ host, port });
  expect(formatAddress({ host, port })).toBe(text);
});

test.each([
  '',
  'localhost',
  'localhost:',
  ':7000',
  'localhost:0',
  'localhost:65536',
  '::1:7000',
  'a b:1',
  'host:7000x',
  'host:-1',
])('"%s" is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});
