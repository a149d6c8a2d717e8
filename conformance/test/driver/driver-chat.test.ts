import { createServer, connect as dial } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runScenario } from '../../driver/index.js';
import { TraceJudge } from '../../oracle/judge.js';
import { NOISES, type Noise, NoisyPath } from '../../quality/noisy-path.js';
import type { Payload } from '../../scenario/scenario.js';
import { protocolOf } from '../protocols.js';
import { startServer as startLine } from '../servers/chat-line.js';
import { startServer as startPrivate } from '../servers/chat-private.js';
import { block, connect, halfClose, reset, say, scenario } from './play.js';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.close();
});

const value = (label: string, rule: string, end: string): Payload => [{ fresh: label, in: [rule] }, { text: end }];

/** Three come in, talk in turn and at once, and leave in different ways. */
function talk(end: string) {
  const people = ['Ana', 'Luis', 'Eva'];
  const text = (label: string): Payload => value(label, 'Text', end);
  return scenario(
    ...people.flatMap((person, client) => [connect(client), say(client, value(person, 'Name', end))]),
    say(0, text('first')),
    block(...people.map((_, client) => [0, 1, 2].map((i) => say(client, text(`at once ${client} ${i}`))))),
    halfClose(1),
    reset(2),
    say(0, text('last')),
    say(0, `QUIT${end}`),
    halfClose(0),
  );
}

describe.each([
  ['chat-private', startPrivate, ''],
  ['chat-line', startLine, '\n'],
])('%s, a correct server by hand', (name, start, end) => {
  it.each(Object.entries(NOISES) as [Noise, string][])('is accepted over a path that is %s: %s', async (noise) => {
    const protocol = protocolOf(name);
    const server = await start({ port: 0 });
    const path = new NoisyPath(server, noise, protocol.model.framing.client.kind === 'chunk');
    servers.push(server, path);
    const target = await path.listen();
    for (let number = 1; number <= 5; number++) {
      const judge = new TraceJudge(protocol);
      const steps = talk(end);
      const run = await runScenario({ protocol, target, scenario: steps, number, judge });
      expect(run.judgement).toMatchObject({ kind: 'complete' });
      expect(run.steps).toBe(steps.steps.length);
      expect(run.late).toBeUndefined();
    }
  });
});

/** A way to a server that reads what has come in `ms` all at once, as one does that has no time. */
async function slowToRead(target: { readonly host: string; readonly port: number }, ms: number) {
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const server = dial({ ...target, noDelay: true, allowHalfOpen: true });
    let held: Buffer[] = [];
    let last: Promise<void> = Promise.resolve();
    client.on('data', (bytes) => {
      if (held.push(bytes) > 1) return;
      last = new Promise((resolve) => setTimeout(resolve, ms)).then(() => {
        server.write(Buffer.concat(held));
        held = [];
      });
    });
    client.on('end', () => void last.then(() => server.end()));
    server.on('data', (bytes) => client.write(bytes)).on('end', () => client.end());
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()));
  servers.push({ close: () => new Promise<void>((resolve) => listener.close(() => resolve())) });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return { host: '127.0.0.1', port: address.port };
}

it('who need not have been let in is waited for all the same: what is written sooner would be read with it', async () => {
  const protocol = protocolOf('chat-private');
  const server = await startPrivate({ port: 0 });
  servers.push(server);
  const judge = new TraceJudge(protocol);
  const steps = scenario(
    ...[connect(0), say(0, value('Ana', 'Name', ''))],
    // Whatever name the server has given to it, others may be refused for having the same.
    ...[connect(1), say(1, [{ hex: '61ff' }]), halfClose(1)],
    ...[connect(2), say(2, value('Eva', 'Name', ''))],
    ...[say(0, value('sky', 'Text', '')), say(2, value('elm', 'Text', '')), say(0, 'QUIT'), say(2, 'QUIT')],
  );
  const run = await runScenario({ protocol, target: await slowToRead(server, 250), scenario: steps, number: 1, judge });
  expect(run.judgement).toMatchObject({ kind: 'complete', wild: [{ connection: 1 }] });
  // Her welcome is there before anybody goes on.
  const entries = run.trace.map(({ kind, connection }) => `${connection} ${kind}`);
  const login = entries.indexOf('2 write');
  expect(entries.indexOf('2 read', login)).toBeGreaterThan(login);
  expect(entries.indexOf('2 read', login)).toBeLessThan(entries.indexOf('0 write', login));
});

it('what somebody who is not judged may have got is waited for all the same', async () => {
  const protocol = protocolOf('chat-private');
  const server = await startPrivate({ port: 0 });
  servers.push(server);
  const judge = new TraceJudge(protocol);
  const steps = scenario(
    // Whatever name the server has given to it, it may be the one that is written to.
    ...[connect(0), say(0, [{ hex: '61ff' }]), halfClose(0)],
    ...[connect(1), say(1, value('Ana', 'Name', ''))],
    say(1, [{ text: '\\w ' }, ...value('Ana1', 'Name', ' '), ...value('Ana2', 'Text', '')]),
    say(1, 'QUIT'),
  );
  const run = await runScenario({ protocol, target: await slowToRead(server, 250), scenario: steps, number: 1, judge });
  expect(run.judgement).toMatchObject({ kind: 'complete', wild: [{ connection: 0 }] });
  const hers = run.trace.filter(({ connection }) => connection === 1).map(({ kind }) => kind);
  expect(hers).toEqual(['connect', 'read', 'write', 'read', 'write', 'read', 'write', 'end']);
});
