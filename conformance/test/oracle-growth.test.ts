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
