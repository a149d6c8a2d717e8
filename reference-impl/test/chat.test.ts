import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { Protocol } from '../../runtime/protocol.js';
import { type Chat, type ChatOptions, startChat } from '../client/index.js';
import { createServer } from '../server/index.js';
import { RawClient } from './raw-client.js';
import { ScriptedServer } from './scripted-server.js';
import { chunkToy, lineToy } from './toy.js';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** What has been written to a stream, and what will be. */
class Sink extends PassThrough {
  text = '';

  constructor() {
    super();
    this.on('data', (bytes: Buffer) => {
      this.text += bytes.toString();
      this.emit('grown');
    });
  }

  async holds(text: string): Promise<void> {
    while (!this.text.includes(text)) await new Promise((resolve) => this.once('grown', resolve));
  }
}

interface Piped {
  readonly chat: Chat;
  readonly input: PassThrough;
  readonly output: Sink;
  readonly errors: Sink;
}

async function pipe(
  protocol: Protocol,
  address: ChatOptions['address'],
  more: Partial<ChatOptions> = {},
): Promise<Piped> {
  const [input, output, errors] = [new PassThrough(), new Sink(), new Sink()];
  const chat = await startChat(protocol, { address, input, output, errors, colour: false, ...more });
  opened.push({
    close() {
      chat.interrupt();
      chat.interrupt();
    },
  });
  return { chat, input, output, errors };
}

async function toyServer(protocol: Protocol): Promise<{ host: string; port: number }> {
  const server = createServer(protocol, { port: 0, limits: { closeMs: 100 } });
  opened.push(server);
  return server.listen();
}

async function scripted(...args: Parameters<typeof ScriptedServer.start>): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(...args);
  opened.push(server);
  return server;
}

describe.each([
  ['line', lineToy, '\n'],
  ['chunk', chunkToy, ''],
] as const)('the client in a pipe under %s framing', (_, toy, end) => {
  test('comes in under its name, says every line once and in order, shows what comes, and leaves at the end of the input', async () => {
    const address = await toyServer(toy);
    const bob = await RawClient.to(address.port);
    opened.push({ close: () => bob.socket.destroy() });
    bob.write(`bob${end}`);
    await bob.hears(`+bob${end}`);
    const { chat, input, output, errors } = await pipe(toy, address, { name: 'ana', patience: { quietMs: 500 } });
    input.end('one\ntwo\r\n!psst\n!psst\nlast');
    expect(await chat.status).toBe(0);
    await bob.hears(`+ana${end}ana> one${end}ana> two${end}ana> psst${end}ana> psst${end}ana> last${end}-ana${end}`);
    expect(bob.received).toBe('');
    expect(errors.text).toBe('');
    expect(output.text.replace('hello ana+ana', 'hello ana\n+ana')).toBe(
      'who?\nhello ana\n+ana\nana> one\nana> two\nana> last\n',
    );
  });

  test('lets the user type the name', async () => {
    const { chat, input, output } = await pipe(toy, await toyServer(toy));
    input.end('ana\nhola\n');
    expect(await chat.status).toBe(0);
    expect(output.text).toContain('ana> hola\n');
  });

  test('leaves properly when there is nothing to say', async () => {
    const { chat, input } = await pipe(toy, await toyServer(toy));
    input.end();
    expect(await chat.status).toBe(0);
  });

  test('leaves properly on an interrupt', async () => {
    const address = await toyServer(toy);
    const bob = await RawClient.to(address.port);
    opened.push({ close: () => bob.socket.destroy() });
    bob.write(`bob${end}`);
    await bob.hears(`+bob${end}`);
    const { chat, output } = await pipe(toy, address, { name: 'ana' });
    await output.holds('+ana');
    chat.interrupt();
    expect(await chat.status).toBe(0);
    await bob.hears(`-ana${end}`);
  });

  test('says what it could not send and why, sends the rest, and ends with 1', async () => {
    const { chat, input, output, errors } = await pipe(toy, await toyServer(toy), { name: 'ana' });
    await output.holds('+ana');
    input.write(`a\u0007b\n${'x'.repeat(70)}\n\n`);
    input.write(Buffer.from('\xff\n', 'latin1'));
    input.end('good\n');
    expect(await chat.status).toBe(1);
    expect(errors.text.split('\n')).toEqual([
      'not sent: "a^Gb": it is no message of Talking',
      `not sent: "${'x'.repeat(60)}…": it is 70 bytes long, a message is at most ${toy === lineToy ? 63 : 64}`,
      'not sent: a line that is not UTF-8',
      '',
    ]);
    expect(output.text).toContain('ana> good');
  });

  test('says that the server has closed the connection, and ends with 1', async () => {
    const server = await scripted((socket) => socket.end(`who?${end}last words${end}`));
    const { chat, output, errors } = await pipe(toy, server.address);
    expect(await chat.status).toBe(1);
    expect(output.text).toMatch(/who\?\n?last words\n/);
    expect(errors.text).toBe('the server closed the connection\n');
  });

  test('says that the server has reset the connection, and ends with 1', async () => {
    const server = await scripted((socket) => socket.write(`who?${end}`));
    const { chat, output, errors } = await pipe(toy, server.address);
    await output.holds('who?');
    (await server.client).resetAndDestroy();
    expect(await chat.status).toBe(1);
    expect(errors.text).toBe('the server reset the connection\n');
  });

  test('waits for the end of a server that has been left no longer than it should', async () => {
    const server = await scripted((socket) => socket.write(`who?${end}`));
    const { chat, input, errors } = await pipe(toy, server.address, { patience: { leaveMs: 50 } });
    input.end();
    expect(await chat.status).toBe(0);
    expect(errors.text).toBe('the server did not close the connection\n');
  });

  test('says what it waits for when a server that has been left takes its time', async () => {
    const server = await scripted((socket) => socket.write(`who?${end}`));
    const { chat, input, errors } = await pipe(toy, server.address, { patience: { noticeMs: 10, leaveMs: 60_000 } });
    input.end();
    while (!errors.text.includes('waiting for the server'))
      await new Promise((resolve) => errors.once('grown', resolve));
    (await server.client).end();
    expect(await chat.status).toBe(0);
    expect(errors.text).toBe('waiting for the server to take the rest and close the connection\n');
  });

  test('says that whoever answers does not seem to speak the protocol, once', async () => {
    const server = await scripted((socket) => socket.end(`SSH-2.0-OpenSSH_9.2p1${end}more${end}`));
    const { chat, errors } = await pipe(toy, server.address);
    expect(await chat.status).toBe(1);
    const { host, port } = server.address;
    expect(errors.text).toMatch(
      new RegExp(
        `^what answers at ${host}:${port} does not seem to speak toy: it said "SSH-2.0-OpenSSH_9.2p1.*"\nthe server closed`,
      ),
    );
  });

  test('says that a server does not greet where the protocol does', async () => {
    const server = await scripted(() => undefined);
    const { errors } = await pipe(toy, server.address, { patience: { answerMs: 20 } });
    while (errors.text === '') await new Promise((resolve) => errors.once('grown', resolve));
    expect(errors.text).toContain('does not seem to speak toy: it does not greet\n');
  });

  test('connects again when the connection breaks and it was asked to, and comes in as before', async () => {
    const first = createServer(toy, { port: 0, limits: { closeMs: 50 } });
    const address = await first.listen();
    const { chat, input, output, errors } = await pipe(toy, address, { name: 'ana', reconnect: true });
    await output.holds('+ana');
    await first.close();
    const second = createServer(toy, { port: address.port, limits: { closeMs: 50 } });
    await second.listen();
    opened.push(second);
    while (!errors.text.includes('connected again')) await new Promise((resolve) => errors.once('grown', resolve));
    const bob = await RawClient.to(address.port);
    opened.push({ close: () => bob.socket.destroy() });
    bob.write(`bob${end}`);
    await output.holds('+bob');
    input.end('hello\n');
    await bob.hears(`ana> hello${end}`);
    expect(await chat.status).toBe(0);
    expect(errors.text).toMatch(/^the server closed the connection; connecting again in \d\.\d s\nconnected again\n$/);
  });

  test('gives up connecting again when it is told to leave', async () => {
    const server = await scripted((socket) => socket.end(`who?${end}`));
    const { chat, errors } = await pipe(toy, server.address, { reconnect: true });
    while (!errors.text.includes('connecting again')) await new Promise((resolve) => errors.once('grown', resolve));
    chat.interrupt();
    expect(await chat.status).toBe(0);
  });

  test('shows the time of each line on request', async () => {
    const server = await scripted((socket) => socket.end(`who?${end}`));
    const { chat, output } = await pipe(toy, server.address, { times: true });
    await chat.status;
    expect(output.text).toMatch(/^\d\d:\d\d:\d\d who\?\n$/);
  });

  test('ends with 0 when the server ends after a message that leaves', async () => {
    const { chat, input, errors } = await pipe(toy, await toyServer(toy), { name: 'ana' });
    input.write('hola\nbye\n');
    expect(await chat.status).toBe(0);
    expect(errors.text).toBe('');
  });

  test('sends nothing after a message that leaves, says so once, and ends with 0', async () => {
    const address = await toyServer(toy);
    const bob = await RawClient.to(address.port);
    opened.push({ close: () => bob.socket.destroy() });
    bob.write(`bob${end}`);
    await bob.hears(`+bob${end}`);
    const { chat, input, output, errors } = await pipe(toy, address, { name: 'ana' });
    await output.holds('+ana');
    input.end(`hola\nbye\n${'more\n'.repeat(3)}`);
    expect(await chat.status).toBe(0);
    expect(errors.text).toBe('what comes after leaving is not sent\n');
    await bob.hears(`+ana${end}ana> hola${end}-ana${end}`);
    expect(bob.received).toBe('');
  });

  test('shows what could drive a terminal, and does not pass it on', async () => {
    const server = await scripted((socket) => socket.end(`a\u001b[2Jb\u0007${end}`));
    const { chat, output } = await pipe(toy, server.address);
    await chat.status;
    expect(output.text).toBe('a^[[2Jb^G\n');
  });

  test('refuses a name that is none before it connects', async () => {
    await expect(pipe(toy, { host: '127.0.0.1', port: 1 }, { name: 'Not A Name' })).rejects.toMatchObject({
      name: 'EncodeError',
    });
    await expect(pipe(toy, { host: '127.0.0.1', port: 1 }, { name: 'ana' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

test('under chunk framing a message waits for the answer to the last, so that no read brings two', async () => {
  const answers: Record<string, string> = { ana: 'hello ana', one: 'ana> one', two: 'ana> two' };
  const server = await scripted(
    (socket) => socket.write('who?'),
    (text, socket) => {
      // Something else comes first: not everything that comes is the answer.
      socket.write('bob> hi');
      setImmediate(() => socket.write(answers[text] ?? ''));
      if (text === 'bye') socket.end();
    },
  );
  const { chat, input } = await pipe(chunkToy, server.address, { name: 'ana' });
  input.end('one\ntwo\n');
  expect(await chat.status).toBe(0);
  expect(server.reads).toEqual(['ana', 'one', 'two', 'bye']);
});

test('under chunk framing an answer that does not come holds the next message up no longer than it should', async () => {
  const server = await scripted(
    (socket) => socket.write('who?'),
    (text, socket) => void (text === 'bye' && socket.end()),
  );
  const { chat, input } = await pipe(chunkToy, server.address, {
    name: 'ana',
    patience: { answerMs: 40, quietMs: 20 },
  });
  input.end('one\n!two\nthree\n');
  expect(await chat.status).toBe(0);
  expect(server.reads).toEqual(['ana', 'one', '!two', 'three', 'bye']);
});

test("under line framing no message waits for another's answer", async () => {
  const server = await scripted(
    (socket) => socket.write('who?\n'),
    (text, socket) => void (text.includes('two') && socket.end()),
  );
  const { chat, input, errors } = await pipe(lineToy, server.address, { name: 'ana', patience: { answerMs: 60_000 } });
  input.write('one\ntwo\n');
  expect(await chat.status).toBe(1);
  expect(errors.text).toBe('the server closed the connection\n');
  expect(server.reads.join('')).toBe('ana\none\ntwo\n');
});
