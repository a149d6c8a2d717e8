import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import { TimeBox } from '../../engine/time-box.js';
import { startServer } from '../servers/chat-line.js';

test('a server for which there is no time is tried without generated cases, and judged by every clause all the same', async () => {
  const server = await startServer({});
  try {
    const { host, port } = server;
    const protocol = await protocols['chat-line']();
    const report = await conform({ protocol, target: { host, port }, seed: 1, runs: 10, generatedMs: 0, emit() {} });
    expect(report).toMatchObject({ status: 0, casesLeftOut: 10 });
    expect(report.coverage.clauses.filter(({ covered }) => !covered)).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a time counts from when it is first asked for, and none at all is never over', () => {
  expect(new TimeBox(0).isOver()).toBe(true);
  expect(new TimeBox(60_000).isOver()).toBe(false);
  expect(new TimeBox(undefined).isOver()).toBe(false);
});
