import type { ConnectionId } from '../../runtime/world.js';
import type { Delivery, Peers } from './delivery.js';
import type { Peer } from './peer.js';

/** Delivery under chunk framing: for most clients a read is a message, so each message is a write of its own, at once. */
export class SingleWrites implements Delivery {
  constructor(private readonly peers: Peers) {}

  send(to: readonly ConnectionId[], text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    for (const connection of to) {
      const peer = this.peers.get(connection);
      if (peer?.isOpen === true) peer.write(bytes);
    }
  }

  finish(peer: Peer): void {
    peer.writeEnd();
  }

  drop(): void {
    // Nothing waits here.
  }
}
