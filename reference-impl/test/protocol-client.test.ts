import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { EncodeError } from '../../runtime/errors.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { ClientError, type ConnectOptions, connect, type Incoming, type ProtocolClient } from '../client/library.js';
import { createServer } from '../server/index.js';
import { closeAll, closeLater, start } from './running.js';
import { ScriptedServer } from './scripted-server.js';
import { chunkToy, createToy, lineToy } from './toy.js';

afterEach(closeAll);

type ToyClient = ProtocolClient<string, Message, Message>;

/** A message of the toy, with whatever fields it has. */
function message(kind: string, fields: Record<string, string> = {}): Message {
  return { kind, ...fields };
}

async function client(protocol: Protocol, port: number, options?: ConnectOptions): Promise<ToyClient> {
  const connected = await connect(protocol, { host: '127.0.0.1', port }, options);
  closeLater(connected);
  return connected;
}

/** Reads until a text holds this one; what was read. */
async function until(each: AsyncIterable<Incoming<Message>>, text: string): Promise<string> {
  let read = '';
  for await (const incoming of each) {
    read += incoming.text;
    if (read.includes(text)) break;
  }
  return read;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe.each([
  ['line', lineToy],
  ['chunk', chunkToy],
] as const)('a client under %s framing', (_, toy) => {
  test('sends messages and iterates over what comes, and leaves as the protocol says', async () => {
    const { port, named } = await start(toy);
    const bob = await named('bob');
    {
      await using ana = await connect(toy, { host: '127.0.0.1', port });
      expect(ana.states).toEqual(['Asking']);
      await ana.send(message('Enter', { name: 'ana' }));
      expect(await until(ana, '+ana')).toContain('hello ana');
      expect(ana.states).toEqual(['Talking']);
      await ana.send(message('Shout', { text: 'hola' }));
      await until(ana, 'ana> hola');
    }
    await bob.hears('-ana');
  });

  test('refuses what no state takes, with the reason, and sends nothing', async () => {
    const { port } = await start(toy);
    const ana = await client(toy, port);
    expect(await failure(ana.send(message('Shout', { text: '\u0007' })))).toBeInstanceOf(EncodeError);
    await ana.send(message('Enter', { name: 'ana' }));
    expect(await until(ana, '+ana')).not.toContain('what?');
  });

  test('ends the iteration when the server ends the connection, and refuses to send behind it', async () => {
    const { port, server } = await start(toy);
    const ana = await client(toy, port);
    await until(ana, 'who?');
    void server.close();
    for await (const { text } of ana) expect(text).toBe('nothing more');
    expect(await failure(ana.send(message('Enter', { name: 'ana' })))).toMatchObject({
      name: 'ClientError',
      code: 'closed',
    });
  });

  test('throws behind the last message when the connection breaks', async () => {
    const server = await ScriptedServer.start((socket) => socket.write('who?\n'));
    closeLater(server);
    const ana = await client(toy, server.address.port);
    await until(ana, 'who?');
    (await server.client).resetAndDestroy();
    expect(await failure(until(ana, 'never'))).toMatchObject({
      name: 'ClientError',
      code: 'failed',
      cause: 'ECONNRESET',
    });
  });

  test('gives up when the signal says so, before and after it is connected', async () => {
    const { port } = await start(toy);
    await expect(client(toy, port, { signal: AbortSignal.abort(new Error('never mind')) })).rejects.toThrow(
      'never mind',
    );
    const controller = new AbortController();
    const ana = await client(toy, port, { signal: controller.signal });
    await until(ana, 'who?');
    const waiting = failure(until(ana, 'never'));
    controller.abort(new Error('enough'));
    const error = await waiting;
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'aborted', cause: new Error('enough') });
  });
});

test('gives up when the signal says so in the very moment in which the connection is made', async () => {
  const { port } = await start(lineToy);
  const controller = new AbortController();
  const { model } = lineToy;
  const aborting: Protocol = Object.create(lineToy, {
    model: {
      // A connection looks at it first, before anybody else has it.
      get() {
        controller.abort(new Error('enough'));
        return model;
      },
    },
  });
  const ana = await client(aborting, port, { signal: controller.signal });
  expect(await failure(until(ana, 'never'))).toMatchObject({ code: 'aborted', cause: new Error('enough') });
});

test.each([null, 0, 'a word'])('gives up an attempt for the reason %j, and leaves no connection', async (reason) => {
  let closed: Promise<unknown> | undefined;
  const server = await ScriptedServer.start((socket) => {
    closed = once(socket, 'close');
    controller.abort(reason);
  });
  closeLater(server);
  const controller = new AbortController();
  // It speaks no TLS, so the handshake does not end.
  const attempt = client(lineToy, server.address.port, { tls: { verify: false }, signal: controller.signal });
  expect(await failure(attempt)).toBe(reason);
  await server.client.then((socket) => socket.end());
  await closed;
});

/** A server that takes what the system takes for it, and reads nothing. */
async function deafServer(onConnect: (socket: Socket) => void = () => undefined): Promise<number> {
  const server = createTcpServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    closeLater({ close: () => socket.destroy() });
    socket.on('error', () => undefined);
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(server);
  return (server.address() as AddressInfo).port;
}

const wordyToy = createToy({ kind: 'line', max: 100_000, write: 'lf' });

/** More than the system takes for a server that does not read; how each came out. */
function sendMuch(ana: ToyClient): Promise<readonly unknown[]> {
  const name = 'a'.repeat(90_000);
  return Promise.all(Array.from({ length: 200 }, () => failure(ana.send(message('Enter', { name })))));
}

const impatience = { answerMs: 10, stalledMs: 200, leaveMs: 200 };

test('leaves a server that takes nothing any more, though what was sent still waits', async () => {
  const ana = await client(wordyToy, await deafServer(), { patience: impatience });
  const sent = sendMuch(ana);
  await ana.close();
  expect((await sent).at(-1)).toMatchObject({ code: 'closed' });
});

test('does not say that something was sent which waited until the connection was given up', async () => {
  const controller = new AbortController();
  const ana = await client(wordyToy, await deafServer((socket) => socket.write('who?\n')), {
    signal: controller.signal,
  });
  await until(ana, 'who?');
  // In the end one waits for the server.
  let sent = 0;
  const sending = (async () => {
    for (;;) {
      await ana.send(message('Enter', { name: 'a'.repeat(90_000) }));
      sent += 1;
    }
  })();
  for (let before = -1, turns = 0; turns < 200; turns += 1) {
    if (before !== sent) turns = 0;
    before = sent;
    await new Promise(setImmediate);
  }
  const stand = sent;
  controller.abort();
  expect(await failure(sending)).toMatchObject({ code: 'aborted' });
  expect(sent).toBe(stand);
});

test('ends when the server has ended and takes nothing any more', async () => {
  const ana = await client(wordyToy, await deafServer((socket) => socket.end('who?\n')), { patience: impatience });
  const sent = sendMuch(ana);
  for await (const { text } of ana) expect(text).toBe('who?');
  expect((await sent).at(-1)).toMatchObject({ code: 'closed' });
});

test('refuses options that can not be, before it connects', async () => {
  for (const highWaterMark of [0, -1, 1.5, Number.NaN]) {
    await expect(client(lineToy, 1, { highWaterMark })).rejects.toThrow(
      `highWaterMark must be a positive integer, not ${highWaterMark}`,
    );
  }
  await expect(client(lineToy, 1, { patience: { leaveMs: Number.NaN } })).rejects.toThrow('patience.leaveMs must be');
  await expect(client(lineToy, 1, { patience: { quietMs: 2 ** 31 } })).rejects.toThrow('patience.quietMs must be');
});

test('what nobody iterates over waits at the server', async () => {
  let written = 0;
  const server = await ScriptedServer.start((socket) => {
    const more = (): void => {
      while (socket.write(`ana> ${'x'.repeat(50)}\n`)) written += 1;
      socket.once('drain', more);
    };
    socket.write('who?\n');
    more();
  });
  closeLater(server);
  const ana = await client(lineToy, server.address.port, { highWaterMark: 10 });
  const socket = await server.client;
  // The server's writes come to a stand. Both sides share this loop: what has not moved for some turns does not move.
  for (let before = -1, turns = 0; turns < 20; turns += 1) {
    if (before !== written) turns = 0;
    before = written;
    await new Promise(setImmediate);
  }
  expect(socket.writableLength).toBeGreaterThan(0);
  let read = 0;
  const stand = written;
  for await (const { message } of ana) {
    read += message?.kind === 'Heard' ? 1 : 0;
    if (read > stand) break;
  }
  expect(written).toBeGreaterThan(stand);
});

test('speaks TLS, and with none whose certificate it does not trust', async () => {
  const file = (name: string): Buffer => readFileSync(new URL(`./tls/localhost.${name}.pem`, import.meta.url));
  const { port } = await start(lineToy, { tls: { cert: file('cert'), key: file('key') } });
  const ana = await client(lineToy, port, { tls: { ca: file('cert') } });
  await ana.send(message('Enter', { name: 'ana' }));
  await until(ana, '+ana');
  const bob = await client(lineToy, port, { tls: { verify: false } });
  await until(bob, 'who?');
  expect(await failure(client(lineToy, port, { tls: {} }))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

describe('a client whose type is its state', () => {
  test('goes from state to state as it sends, under line framing', async () => {
    const { protocol } = await import('../../generated/chat-line/index.js');
    const { open } = await import('../../generated/chat-line/client.js');
    const server = createServer(protocol, { port: 0 });
    closeLater(server);
    await using ana = await connect(protocol, await server.listen(), { open });
    const settled = await ana.start.send({ kind: 'Login', name: 'Ana' }).next;
    if (settled.kind !== 'in' || settled.state !== 'Chatting') throw new Error(`Ana is ${settled.kind}`);
    const ended = settled.send({ kind: 'Whisper', to: 'Eva', text: 'hi' }).send({ kind: 'Quit' });
    expect(ended).toEqual({ kind: 'ended' });
    const texts: string[] = [];
    for await (const { text } of ana) texts.push(text);
    expect(texts).toEqual(['NAME', 'Welcome to the chat, Ana!', 'Ana has joined the chat.', "User 'Eva' not found."]);
  });

  test('reads messages apart that a read has brought together, under chunk framing', async () => {
    const { protocol } = await import('../../generated/chat-basic/index.js');
    const { open } = await import('../../generated/chat-basic/client.js');
    const server = await ScriptedServer.start(
      (socket) => socket.write('NAME'),
      (text, socket) => void socket.write(`Welcome to the chat, ${text}!\n${text} has joined the chat.\n`),
    );
    closeLater(server);
    await using ana = await connect(protocol, server.address, { open, patience: { leaveMs: 10 } });
    const settled = ana.start.send({ kind: 'Login', name: 'Ana' });
    if (settled.kind === 'settling') await settled.next;
    const kinds: (string | undefined)[] = [];
    for await (const { message } of ana) {
      kinds.push(message?.kind);
      if (kinds.length === 3) break;
    }
    expect(kinds).toEqual(['NameRequest', 'Welcome', 'Joined']);
  });
});
