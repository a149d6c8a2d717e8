import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { Framing } from '../../runtime/model.js';
import { defaultLimits } from '../server/limits.js';
import { Peer, type PeerOwner } from '../server/peer.js';

/** A socket whose other side reads nothing: the system takes `room` bytes, and what is more waits for ever. */
class FullSocket extends Duplex {
  readonly writes: string[] = [];
  wasReset = false;

  constructor(private room: number) {
    super({ allowHalfOpen: true });
  }

  override _read(): void {
    // Nothing ever comes.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(bytes.toString());
    this.room -= bytes.length;
    if (this.room >= 0) done();
  }

  setTimeout(): this {
    return this;
  }

  resetAndDestroy(): void {
    this.wasReset = true;
    this.destroy();
  }
}

function peerOn(kind: Framing['kind'], room: number, unsentBytes = defaultLimits.unsentBytes) {
  const socket = new FullSocket(room);
  const framing: Framing = kind === 'line' ? { kind, max: 64, write: 'lf' } : { kind, max: 64 };
  const reasons: string[] = [];
  const toFlush: Peer[] = [];
  const owner: PeerOwner = {
    limits: { ...defaultLimits, unsentBytes },
    framing: { client: framing, server: framing },
    received: () => undefined,
    ended: (_, reason) => void reasons.push(reason),
    gone: () => undefined,
    flushLater: (peer) => void toFlush.push(peer),
  };
  const peer = new Peer(1, socket as unknown as Socket, owner);
  const flush = (): void => {
    for (const each of toFlush.splice(0)) each.flush();
  };
  return { peer, socket, reasons, flush };
}

test('under chunk framing each message is a write of its own, at once', () => {
  const { peer, socket } = peerOn('chunk', 1_000);
  for (const text of ['one', 'two', 'three']) peer.send(Buffer.from(text));
  expect(socket.writes).toEqual(['one', 'two', 'three']);
});

test('under line framing what a turn produces is one write, in its order, with the end after it', () => {
  const { peer, socket, flush } = peerOn('line', 1_000);
  for (const text of ['one\n', 'two\n', 'three\n']) peer.send(Buffer.from(text));
  peer.finish('closed');
  peer.send(Buffer.from('too late\n'));
  expect(socket.writes).toEqual([]);
  flush();
  expect(socket.writes).toEqual(['one\ntwo\nthree\n']);
  expect(socket.writableEnded).toBe(true);
});

test('a long batch does not wait for the end of its turn', () => {
  const { peer, socket } = peerOn('line', 1_000_000);
  for (let sent = 0; sent < 1_024; sent += 1) peer.send(Buffer.from(`${'x'.repeat(63)}\n`));
  expect(socket.writes.join('')).toHaveLength(65_536);
});

test.each(['chunk', 'line'] as const)(
  'under %s framing a reader may have as many bytes unsent as the limit says, and no more',
  (kind) => {
    const { peer, socket, reasons, flush } = peerOn(kind, 0, 100);
    peer.send(Buffer.alloc(99));
    flush();
    expect(reasons).toEqual([]);
    peer.send(Buffer.alloc(1));
    flush();
    expect(reasons).toEqual([]);
    peer.send(Buffer.alloc(1));
    flush();
    expect(reasons).toEqual(['slow']);
    expect(socket.wasReset).toBe(true);
    peer.send(Buffer.alloc(1));
    peer.cut('stopped');
    expect(reasons).toEqual(['slow']);
  },
);

test('bytes that the system has taken do not count', () => {
  const { peer, reasons } = peerOn('chunk', 1_000, 100);
  for (let sent = 0; sent < 10; sent += 1) peer.send(Buffer.alloc(100));
  expect(reasons).toEqual([]);
  peer.send(Buffer.alloc(100));
  expect(reasons).toEqual([]);
  peer.send(Buffer.alloc(1));
  expect(reasons).toEqual(['slow']);
});
