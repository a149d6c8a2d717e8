import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import { startServer } from '../servers/chat-line.js';

/** What a way takes to the server. */
const BYTES_PER_MS = 48;

test('a line of many bytes is answered when it has come to its limit, and holds up what is written after it', async () => {
  const server = await startServer({});
  const sockets: Socket[] = [];
  const way = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const to = dial({ port: server.port, host: server.host, noDelay: true, allowHalfOpen: true });
    sockets.push(client, to);
    let last: Promise<unknown> = Promise.resolve();
    client.on('data', (bytes) => {
      last = last.then(() => pause(bytes.length / BYTES_PER_MS)).then(() => to.write(bytes));
    });
    client.on('end', () => void last.then(() => to.end())).on('error', () => to.destroy());
    to.on('data', (bytes) => client.write(bytes)).on('end', () => client.end());
    to.on('error', () => client.destroy());
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  try {
    const report = await conform({
      protocol: await protocols['chat-line'](),
      target: { host: '127.0.0.1', port: (way.address() as AddressInfo).port },
      seed: 1,
      runs: 0,
      limits: { progressMs: 800 },
      selection: { only: ['survival/invalid and overlong in a row*'] },
      emit() {},
    });
    expect(report.failures).toEqual([]);
    expect(report.summary).toBe('conformant');
  } finally {
    for (const socket of sockets) socket.destroy();
    way.close();
    await server.close();
  }
});
