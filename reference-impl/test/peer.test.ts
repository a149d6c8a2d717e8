import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { flushed, PeersOnSockets, stopClock } from './peers.js';

beforeEach(stopClock);
afterEach(() => void vi.useRealTimers());

test('under chunk framing each message is a write of its own, at once', () => {
  const peers = new PeersOnSockets('chunk');
  const { socket } = peers.add(1_000);
  for (const text of ['one', 'two', 'three']) peers.delivery.send([1], text);
  expect(socket.writes).toEqual(['one', 'two', 'three']);
});

test('under chunk framing messages stay apart though the client was behind, and the end comes after them', async () => {
  const peers = new PeersOnSockets('chunk');
  const { peer, socket } = peers.add(2);
  for (const text of ['one', 'two', 'three', 'four']) peers.delivery.send([1], text);
  peer.finish('closed');
  expect(socket.writes).toEqual(['one']);
  for (let reads = 0; reads < 20; reads += 1) {
    socket.makeRoom(1);
    await flushed();
  }
  expect(socket.writes).toEqual(['one', 'two', 'three', 'four']);
  expect(socket.writableEnded).toBe(true);
});

test('under line framing what a turn produces is one write, in its order, with the end after it', async () => {
  const peers = new PeersOnSockets('line');
  const { peer, socket } = peers.add(1_000);
  for (const text of ['one', 'two', 'three']) peers.delivery.send([1], text);
  peer.finish('closed');
  peers.delivery.send([1], 'too late');
  expect(socket.writes).toEqual([]);
  await flushed();
  expect(socket.writes).toEqual(['one\ntwo\nthree\n']);
  expect(socket.writableEnded).toBe(true);
});

test('a long batch does not wait for the end of its turn', () => {
  const peers = new PeersOnSockets('line');
  const [one, two] = [peers.add(1_000_000), peers.add(1_000_000)];
  for (let sent = 0; sent < 2_048; sent += 1) peers.delivery.send([1, 2], 'x'.repeat(63));
  expect(one.socket.text).toHaveLength(131_072);
  expect(two.socket.text).toHaveLength(131_072);
});

test.each(['chunk', 'line'] as const)(
  'under %s framing a reader may have as many bytes unsent as the limit says, and no more',
  async (kind) => {
    const peers = new PeersOnSockets(kind, { unsentBytes: 100 });
    const { peer, socket, reasons } = peers.add(0);
    const send = async (bytes: number): Promise<void> => {
      peers.delivery.send([1], 'x'.repeat(kind === 'line' ? bytes - 1 : bytes));
      await flushed();
    };
    await send(99);
    expect(reasons).toEqual([]);
    await send(1);
    expect(reasons).toEqual([]);
    await send(1);
    expect(reasons).toEqual(['slow']);
    expect(socket.wasReset).toBe(true);
    await send(1);
    peer.cut('stopped');
    expect(reasons).toEqual(['slow']);
  },
);

test('bytes that the system has taken do not count', () => {
  const peers = new PeersOnSockets('chunk', { unsentBytes: 100 });
  const { reasons } = peers.add(1_000);
  for (let sent = 0; sent < 10; sent += 1) peers.delivery.send([1], 'x'.repeat(100));
  expect(reasons).toEqual([]);
  peers.delivery.send([1], 'x'.repeat(100));
  expect(reasons).toEqual([]);
  peers.delivery.send([1], 'x');
  expect(reasons).toEqual(['slow']);
});
