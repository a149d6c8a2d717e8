import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import type { Report } from '../../engine/events.js';

const MOST = 999_999_999_999_999;

/** The counter by hand, which keeps its value for whoever comes next. `step`: what `INC` adds. */
async function counter(value: number, step = 1) {
  const watchers = new Set<Socket>();
  const sockets = new Set<Socket>();
  let count = value;
  const add = (socket: Socket, n: number): string => {
    if (count > MOST - n) return 'FULL';
    count += n;
    for (const one of watchers) if (one !== socket) one.write(`VALUE ${count}\n`);
    return `VALUE ${count}`;
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket
      .on('error', () => socket.destroy())
      .on('close', () => void (watchers.delete(socket) && sockets.delete(socket)));
    const answer = (line: string): string | undefined => {
      const number = /^ADD (0|[1-9][0-9]{0,14})$/.exec(line)?.[1];
      if (number !== undefined) return add(socket, Number(number));
      if (line === 'INC') return add(socket, step);
      if (line === 'GET') return `VALUE ${count}`;
      if (line !== 'WATCH') return 'ERROR';
      watchers.add(socket);
      return undefined;
    };
    let held = '';
    let dropping = false;
    socket.on('data', (bytes) => {
      for (const [i, piece] of bytes.toString('latin1').split('\n').entries()) {
        if (i > 0) {
          const line = dropping ? undefined : answer(held.replace(/\r$/, ''));
          if (line !== undefined) socket.write(`${line}\n`);
          [held, dropping] = ['', false];
        }
        held += piece;
        if (dropping || Buffer.byteLength(held, 'latin1') < 64) continue;
        dropping = true;
        socket.write('ERROR\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const judge = async (): Promise<Report> =>
    conform({ protocol: await protocols.counter(), target: { host: '127.0.0.1', port }, seed: 1, runs: 5, emit() {} });
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { judge, close };
}

test.each([0, 41])('a server is judged from what it remembers, when it began with %d and ever after', async (value) => {
  const { judge, close } = await counter(value);
  try {
    for (let time = 0; time < 2; time++)
      expect(await judge()).toMatchObject({ status: 0, summary: 'conformant', failures: [] });
  } finally {
    await close();
  }
});

test('what a broken clause has made of the server is not charged to the others', async () => {
  const { judge, close } = await counter(0, 2);
  try {
    const { failures } = await judge();
    expect(failures.map(({ requirement }) => requirement)).toEqual(['counter/Ready/Inc/else']);
  } finally {
    await close();
  }
});
