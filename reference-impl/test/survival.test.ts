import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createServer, type ServerEvent } from '../server/index.js';
import { RawClient } from './raw-client.js';
import { chunkToy, lineToy } from './toy.js';

/** Numbers that look random and are the same every time (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = [
  'ana\n',
  'bob',
  '\n',
  'bye\n',
  'hola\n',
  '!x\n',
  'crash\n',
  '\r\n',
  'x'.repeat(300),
  '\u0000',
  '\xff\xfe\n',
];

/** A client that writes some pieces, reads or does not, and goes in one of the ways that there are. */
function misbehave(port: number, random: () => number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: random() < 0.5, noDelay: true });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    if (random() < 0.7) socket.resume();
    let left = Math.floor(random() * 6);
    const act = (): void => {
      left -= 1;
      if (left >= 0) socket.write(Buffer.from(pieces[Math.floor(random() * pieces.length)] ?? '', 'latin1'));
      else if (random() < 0.4) socket.resetAndDestroy();
      else if (random() < 0.5) socket.destroy();
      else socket.end(() => socket.destroy());
      if (left >= 0) setImmediate(act);
    };
    socket.on('connect', act);
  });
}

test.each([
  ['line', lineToy],
  ['chunk', chunkToy],
])('under %s framing a server survives whatever its clients do, and ends each of them once', async (kind, toy) => {
  const events: ServerEvent[] = [];
  const server = createServer(toy, { port: 0, log: (event) => events.push(event), limits: { unsentBytes: 4_096 } });
  const { port } = await server.listen();
  const random = numbersFrom(kind.length);
  for (let round = 0; round < 15; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => misbehave(port, random)));
  }
  while (server.connections > 0) await new Promise(setImmediate);
  const connected = events.filter((event) => event.kind === 'connected').map(({ connection }) => connection);
  const ended = events.filter((event) => event.kind === 'ended').map(({ connection }) => connection);
  expect(ended.toSorted((one, other) => one - other)).toEqual(connected);

  const end = kind === 'line' ? '\n' : '';
  const ana = await RawClient.to(port);
  ana.write(`ana${end}`);
  await ana.hears(`who?${end}hello ana${end}+ana${end}`);
  ana.socket.destroy();
  await server.close();
});
