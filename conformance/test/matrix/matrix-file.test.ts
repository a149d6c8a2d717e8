import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MatrixFileError, parseMatrixFile } from '../../matrix/index.js';

function faultsOf(text: string): readonly string[] {
  try {
    parseMatrixFile(text, 'list.txt');
  } catch (error) {
    if (error instanceof MatrixFileError) return error.faults;
    throw error;
  }
  return [];
}

describe('a list of implementations', () => {
  test('says of each what is its own, and what it shares with the others', () => {
    const text = `\ufeff# all of them\r
protocol = tea
timeout = 60
env.LANG = C

[ours]
spawn = ./server --port {port} # no comment
env.MODE = a = b

  [theirs]
  address = 127.0.0.1:7000
  protocol = coffee
  timeout = 5
  env.LANG =
`;
    expect(parseMatrixFile(text, 'list.txt')).toEqual([
      {
        name: 'ours',
        line: 6,
        protocol: 'tea',
        spawn: './server --port {port} # no comment',
        timeout: '60',
        env: { LANG: 'C', MODE: 'a = b' },
      },
      { name: 'theirs', line: 10, protocol: 'coffee', address: '127.0.0.1:7000', timeout: '5', env: { LANG: '' } },
    ]);
  });

  test('as the page about it shows one is read', () => {
    const page = readFileSync(new URL('../../../docs/matrix.md', import.meta.url), 'utf8');
    const example = /```ini\n(.*?)```/s.exec(page)?.[1] ?? '';
    expect(parseMatrixFile(example, 'list.txt').map(({ name, protocol }) => `${name}: ${protocol}`)).toEqual([
      'ours: chat-line',
      'theirs: chat-line',
      'the old one: chat-private',
    ]);
  });

  test('tells of every fault, each with its line', () => {
    const text = `protocol tea
[a]
port = 7
spawn = x
spawn = y
[]
[a]
address = h:1
protocol =
`;
    expect(faultsOf(text)).toEqual([
      'list.txt:1: neither [NAME] nor KEY = VALUE: "protocol tea"',
      'list.txt:3: there is no key port; known are protocol, address, spawn, timeout and env.NAME',
      'list.txt:5: spawn is given twice',
      'list.txt:6: an implementation needs a name between the brackets',
      'list.txt:7: there is a [a] already, at line 2',
      'list.txt:9: protocol has no value',
      'list.txt:2: [a] has no protocol',
      'list.txt:6: [] has no protocol',
      'list.txt:6: [] has neither an address nor a command to spawn',
      'list.txt:7: [a] has no protocol',
    ]);
    expect(faultsOf('# nothing\n')).toEqual([
      'list.txt:1: no implementation is listed: each begins with its name in brackets, [NAME]',
    ]);
  });

  test('is read or refused, whatever it holds', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '[a]',
        '[b]',
        'protocol = p',
        'spawn = s',
        'address = h:1',
        'env.X = 1',
        '=',
        '[',
        '__proto__ = 1',
        '\0',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (lines) => {
        for (const fault of faultsOf(lines.join('\n'))) expect(fault).toMatch(/^list\.txt:\d+: /);
      }),
    );
  });
});
