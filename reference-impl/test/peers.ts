import type { Socket } from 'node:net';
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
    // These peers are only written to.
  }

  throttled(): void {
    // Nor do they write.
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

/** Resolves when nothing is left to be flushed: the batches of now, and those that had to wait for a busy moment. */
export async function flushed(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) {
    await new Promise((resolve) => setTimeout(resolve, 6));
    await new Promise(setImmediate);
  }
}
