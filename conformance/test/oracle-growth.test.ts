import { expect, test } from 'vitest';
import { TraceJudge } from '../oracle/judge.js';
import { protocolOf } from './protocols.js';
import { chatWith } from './traces.js';

test.each(['chat-private', 'chat-line'])('%s: a judgement looks at what is new, however long the trace is', (name) => {
  const protocol = protocolOf(name);
  const names = ['Ana', 'Bob', 'Eva'];
  const trace = chatWith(protocol, ...names);
  for (let step = 0; step < 200; step++) {
    const writer = step % names.length;
    trace.write(writer, `text ${step}`);
    for (const reader of names.keys()) trace.read(reader, `${names[writer]}: text ${step}`);
  }
  const judge = new TraceJudge(protocol);
  let most = 0;
  for (const entry of trace.entries) {
    judge.add(entry);
    expect(['complete', 'late']).toContain(judge.judge().kind);
    most = Math.max(most, judge.states);
  }
  expect(judge.judge().kind).toBe('complete');
  expect(most).toBeLessThanOrEqual(12);
});

test('what a judged newcomer is sent is not taken for the doing of a guest who is not judged', () => {
  const trace = chatWith(protocolOf('chat-private'), 'Ana');
  trace.connect(1).read(1, 'NAME').writeRaw(1, Uint8Array.of(0x61, 0xff)).act('halfClose', 1).read(1, 'NAME').end(1);
  trace.connect(2).read(2, 'NAME').write(2, 'Eva');
  // The guest may make others hear of anybody's coming, and all of this ends like such a notice.
  trace.read(2, 'Welcome to the chat, Eva!\nEva has joined the chat.\n').read(0, 'Eva has joined the chat.\n');
  const judge = new TraceJudge(protocolOf('chat-private'));
  for (const entry of trace.entries) {
    judge.add(entry);
    judge.judge();
  }
  expect(judge.judge().kind).toBe('complete');
});

test('what is owed is not taken for a like text that only may come', () => {
  const welcome = (name: string): string => `Welcome to the chat, ${name}!\n`;
  const joined = (name: string): string => `${name} has joined the chat.\n`;
  const trace = chatWith(protocolOf('chat-basic'), 'Ana');
  // A second Ana: what becomes of her is left open. Who comes while the first one's leaving is told may hear of hers.
  trace.connect(1).read(1, 'NAME').write(1, 'Ana').act('halfClose', 1).read(1, welcome('Ana'), joined('Ana'));
  trace.read(0, joined('Ana')).end(1).read(0, 'Ana has left the chat.\n');
  trace.connect(2).read(2, 'NAME').write(2, 'Eva').read(2, welcome('Eva'), joined('Eva')).read(0, joined('Eva'));
  trace.write(0, 'QUIT').read(2, 'Ana has left the chat.\n').end(0);
  const judge = new TraceJudge(protocolOf('chat-basic'));
  for (const entry of trace.entries) {
    judge.add(entry);
    judge.judge();
  }
  expect(judge.judge().kind).toBe('complete');
});

test('megabytes that may be the doing of a guest who is not judged are given up, and not searched for hours', () => {
  const trace = chatWith(protocolOf('chat-private'), 'Ana', 'Bob');
  trace.connect(2).read(2, 'NAME').writeRaw(2, Uint8Array.of(0x61, 0xff)).act('halfClose', 2);
  for (let i = 0; i < 32; i++) trace.read(0, 'a: a has joined the chat.\n'.repeat(2_000)).read(1, ': '.repeat(20_000));
  const judge = new TraceJudge(protocolOf('chat-private'));
  for (const entry of trace.entries) judge.add(entry);
  expect(judge.judge().kind).not.toBe('complete');
  expect(judge.judgeFully()).toMatchObject({
    kind: 'inconclusive',
    reason: expect.stringContaining('more than can be'),
  });
});

test('what surely breaks a clause is refused, however much comes behind it', () => {
  const trace = chatWith(protocolOf('chat-private'), 'Ana', 'Bob');
  trace.write(0, 'hi').read(0, 'Ana: hi').read(1, 'Ann: hi');
  for (let i = 0; i < 32; i++) trace.read(1, ': '.repeat(20_000));
  expect(trace.blame()).toMatchObject({ kind: 'wrong', clause: 'chat-private/Chatting/Say', connection: 1 });
});
