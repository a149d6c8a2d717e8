import type { Socket } from 'node:net';
import { vi } from 'vitest';
import { terminatorOf } from '../../runtime/framing.js';
import type { Framing } from '../../runtime/model.js';
import { Batches } from '../server/batches.js';
import { Counters } from '../server/counters.js';
import type { Delivery } from '../server/delivery.js';
import { defaultLimits, type Limits } from '../server/limits.js';
import { Peer, type PeerOwner } from '../server/peer.js';
import { SingleWrites } from '../server/single-writes.js';
import { FullSocket } from './full-socket.js';

export interface PeerOnSocket {
  readonly peer: Peer;
  readonly socket: FullSocket;
  /** Why it ended, once it has; more than once would be a fault. */
  readonly reasons: string[];
}

/** Peers on sockets that take what they are told to, and the delivery between them, as in a server. */
export class PeersOnSockets implements PeerOwner {
  readonly limits: Limits;
  readonly framing: { readonly client: Framing; readonly server: Framing };
  readonly delivery: Delivery;
  readonly counters = new Counters();
  readonly all: PeerOnSocket[] = [];
  /** How many messages have come of them. */
  heard = 0;
  private readonly byId = new Map<number, Peer>();

  constructor(kind: Framing['kind'], limits: Partial<Limits> = {}) {
    const framing: Framing = kind === 'line' ? { kind, max: 64, write: 'lf' } : { kind, max: 64 };
    this.limits = { ...defaultLimits, ...limits };
    this.framing = { client: framing, server: framing };
    this.delivery =
      kind === 'line' ? new Batches(this.byId, terminatorOf(framing), (act) => act()) : new SingleWrites(this.byId);
  }

  add(room: number): PeerOnSocket {
    const id = this.all.length + 1;
    const socket = new FullSocket(room);
    const peer = new Peer(id, socket as unknown as Socket, this, socket as unknown as Socket);
    const added = { peer, socket, reasons: [] };
    this.byId.set(id, peer);
    this.all.push(added);
    return added;
  }

  received(): void {
    this.heard += 1;
  }

  throttled(): void {
    // The others hear nothing of it.
  }

  finishing(peer: Peer): void {
    this.delivery.finish(peer);
  }

  ended(peer: Peer, reason: string): void {
    this.all[peer.id - 1]?.reasons.push(reason);
    if (!peer.isEnding) this.delivery.drop(peer);
  }

  gone(peer: Peer): void {
    this.byId.delete(peer.id);
    this.delivery.drop(peer);
  }
}

/** A clock of the test's own, for what waits: it stands still until it is told to go on. */
export function stopClock(): void {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
  });
}

/** Lets so much time pass, and resolves when all that was due by then is done. */
export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

/** Resolves when nothing is left to be flushed: the batches of now, and those that had to wait for a busy moment. */
export function flushed(): Promise<void> {
  return pass(10);
}
