import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PeersOnSockets, pass, stopClock } from './peers.js';

beforeEach(stopClock);
afterEach(() => void vi.useRealTimers());

const limitMs = 60_000;

describe('the time to log in', () => {
  test.each([
    [limitMs - 1, []],
    [limitMs, ['login']],
    [limitMs + 1, ['login']],
  ])('after %i ms of 60,000 without coming in: %j', async (after, reasons) => {
    const peers = new PeersOnSockets('line', { loginMs: limitMs });
    const nameless = peers.add(1_000);
    await pass(after);
    expect(nameless.reasons).toEqual(reasons);
    expect(nameless.peer.isOpen).toBe(reasons.length === 0);
  });

  test('is over for one who has come in just before its end', async () => {
    const peers = new PeersOnSockets('line', { loginMs: limitMs });
    const late = peers.add(1_000);
    await pass(limitMs - 1);
    late.peer.entered();
    await pass(10 * limitMs);
    expect(late.reasons).toEqual([]);
  });

  test('is not put off by talking', async () => {
    const peers = new PeersOnSockets('line', { loginMs: limitMs });
    const talker = peers.add(1_000);
    for (let times = 0; times < 3; times += 1) {
      talker.socket.says('hm\n');
      await pass(limitMs / 3);
    }
    expect(talker.reasons).toEqual(['login']);
  });
});

describe('the idle time', () => {
  test.each([
    [limitMs - 1, []],
    [limitMs, ['idle']],
    [limitMs + 1, ['idle']],
  ])('after %i ms of 60,000 of silence: %j', async (after, reasons) => {
    const peers = new PeersOnSockets('line', { idleMs: limitMs });
    const silent = peers.add(1_000);
    silent.peer.entered();
    await pass(after);
    expect(silent.reasons).toEqual(reasons);
  });

  test.each([
    [limitMs - 1, []],
    [limitMs, ['idle']],
    [limitMs + 1, ['idle']],
  ])('counts from what was said last, part of a line included: %i ms later: %j', async (after, reasons) => {
    const peers = new PeersOnSockets('line', { idleMs: limitMs });
    const talker = peers.add(1_000);
    talker.peer.entered();
    await pass(limitMs - 1);
    talker.socket.says('par');
    await pass(limitMs - 1);
    talker.socket.says('t\n');
    await pass(after);
    expect(talker.reasons).toEqual(reasons);
  });

  test('is not what somebody else says, nor what one is told', async () => {
    const peers = new PeersOnSockets('line', { idleMs: limitMs });
    const [talker, silent] = [peers.add(1_000), peers.add(1_000)];
    for (const { peer } of peers.all) peer.entered();
    for (let times = 0; times < 4; times += 1) {
      talker.socket.says('hi\n');
      peers.delivery.send([1, 2], 'hi');
      await pass(limitMs / 4);
    }
    expect(talker.reasons).toEqual([]);
    expect(silent.reasons).toEqual(['idle']);
  });
});

describe('messages a second', () => {
  test.each([
    [3, 3],
    [4, 4],
    [5, 4],
  ])(
    'of %i at once, where there may be 4, %i are heard at once, and the rest one after the other',
    async (said, heard) => {
      const peers = new PeersOnSockets('line', { messagesPerSecond: 4 });
      const { socket } = peers.add(1_000);
      socket.says('x\n'.repeat(said));
      await pass(249);
      expect(peers.heard).toBe(heard);
      await pass(1);
      expect(peers.heard).toBe(said);
    },
  );
});

describe('the time that an ended client has to fetch the rest', () => {
  test.each([
    [999, false],
    [1_000, true],
    [1_001, true],
  ])('of 1,000 ms: after %i it is cut: %s', async (after, isCut) => {
    const peers = new PeersOnSockets('line', { lingerMs: 1_000 });
    const { peer, socket } = peers.add(1_000);
    peer.finish('closed');
    await pass(0);
    expect(socket.writableEnded).toBe(true);
    await pass(after);
    expect(socket.destroyed).toBe(isCut);
  });

  test.each([
    [999, false],
    [1_000, true],
    [1_001, true],
  ])(
    'is no longer for one who writes on and reads nothing: after %i ms of 1,000 it is cut: %s',
    async (after, isCut) => {
      const peers = new PeersOnSockets('line', { lingerMs: 1_000 });
      const { peer, socket, reasons } = peers.add(0);
      peers.delivery.send([1], 'what it does not read');
      peer.finish('closed');
      await pass(0);
      for (let passed = 0; passed < after; passed += 333) {
        socket.says('x');
        await pass(Math.min(333, after - passed));
      }
      expect(socket.wasReset).toBe(isCut);
      expect(reasons).toEqual(['closed']);
    },
  );
});
