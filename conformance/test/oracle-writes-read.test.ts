import { describe, expect, test } from 'vitest';
import { Deadline } from '../driver/deadline.js';
import { defaultLimits } from '../driver/limits.js';
import { TraceJudge } from '../oracle/judge.js';
import { protocolOf } from './protocols.js';
import { chatWith, TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];

function readIn({ protocol, entries }: TraceWriter): ReadonlyMap<number, number> {
  const judge = new TraceJudge(protocol);
  for (const entry of entries) judge.add(entry);
  expect(judge.judgeFully().kind).not.toBe('violation');
  return judge.writesRead();
}

describe('what a server has surely read', () => {
  const line = protocolOf('chat-line');
  const three = (): TraceWriter => chatWith(line, 'Ana', 'Bob', 'Eva');
  const heard = (trace: TraceWriter, text: string): TraceWriter =>
    trace.read(ANA, text).read(BOB, text).read(EVA, text);

  test('is what has been answered, and what was written before it by the same client', () => {
    const said = three().write(ANA, 'uno').write(BOB, 'tres');
    expect(readIn(said)).toEqual(new Map([ANA, BOB, EVA].map((one) => [one, 1])));
    expect(readIn(said.read(EVA, 'Ana: uno')).get(ANA)).toBe(2);
    const torn = three().writeRaw(ANA, 'u').writeRaw(ANA, 'no\n');
    expect(readIn(torn).get(ANA)).toBe(1);
    expect(readIn(torn.read(EVA, 'Ana: uno')).get(ANA)).toBe(3);
  });

  test('is not a write of which only the beginning has been answered', () => {
    expect(readIn(heard(three().writeRaw(ANA, 'uno\ndo'), 'Ana: uno')).get(ANA)).toBe(1);
    expect(readIn(heard(three().writeRaw(ANA, 'uno\ndos\n'), 'Ana: uno')).get(ANA)).toBe(1);
    const long = three().write(ANA, 'x'.repeat(5_000)).read(ANA, 'Message too long.');
    expect(readIn(long).get(ANA)).toBe(1);
    expect(readIn(heard(long.write(ANA, 'uno'), 'Ana: uno')).get(ANA)).toBe(3);
  });

  test('is not what nobody answers', () => {
    const counter = new TraceWriter(protocolOf('counter')).connect(ANA).write(ANA, 'GET').read(ANA, 'VALUE 0');
    expect(readIn(counter.write(ANA, 'WATCH')).get(ANA)).toBe(1);
  });

  test('also where a write is a message', () => {
    const chat = chatWith(protocolOf('chat-basic'), 'Ana', 'Bob').write(ANA, 'uno').read(BOB, 'Ana: uno');
    expect(readIn(chat)).toEqual(
      new Map([
        [ANA, 2],
        [BOB, 1],
      ]),
    );
  });

  test('of many clients on a slow way, one that misses a message is not waited for until all that they said could have come', () => {
    let now = 0;
    const judge = new TraceJudge(line);
    const deadline = new Deadline({ now: () => now }, { ...defaultLimits, msPerByte: 20 }, () => judge.writesRead());
    const all = Array.from({ length: 40 }, (_, i) => i);
    const trace = chatWith(line, ...all.map((i) => `User${i}`));
    for (const from of all) {
      trace.write(from, 'hola');
      for (const to of all) if (from !== 39 || to !== 7) trace.read(to, `User${from}: hola`);
    }
    for (const entry of trace.entries) {
      if (entry.kind === 'write') deadline.wrote(entry.connection, entry.bytes.length);
      judge.add(entry);
    }
    deadline.start();
    deadline.judged(judge.judgeFully());
    const slow = 20 * 'User39\nhola\n'.length;
    now = defaultLimits.progressMs + slow - 1;
    expect(deadline.expired()).toBeUndefined();
    now += 1;
    expect(deadline.expired()).toBe('quiet');
  });
});
