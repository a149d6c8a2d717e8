import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../engine/events.js';
import { exchangeLines } from '../../report/exchange.js';
import { requirementsById } from '../../report/run.js';
import { bytes, chat, connect, cut, end, failure, fault, owed, read, scenarioOf, write } from './fixtures.js';

const AGAIN = ['parley', 'conform', '127.0.0.1:7000', '--protocol', 'tea', '--replay', 'parley-failures/tea-1.json'];

function shown(found: Failure, framing: 'chunk' | 'line' = 'chunk'): string {
  const protocol = chat(framing);
  const requirement = requirementsById(protocol).get(found.requirement);
  return exchangeLines(found, { protocol, requirement, number: 1, seed: 42, again: AGAIN }).join('\n');
}

/** The diagram alone. */
function drawn(found: Failure, framing: 'chunk' | 'line' = 'chunk'): string {
  return shown(found, framing).split('\n\n')[1] ?? '';
}

const echo = failure(
  [connect(0), read(0, 'NAME'), connect(1), read(1, 'NAME'), write(0, 'hi'), read(0, 'Ana: hi')],
  fault({ kind: 'unexpected', connection: 0, entry: 5, offset: 4, got: bytes('Ana: hi') }),
  { hint: 'The sender received its own message, which goes to the others only.' },
);

describe('a failure is shown', () => {
  test('as the page about reports shows it', () => {
    const page = readFileSync(new URL('../../../docs/conform.md', import.meta.url), 'utf8');
    const example = /```text\n(FAIL.*?)```/s.exec(page)?.[1];
    expect(`${shown(echo)}\n`).toBe(example);
  });

  test('with what is missing, and how long it was waited for', () => {
    const late = failure(
      [connect(0), cut(0, 'reset'), connect(1)],
      fault({
        kind: 'missing',
        connection: 1,
        entry: 3,
        clause: 'tea/Chatting/disconnect',
        acceptable: [owed(1, ['Ana is gone.\n'], 'tea/Chatting/disconnect')],
      }),
      { waitedMs: 3000, level: 'should', confirmed: { failed: 3, tries: 3 } },
    );
    expect(shown(late)).toBe(`WARN  1. tea/Chatting/disconnect
      Luis did not receive what is owed.

  Ana     Luis    SERVER
  o-------------->|  connects
  |-------------->|  RST: cuts the connection
          o------>|  connects
!         |< - - -|  nothing comes

  expected     "Ana is gone.\\n"
  got          nothing, within 3.0 s
  clause       tea/Chatting/disconnect (SHOULD)
  says         Everyone else is told once that a user has gone, whichever way
               the connection ended.
  spec         spec/tea.parley:40:5
  confirmed    3 of 3; found in session/say-3
  seed         42
  again        parley conform 127.0.0.1:7000 --protocol tea --replay \\
                 parley-failures/tea-1.json`);
  });

  test('with every acceptable reply, and what is left to the server', () => {
    const found = failure(
      [connect(0), read(0, 'what?')],
      fault({
        kind: 'wrong',
        connection: 0,
        entry: 1,
        got: bytes('what?'),
        acceptable: [
          owed(0, ['Hi, ', { any: 'name' }, '!\n'], 'tea/connect'),
          owed(0, ['Hi, ', { any: 'name' }, '!\n'], 'tea/connect'),
          owed(0, undefined, 'tea/Chatting/Say'),
        ],
      }),
    );
    expect(shown(found)).toContain(`
  expected     "Hi, <any name>!\\n"
                 by tea/connect
               or the end of the connection
                    by tea/Chatting/Say
  got          "what?"
`);
  });

  test('with the end of its frame, under line framing, in what was expected as in what came', () => {
    const found = failure(
      [connect(0), read(0, 'b\n')],
      fault({ kind: 'wrong', connection: 0, entry: 1, got: bytes('b\n'), acceptable: [owed(0, ['a'], 'tea/connect')] }),
    );
    expect(shown(found, 'line')).toContain('  expected     "a\\n"\n  got          "b\\n"\n');
  });

  test('with an end that should not have come', () => {
    const found = failure([connect(0), end(0)], fault({ kind: 'ended', connection: 0, entry: 1 }));
    expect(drawn(found)).toBe(`  Ana     SERVER
  o------>|  connects
! |<------|  FIN: the server ends it`);
    expect(shown(found)).toContain(
      '  expected     the connection stays open\n  got          the end of the connection (FIN)\n',
    );
  });

  test('with the time in which nothing was said', () => {
    const rest = { kind: 'act', action: { kind: 'rest', client: 0, ms: 9_000 } } as const;
    const connects = { kind: 'act', action: { kind: 'connect', client: 0 } } as const;
    const found = failure(
      [connect(0), read(0, 'NAME'), end(0)],
      fault({ kind: 'ended', connection: 0, entry: 2, offset: 4 }),
      { scenario: { clients: ['Ana'], steps: [connects, rest] }, times: [0, 1, 1_601] },
    );
    expect(drawn(found)).toBe(`  Ana     SERVER
  o------>|  connects
  |<------|  "NAME"
  |       |  says nothing for 1.6 s
! |<------|  FIN: the server ends it`);
  });

  test('with an order that was changed', () => {
    const found = failure(
      [connect(0), read(0, 'b\na\n')],
      fault({
        kind: 'missing',
        connection: 0,
        entry: 1,
        got: bytes('b\na\n'),
        acceptable: [owed(0, ['a'], 'tea/connect')],
      }),
    );
    expect(shown(found, 'line')).toContain('Ana received things out of order.\n');
  });

  test('with who the names are that no client has', () => {
    const trace = [connect(0), write(0, 'Ana0a100'), write(0, '\\w Ben0a100 hi'), read(0, 'Leo09z00 has gone.')];
    const found = failure(
      trace,
      fault({ kind: 'unexpected', connection: 0, entry: 3, got: bytes('Leo09z00 has gone.') }),
    );
    expect(shown(found)).toContain(`
  names        Leo09z00: a client of an earlier case
               Ben0a100: nobody here has this name
`);
    expect(shown(echo)).not.toContain('names');
  });

  test('in colour where that is asked for, and without else', () => {
    expect(shown(echo)).not.toContain('\u001b');
  });
});

describe('texts', () => {
  const said = (text: string): string =>
    drawn(failure([connect(0), write(0, text)], fault({ kind: 'missing', connection: 0, entry: 2 })));

  test('show what a terminal would not', () => {
    expect(said('a\r\n\0\t\u001b[2J\u200b\ufeff\u0301')).toContain(
      '"a\\r\\n\\0\\t\\u{1b}[2J\\u{200b}\\u{feff}\\u{301}"',
    );
    expect(said('\\w "x"')).toContain('"\\\\w \\"x\\""');
    expect(said('año 漢字 👍')).toContain('"año 漢字 👍"');
  });

  test('are hexadecimal where they are not UTF-8', () => {
    const found = failure(
      [connect(0), { kind: 'write', connection: 0, bytes: Uint8Array.of(0x68, 0xff, 0x0a) }],
      fault({ kind: 'missing', connection: 0, entry: 2 }),
    );
    expect(drawn(found)).toContain('hex 68 ff 0a');
  });

  test('that are long lose their middle, and tell their length', () => {
    const text = said(`${'a'.repeat(40_000)}${'b'.repeat(40_000)}`);
    expect(text).toMatch(/"a+\n/);
    expect(text).toMatch(/a…b|a+…$/m);
    expect(text).toContain('b" (80000 bytes)');
    expect(text.split('\n').length).toBeLessThan(10);
  });
});

describe('what was read', () => {
  const at = (framing: 'chunk' | 'line', ...texts: readonly string[]): readonly string[] => {
    const found = failure(
      [connect(0), ...texts.map((text) => read(0, text))],
      fault({ kind: 'missing', connection: 0, entry: texts.length + 1 }),
    );
    return drawn(found, framing)
      .split('\n')
      .filter((line) => line.includes('"'))
      .map((line) => line.slice(line.indexOf('"')));
  };

  test('is cut at newlines under chunk framing where every part is a message', () => {
    expect(at('chunk', 'Hi, Ana!\nAna is in.\n')).toEqual(['"Hi, Ana!\\n"', '"Ana is in.\\n"']);
    expect(at('chunk', 'Hi, Ana!\nwhat\n')).toEqual(['"Hi, Ana!\\nwhat\\n"']);
  });

  test('is put together where the parts follow each other', () => {
    expect(at('chunk', 'NA', 'M', 'E')).toEqual(['"NAME"']);
    expect(at('line', 'a\nb', 'c\nd')).toEqual(['"a\\n"', '"bc\\n"', '"d"']);
  });

  test('is put together under line framing past what others do, but not past what the client itself does', () => {
    const trace = [
      connect(0),
      connect(1),
      read(0, 'a'),
      read(1, 'x'),
      read(0, 'b\n'),
      read(1, 'y\n'),
      read(0, 'c'),
      write(0, 'd'),
      read(0, 'e\n'),
    ];
    expect(drawn(failure(trace, fault({ kind: 'missing', connection: 1, entry: 9 })), 'line')).toBe(
      `  Ana     Luis    SERVER
  o-------------->|  connects
  |       o------>|  connects
  |<--------------|  "ab\\n"
  |       |<------|  "xy\\n"
  |<--------------|  "c"
  |-------------->|  "d"
  |<--------------|  "e\\n"
!         |< - - -|  nothing comes`.replace('!         |< - - -|', '! |       |< - - -|'),
    );
  });

  test('is marked at the message that holds the first wrong byte', () => {
    const trace = [connect(0), read(0, 'a\nb\nc\n')];
    expect(
      drawn(failure(trace, fault({ kind: 'wrong', connection: 0, entry: 1, offset: 3, got: bytes('\nc\n') })), 'line'),
    ).toContain('! |<------|  "b\\n"');
  });
});

describe('a great exchange', () => {
  test('of many clients is a list', () => {
    const names = Array.from({ length: 12 }, (_, n) => `Guest${n}`);
    const trace = [...names.map((_, n) => connect(n)), write(3, 'hi'), read(11, 'Guest3: hi')];
    const found = failure(trace, fault({ kind: 'wrong', connection: 11, entry: 13, got: bytes('Guest3: hi') }), {
      scenario: scenarioOf(...names),
    });
    expect(drawn(found).split('\n').slice(-3)).toEqual([
      '  Guest11 -> connects',
      '  Guest3  -> "hi"',
      '! Guest11 <- "Guest3: hi"',
    ]);
  });

  test('of many steps loses some, never those around the fault', () => {
    const trace = [
      connect(0),
      ...Array.from({ length: 500 }, (_, n) => (n % 2 === 0 ? write(0, `${n}`) : read(0, `${n}`))),
    ];
    const lines = drawn(
      failure(trace, fault({ kind: 'wrong', connection: 0, entry: 300, offset: 700, got: bytes('x') })),
    ).split('\n');
    expect(lines.length).toBeLessThan(60);
    expect(lines.filter((line) => line.startsWith('!'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('more, left out here'))).toHaveLength(2);
  });
});
