import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import type { Report } from '../../engine/events.js';
import { startServer } from '../servers/chat-line.js';

const LATE_MS = 900;
const limits = { progressMs: 300 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A correct server, of which nothing is heard for a while on some of its connections: on the first of every so many. */
async function judged(every: number, first: number): Promise<Report> {
  const server = await startServer({});
  closing.push(() => server.close());
  const sockets = new Set<Socket>();
  let count = 0;
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    count += 1;
    const isLate = count >= first && (count - first) % every === 0;
    const way = dial({ port: server.port, host: server.host, noDelay: true, allowHalfOpen: true });
    client.on('data', (bytes) => way.write(bytes)).on('end', () => way.end());
    const answers = (): void => void way.on('data', (bytes) => client.write(bytes)).on('end', () => client.end());
    if (isLate) setTimeout(answers, LATE_MS);
    else answers();
    for (const [one, other] of [
      [client, way],
      [way, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one));
    }
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    listener.close();
    await once(listener, 'close');
  });
  const { port } = listener.address() as AddressInfo;
  const protocol = await protocols['chat-line']();
  return conform({
    protocol,
    target: { host: '127.0.0.1', port },
    seed: 1,
    runs: 0,
    limits,
    selection: { only: ['session'] },
    emit() {},
  });
}

test('what was late once, and never when it was tried again, is no doubt, and is told of', {
  timeout: 60_000,
}, async () => {
  const report = await judged(Number.POSITIVE_INFINITY, 20);
  expect(report).toMatchObject({ status: 0, summary: 'conformant', failures: [] });
  expect(report.remark).toMatch(
    /^chat-line\/\S+ was late once, and in time each of the 5 times that it was tried again\.$/,
  );
});

test('what is late again and again, though never when it is tried again, is doubted', {
  timeout: 120_000,
}, async () => {
  const report = await judged(30, 20);
  expect(report).toMatchObject({ status: 3, failures: [] });
  const doubts = report.verdicts.filter(({ kind }) => kind === 'inconclusive');
  expect(doubts.length).toBeGreaterThan(0);
});
