import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Admission } from '../server/admission.js';
import { Allowance } from '../server/allowance.js';
import { connectionsWithin } from '../server/descriptors.js';
import { defaultLimits, resolveLimits, type ServerEvent, ServerOptionError } from '../server/index.js';
import { networkOf } from '../server/network.js';
import { RawClient } from './raw-client.js';
import { closeAll, start } from './running.js';
import { chunkToy, createToy, lineToy } from './toy.js';

afterEach(closeAll);

const limitMs = 60_000;
/** A toy whose clients may be ended after so long a silence. */
const patientToy = createToy({ kind: 'line', max: 64, write: 'lf' }, limitMs);

function endOf(events: readonly ServerEvent[], connection: number): ServerEvent | undefined {
  return events.find((event) => event.kind === 'ended' && event.connection === connection);
}

describe('connections in all', () => {
  test.each([1, 2])('number %i of 2 is taken', async (nth) => {
    const { client, events } = await start(lineToy, { limits: { connections: 2 } });
    for (let count = 0; count < nth; count += 1) await client();
    expect(events.map(({ kind }) => kind)).not.toContain('refused');
  });

  test('number 3 of 2 is closed unheard, and another is taken when one has gone', async () => {
    const { client, port, events, server } = await start(lineToy, { limits: { connections: 2 } });
    const first = await client();
    await client();
    const third = await RawClient.to(port);
    await third.end();
    expect(third.received).toBe('');
    expect(events).toContainEqual({ kind: 'refused', address: '127.0.0.1', limit: 'connections' });
    expect(server.counters.refused.get('connections')).toBe(1);
    first.socket.destroy();
    while (server.connections > 1) await new Promise(setImmediate);
    await client();
  });
});

describe('connections from one address', () => {
  test('are taken up to the limit, and those of another address beside them', async () => {
    const { client, port, events, server } = await start(lineToy, { limits: { connectionsPerAddress: 2 } });
    const first = await client();
    await client();
    expect(events.map(({ kind }) => kind)).not.toContain('refused');
    const third = await RawClient.to(port);
    await third.end();
    expect(third.received).toBe('');
    expect(events).toContainEqual({ kind: 'refused', address: '127.0.0.1', limit: 'connectionsPerAddress' });
    await client({ localAddress: '127.0.0.2' });
    first.socket.destroy();
    while (server.connections > 2) await new Promise(setImmediate);
    await client();
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
])('a server at every address knows a client from %s by %s', async (from, address) => {
  const { client, port, events } = await start(lineToy, { host: '::', limits: { connectionsPerAddress: 1 } });
  await client({ host: from });
  const second = await RawClient.to(port, { host: from });
  await second.end();
  expect(events).toContainEqual({ kind: 'refused', address, limit: 'connectionsPerAddress' });
  expect(events[0]).toMatchObject({
    address: expect.stringMatching(from === '::1' ? /^\[::1\]:\d+$/ : /^127\.0\.0\.1:\d+$/),
  });
});

describe('one place to come from', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1::9', '2001:db8:1:0::/64'],
    ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test.each([
    [1, undefined],
    [2, undefined],
    [3, 'connectionsPerAddress'],
  ])('a /64 of IPv6 is one: connection %i of 2 from addresses of it meets %s', (nth, limit) => {
    const admission = new Admission({ connections: 10, connectionsPerAddress: 2 });
    const from = (count: number): string => `2001:db8:1:2::${count}`;
    for (let count = 1; count < nth; count += 1) expect(admission.enter(from(count))).toBeUndefined();
    expect(admission.enter(from(nth))).toBe(limit);
    expect(admission.enter('2001:db8:1:3::1')).toBeUndefined();
    admission.leave(from(1));
    if (limit !== undefined) expect(admission.enter(from(nth))).toBeUndefined();
  });
});

describe('times, by a clock of the test', () => {
  // The sockets are real, and so are the turns of the loop.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('who has not come in by the time to log in is ended, and nobody else', async () => {
    const { client, named, events } = await start(patientToy, { limits: { loginMs: limitMs } });
    const ana = await named('ana');
    const nameless = await client();
    vi.advanceTimersByTime(limitMs - 1);
    nameless.write('ana\n');
    await nameless.hears('taken\n');
    expect(endOf(events, 2)).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(await nameless.end()).toBe('fin');
    expect(endOf(events, 2)).toMatchObject({ reason: 'login' });
    // Ana came before, and has been there for longer than the limit.
    ana.write('still here\n');
    await ana.hears('ana> still here\n');
    expect(events.filter(({ kind }) => kind === 'entered')).toEqual([
      { kind: 'entered', connection: 1, state: 'Talking' },
    ]);
  });

  test('a silent client ends after the idle time, as any departure, and one who talks does not', async () => {
    const { named, events } = await start(patientToy, { limits: { idleMs: limitMs } });
    const [ana, bob] = [await named('ana'), await named('bob')];
    await ana.hears('+bob\n');
    vi.advanceTimersByTime(limitMs - 1);
    ana.write('hi\n');
    await Promise.all([ana.hears('ana> hi\n'), bob.hears('ana> hi\n')]);
    expect(endOf(events, 2)).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(await bob.end()).toBe('fin');
    await ana.hears('-bob\n');
    expect(endOf(events, 2)).toMatchObject({ reason: 'idle' });
    expect(endOf(events, 1)).toBeUndefined();
  });
});

describe('the length of a line', () => {
  test.each([
    [63, 'is a message'],
    [64, 'is a message'],
    [65, 'is too long'],
  ])('of %i bytes of 64 %s', async (bytes, verdict) => {
    const { named } = await start(lineToy);
    const ana = await named('ana');
    const text = 'x'.repeat(bytes - 1);
    ana.write(`${text}\nnext\n`);
    await ana.hears(verdict === 'is too long' ? 'long\nana> next\n' : `ana> ${text}\nana> next\n`);
    expect(ana.received).toBe('');
  });
});

describe('the length of a line that is narrower than the spec', () => {
  test.each([
    [19, 'is a message'],
    [20, 'is a message'],
    [21, 'is too long'],
  ])('of %i bytes of 20 %s', async (bytes, verdict) => {
    const { named } = await start(lineToy, { limits: { lineBytes: 20 } });
    const ana = await named('ana');
    const text = 'x'.repeat(bytes - 1);
    ana.write(`${text}\nnext\n`);
    await ana.hears(verdict === 'is too long' ? 'long\nana> next\n' : `ana> ${text}\nana> next\n`);
    expect(ana.received).toBe('');
  });

  test('is told in the log once a connection, and counted each time', async () => {
    const { named, events, server } = await start(lineToy, { limits: { lineBytes: 20 } });
    const ana = await named('ana');
    ana.write(`${'x'.repeat(20)}\n`.repeat(3));
    await ana.hears('long\nlong\nlong\n');
    expect(events.filter(({ kind }) => kind === 'overlong')).toEqual([{ kind: 'overlong', connection: 1 }]);
    expect(server.counters.overlong).toBe(3);
  });

  test('is the one of the spec at most, and none where a read is a message', () => {
    expect(resolveLimits(lineToy.model).lineBytes).toBe(64);
    expect(resolveLimits(lineToy.model, { lineBytes: 64 }).lineBytes).toBe(64);
    expect(() => resolveLimits(lineToy.model, { lineBytes: 65 })).toThrow('lines of at most 64 bytes, not 65');
    expect(() => resolveLimits(chunkToy.model, { lineBytes: 64 })).toThrow('no lines');
  });
});

describe('messages a second', () => {
  test.each([
    [3, false],
    [4, false],
    [5, true],
  ])('%i at once of 4: more slowly, %s', async (count, slower) => {
    const { client, events } = await start(lineToy, { limits: { messagesPerSecond: 4 } });
    const ana = await client();
    const said = Array.from({ length: count - 1 }, (_, index) => `${index}`);
    ana.write(`ana\n${said.map((text) => `${text}\n`).join('')}`);
    await ana.hears(`hello ana\n+ana\n${said.map((text) => `ana> ${text}\n`).join('')}`);
    expect(events.filter(({ kind }) => kind === 'throttled')).toHaveLength(slower ? 1 : 0);
  });

  test('what waits is neither lost nor reordered, and what comes before an end still counts', async () => {
    const { client, named, events } = await start(lineToy, { limits: { messagesPerSecond: 20 } });
    const ana = await named('ana');
    const bob = await client();
    const said = Array.from({ length: 30 }, (_, index) => `${index}`);
    bob.socket.end(`bob\n${said.map((text) => `${text}\n`).join('')}`);
    await ana.hears(`+bob\n${said.map((text) => `bob> ${text}\n`).join('')}-bob\n`);
    expect(endOf(events, 2)).toMatchObject({ reason: 'finished' });
  });

  test('come back evenly', () => {
    const allowance = new Allowance(4, 1_000);
    const spend = (times: number, now: number): void => {
      for (let spent = 0; spent < times; spent += 1) {
        expect(allowance.wait(now)).toBe(0);
        allowance.spend();
      }
    };
    spend(4, 1_000);
    expect(allowance.wait(1_000)).toBe(250);
    expect(allowance.wait(1_100)).toBe(150);
    spend(1, 1_250);
    expect(allowance.wait(1_250)).toBe(250);
    spend(4, 60_000);
    expect(allowance.wait(60_000)).toBe(250);
  });
});

describe('a client that writes a great deal', () => {
  test('is not heard to its end before others are', async () => {
    const { named, events } = await start(lineToy, { limits: { unsentBytes: 64 * 1024 * 1024 } });
    const [ana, bob] = [await named('ana'), await named('bob')];
    await ana.hears('+bob\n');
    // Each of its empty lines is answered to itself alone, and 400,000 of them take a second and more.
    bob.socket.resume();
    const lines = 400_000;
    bob.write(Buffer.alloc(lines, '\n'));
    for (let round = 0; round < 3; round += 1) {
      ana.write(`${round}\n`);
      await ana.hears(`ana> ${round}\n`);
    }
    const answered = (): number => bob.socket.bytesRead / 'what?\n'.length;
    expect(answered()).toBeLessThan(lines / 2);
    expect(events.map(({ kind }) => kind)).not.toContain('throttled');
  });
});

describe('limits', () => {
  test('may not be shorter than what the spec assures, and have to be positive integers', () => {
    const { model } = createToy({ kind: 'chunk', max: 64 }, 30_000);
    expect(resolveLimits(model, { idleMs: 30_000 }).idleMs).toBe(30_000);
    expect(() => resolveLimits(model, { idleMs: 29_999 })).toThrow(ServerOptionError);
    expect(resolveLimits(model, { loginMs: 30_000 }).loginMs).toBe(30_000);
    expect(() => resolveLimits(model, { loginMs: 29_999 })).toThrow(ServerOptionError);
    expect(() => resolveLimits(chunkToy.model, { idleMs: 60_000 })).toThrow('for ever');
    expect(() => resolveLimits(model, { connections: 0 })).toThrow('positive integer');
    expect(() => resolveLimits(model, { lingerMs: 2 ** 31 })).toThrow('at most');
    expect(resolveLimits(model)).toEqual(defaultLimits);
    expect(resolveLimits(chunkToy.model)).toEqual({ ...defaultLimits, loginMs: undefined });
  });

  test('leave a process descriptors of its own', () => {
    expect(connectionsWithin(20_000)).toBe(19_936);
    expect(connectionsWithin(128)).toBe(64);
    expect(connectionsWithin(40)).toBe(20);
  });
});
