import { describe, expect, it, test } from 'vitest';
import { conform } from '../../engine/conform.js';
import { GrammarTally } from '../../grammar/grammar-tally.js';
import { judgeTrace, TraceJudge } from '../../oracle/judge.js';
import { protocolFrom, protocolOf } from '../protocols.js';
import { connect, read, write } from '../report/fixtures.js';
import { startServer } from '../servers/chat-line.js';

const order = protocolFrom(
  'spec/order.parley',
  `protocol order
transport { tcp 7000; charset utf-8; framing line(200) }
delivery total, atomic event
Drink = "tea" / "coffee" milk:" with milk"?
Count = [0-9]|1..3|  as integer(1..999)
Spare = "never used"
client { Order = "order " n:Count " " what:Drink; Bye = "bye"i }
server { Ready = "ready: " what:Drink; Sorry = "?" }
session {
  connect { become Open }
  state Open {
    on Order(n, what) { reply Ready(what) }
    on Bye { close }
    unrecognized, invalid, overlong { reply Sorry }
  }
}
`,
);

describe('what a grammar leaves open', () => {
  const shown = (tally: GrammarTally): readonly string[] =>
    tally
      .coverage()
      .map(({ definition, part, way, covered }) => `${covered ? '+' : '-'} ${definition}  ${part}  ${way}`);

  it('is each message, and in it and its rules each alternative, in the order of the spec', () => {
    expect(shown(new GrammarTally(order))).toEqual([
      '- Order  "order " n:Count " " what:Drink  taken',
      '- Bye  "bye"i  taken',
      '- Bye  "bye"i  as it is written',
      '- Bye  "bye"i  in other case',
      '- Ready  "ready: " what:Drink  sent',
      '- Sorry  "?"  sent',
      '- Drink  "tea" / "coffee" milk:(" with milk"?)  "tea"',
      '- Drink  "tea" / "coffee" milk:(" with milk"?)  "coffee" milk:(" with milk"?)',
      '- Drink  " with milk"?  without it',
      '- Drink  " with milk"?  with it',
      '- Count  [0-9]|1..3|  once',
      '- Count  [0-9]|1..3|  2 times',
      '- Count  [0-9]|1..3|  3 times',
    ]);
  });

  it('is gone by messages of both sides', () => {
    const tally = new GrammarTally(order);
    tally.accept(() => [
      { message: 'Order', text: 'order 7 coffee' },
      { message: 'Order', text: 'order 120 tea' },
      { message: 'Ready', text: 'ready: coffee with milk' },
      { message: 'Bye', text: 'BYE' },
    ]);
    const left = tally.coverage().filter(({ covered }) => !covered);
    expect(left.map(({ definition, way }) => `${definition} ${way}`)).toEqual([
      'Bye as it is written',
      'Sorry sent',
      'Count 2 times',
    ]);
  });
});

describe('texts that have come', () => {
  const gone = (tally: GrammarTally): readonly string[] =>
    tally.coverage().flatMap(({ definition, way, covered }) => (covered ? [`${definition} ${way}`] : []));
  const texts = ['order 120 tea', 'order 7 coffee with milk', 'order 31 coffee'].map((text) => ({
    message: 'Order',
    text,
  }));

  it('show the same in whatever order they come, however often it is asked what they show', () => {
    const [once, often] = [new GrammarTally(order), new GrammarTally(order)];
    once.accept(() => texts);
    for (const one of [...texts].reverse()) {
      often.accept(() => [one]);
      gone(often);
    }
    expect(gone(often)).toEqual(gone(once));
    expect(gone(once)).toHaveLength(8);
  });

  it('are not kept for ever: of many that show nothing new, the next still counts', () => {
    const tally = new GrammarTally(order);
    const wrong = Array.from({ length: 12_000 }, (_, i) => ({
      message: 'Order',
      text: `order ${i}${' tea'.repeat(25)}`,
    }));
    for (let at = 0; at < wrong.length; at += 100) tally.accept(() => wrong.slice(at, at + 100));
    tally.accept(() => [{ message: 'Order', text: 'order 5 coffee' }]);
    expect(gone(tally)).toContain('Count once');
  });
});

describe('the messages of a trace', () => {
  const trace = [
    connect(0),
    write(0, 'order 2 tea\r\norder x\n'),
    read(0, 'ready: tea\n?\n'),
    write(0, 'order 9 coffee with milk\n'),
    read(0, 'ready: coffee with milk\n'),
  ];

  test('are told once they are all explained', () => {
    const judge = new TraceJudge(order);
    for (const entry of trace) judge.add(entry);
    expect(judge.judgeFully().kind).toBe('complete');
    expect([...judge.messages()]).toEqual(
      expect.arrayContaining([
        { message: 'Order', text: 'order 2 tea' },
        { message: 'Order', text: 'order 9 coffee with milk' },
        { message: 'Ready', text: 'ready: tea' },
        { message: 'Sorry', text: '?' },
        { message: 'Ready', text: 'ready: coffee with milk' },
      ]),
    );
    expect([...judge.messages()]).toHaveLength(5);
  });

  test('are not, where the server said what nothing explains', () => {
    const wrong = [...trace.slice(0, 2), read(0, 'ready: coffee\n')];
    expect(judgeTrace(order, wrong).kind).toBe('violation');
    const judge = new TraceJudge(order);
    for (const entry of wrong) judge.add(entry);
    judge.judgeFully();
    expect([...judge.messages()]).toEqual([]);
  });
});

test('a run tells what of the grammar it has seen: all of it, unless only part of it is asked for', async () => {
  const protocol = protocolOf('chat-line');
  const server = await startServer({ port: 0 });
  const judged = (only: readonly string[]) =>
    conform({
      protocol,
      target: { host: server.host, port: server.port },
      seed: 1,
      runs: 0,
      selection: { only },
      emit: () => undefined,
    });
  try {
    const { grammar: all } = (await judged([])).coverage;
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(({ covered }) => !covered)).toEqual([]);
    const { grammar: some } = (await judged(['examples'])).coverage;
    const missed = some.filter(({ covered }) => !covered).map(({ definition, way }) => `${definition} ${way}`);
    expect(missed).toContain('TooLong sent');
    expect(missed).toContain('Name 32 times');
    expect(missed).not.toContain('Whisper taken');
  } finally {
    await server.close();
  }
});
