import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createServer } from '../server/index.js';
import { RawClient } from './raw-client.js';
import { closeAll, start } from './running.js';
import { talkUntilCut } from './slow-reader.js';
import { chunkToy, lineToy } from './toy.js';

afterEach(closeAll);

describe.each([
  ['line', lineToy, '\n'],
  ['chunk', chunkToy, ''],
] as const)('a server under %s framing', (_, toy, end) => {
  test('greets, lets in, and tells everyone what one writes', async () => {
    const { named } = await start(toy);
    const ana = await named('ana');
    const bob = await named('bob');
    await ana.hears(`+bob${end}`);
    ana.write(`hola ñ€😀${end}`);
    await bob.hears(`ana> hola ñ€😀${end}`);
    await ana.hears(`ana> hola ñ€😀${end}`);
  });

  test.each(['fin', 'half-close', 'reset'] as const)(
    'tells the others once of a member who goes by %s',
    async (how) => {
      const { named, events, server } = await start(toy);
      const ana = await named('ana');
      const bob = await named('bob');
      leaveBy(how, bob);
      await ana.hears(`-bob${end}`);
      ana.write(`alone${end}`);
      await ana.hears(`ana> alone${end}`);
      expect(ana.received).toBe('');
      if (how === 'half-close') expect(await bob.end()).toBe('fin');
      expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ kind: 'ended', reason: how === 'reset' ? 'failed' : 'finished' });
      expect(server.connections).toBeLessThanOrEqual(how === 'reset' ? 1 : 2);
    },
  );

  test.each(['fin', 'half-close', 'reset'] as const)(
    'tells nobody of one without a name who goes by %s',
    async (how) => {
      const { named, client, events } = await start(toy);
      const ana = await named('ana');
      const nameless = await client();
      leaveBy(how, nameless);
      while (!events.some(({ kind }) => kind === 'ended')) await new Promise(setImmediate);
      ana.write(`alone${end}`);
      await ana.hears(`ana> alone${end}`);
      expect(ana.received).toBe('');
    },
  );

  test('does not make anyone wait for a connection that never says its name', async () => {
    const { client, named } = await start(toy);
    await client();
    const ana = await named('ana');
    ana.write(`here${end}`);
    await ana.hears(`ana> here${end}`);
  });

  test('survives bytes that are not UTF-8, in every state', async () => {
    const { client, named } = await start(toy);
    const nameless = await client();
    nameless.write(Buffer.from(`\xff\xfe${end}`, 'latin1'));
    await nameless.hears(`what?${end}`);
    const ana = await named('ana');
    ana.write(Buffer.from(`a\xc3${end}`, 'latin1'));
    await ana.hears(`what?${end}`);
  });

  test('ends the connection of one who leaves, and drops what follows', async () => {
    const { named, events } = await start(toy);
    const ana = await named('ana');
    const bob = await named('bob');
    bob.write(`bye${end}`);
    expect(await bob.end()).toBe('fin');
    bob.write(`still here?${end}`);
    await ana.hears(`-bob${end}`);
    ana.write(`alone${end}`);
    await ana.hears(`ana> alone${end}`);
    expect(ana.received).toBe('');
    expect(events.at(-1)).toMatchObject({ reason: 'closed' });
  });

  test('cuts a reader who stops reading, tells the others, and delays nobody', async () => {
    const { named, events } = await start(toy, { limits: { unsentBytes: 64 * 1024 } });
    const ana = await named('ana');
    const bob = await named('bob');
    await talkUntilCut(ana, bob, { events, leaves: `-bob${end}`, end });
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
  });

  test('goes on after a defect of the session, at the cost of one connection', async () => {
    const { named, events } = await start(toy);
    const ana = await named('ana');
    const bob = await named('bob');
    bob.write(`crash${end}`);
    expect(await bob.end()).toBe('reset');
    await ana.hears(`-bob${end}`);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'fault', connection: 2 }));
  });
});

function leaveBy(how: 'fin' | 'half-close' | 'reset', client: RawClient): void {
  if (how === 'reset') client.socket.resetAndDestroy();
  else if (how === 'half-close') client.socket.end();
  else client.socket.destroy();
}

describe('lines', () => {
  test('that are complete before a half-close count, a partial one does not', async () => {
    const { named } = await start(lineToy);
    const ana = await named('ana');
    const bob = await named('bob');
    bob.socket.end('one\ntwo\nthr');
    await ana.hears('bob> one\nbob> two\n-bob\n');
    await bob.hears('bob> one\nbob> two\n');
    expect(await bob.end()).toBe('fin');
    expect(bob.received).toBe('');
  });

  test('that are too long are answered once', async () => {
    const { named } = await start(lineToy);
    const ana = await named('ana');
    ana.write(`${'x'.repeat(200)}\nshort\n`);
    await ana.hears('long\n');
    await ana.hears('ana> short\n');
    expect(ana.received).toBe('');
  });
});

describe('closing', () => {
  test.each([lineToy, chunkToy])(
    'ends every connection after what it was sent, and tells nobody anything',
    async (toy) => {
      const { server, named, client } = await start(toy);
      const clients = [await named('ana'), await client()];
      await Promise.all([
        server.close(),
        ...clients.map(async (each) => {
          expect(await each.end()).toBe('fin');
          each.socket.end();
        }),
      ]);
      expect(clients.map(({ received }) => received)).toEqual(['', '']);
      expect(server.connections).toBe(0);
    },
  );

  test('cuts those who do not close their own side in time', async () => {
    const { server, client } = await start(lineToy, { limits: { closeMs: 50 } });
    const stubborn = await client();
    await server.close();
    expect(server.connections).toBe(0);
    await stubborn.end();
  });

  test('of a server that is about to listen leaves nothing that listens', async () => {
    const server = createServer(lineToy, { port: 0 });
    const listening = server.listen();
    await server.close();
    const { port } = await listening;
    expect(server.ready).toBe(false);
    await expect(RawClient.to(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('of a server that never listened, or twice, is nothing', async () => {
    const server = createServer(lineToy);
    await server.close();
    await server.close();
  });
});

test("a port in use is the system's error", async () => {
  const { port } = await start(lineToy);
  await expect(createServer(lineToy, { port }).listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a server gives its port back', async () => {
  const { server, port } = await start(lineToy);
  await server.close();
  const next = createTcpServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => next.once('listening', resolve));
  next.close();
});
