import type { ConnectionId } from '../../runtime/world.js';
import type { Peer } from './peer.js';

/** How texts get to the peers that they are for: each peer gets its texts in the order in which they were sent. */
export interface Delivery {
  /** Sends a text to these peers. A list that has been given never changes. */
  send(to: readonly ConnectionId[], text: string): void;
  /** The peer gets nothing more: what it was sent so far is still written, then its end. */
  finish(peer: Peer): void;
  /** The peer is gone: what it was sent and has not been written is dropped. */
  drop(peer: Peer): void;
}

/** The peers by connection, as far as they are there. */
export type Peers = ReadonlyMap<ConnectionId, Peer>;
