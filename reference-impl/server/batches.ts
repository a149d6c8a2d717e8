import type { ConnectionId } from '../../runtime/world.js';
import { Audience } from './audience.js';
import type { Delivery, Peers } from './delivery.js';
import { FlushClock } from './flush-clock.js';
import type { Peer } from './peer.js';
import { SharedLog } from './shared-log.js';

/** A batch this long is written at once. */
const batchBytes = 128 * 1024;

/** What the batch that is being gathered holds for one peer: first the pieces, then the log from `from` on. */
export class Share {
  /** The place in the log from which on it is this peer's too; undefined: the peer is not in the audience. */
  from: number | undefined;
  pieces: Uint8Array[] | undefined;
  length = 0;
  /** Whether it stands in a list of those that have pieces, or an end to be written. */
  queued = false;
  /** Whether the audience has it. */
  member = false;
  /** Whether it ever was in the audience. */
  known = false;
}

/**
 * Delivery under line framing: what is sent to a peer within a turn, or within a busy moment, goes out in one write. A
 * text for many is written into a log that they share: each peer of the audience only knows from where on it is to get
 * it, and mostly all of them write the very same bytes. A text for one is a piece of its own, which comes behind what
 * the log holds for the peer by then. Whoever enters the audience, leaves it or ends has what came before as a piece.
 */
export class Batches implements Delivery {
  private readonly log = new SharedLog();
  private readonly audience: Audience<Peer>;
  private readonly clock = new FlushClock(
    () => this.atOnce(() => this.flush()),
    () => this.someArrived(),
  );
  private arrivals = 0;
  /** Peers of the audience with pieces; they go with the audience's next flush. */
  private inAudience: Peer[] = [];
  /** Others with pieces, or an end; they share no write with anybody, so nothing is gained by waiting. */
  private others: Peer[] = [];

  /**
   * @param atOnce does what it is given without the session hearing meanwhile of what that causes: a reader that is
   * found to be too slow is cut, and the session may have something to say about it, to the very audience that is being
   * written to.
   */
  constructor(
    private readonly peers: Peers,
    private readonly terminator: string,
    private readonly atOnce: (act: () => void) => void,
  ) {
    this.audience = new Audience<Peer>(
      (connection) => this.peers.get(connection),
      (peer) => this.entered(peer),
      (peer) => this.left(peer),
    );
  }

  send(to: readonly ConnectionId[], text: string): void {
    const line = text + this.terminator;
    if (to.length > 1) {
      this.audience.follow(to);
      this.log.append(line);
      this.clock.request();
      if (this.log.length >= batchBytes) this.clock.now();
    } else if (to[0] !== undefined) {
      const peer = this.peers.get(to[0]);
      if (peer?.isOpen === true) this.give(peer, Buffer.from(line, 'utf8'));
    }
  }

  finish(peer: Peer): void {
    this.settle(peer);
    peer.share.from = undefined;
    this.queue(peer);
  }

  drop(peer: Peer): void {
    const { share } = peer;
    share.pieces = undefined;
    share.length = 0;
    share.from = undefined;
    if (share.member) this.audience.release(peer);
  }

  private entered({ isOpen, share }: Peer): void {
    if (!share.known) this.arrivals += 1;
    share.known = true;
    share.member = true;
    if (isOpen) share.from = this.log.length;
  }

  private someArrived(): boolean {
    const some = this.arrivals > 0;
    this.arrivals = 0;
    return some;
  }

  private left(peer: Peer): void {
    peer.share.member = false;
    if (peer.share.from === undefined) return;
    this.settle(peer);
    peer.share.from = undefined;
    if (peer.share.pieces !== undefined) this.queue(peer);
  }

  private give(peer: Peer, bytes: Uint8Array): void {
    this.settle(peer);
    this.addPiece(peer.share, bytes);
    if (peer.share.length >= batchBytes) this.write(peer);
    else this.queue(peer);
  }

  /** What the log holds for the peer by now becomes a piece. */
  private settle({ share }: Peer): void {
    const { length } = this.log;
    if (share.from === undefined || share.from === length) return;
    this.addPiece(share, this.log.view(share.from, length));
    share.from = length;
  }

  private addPiece(share: Share, bytes: Uint8Array): void {
    if (share.pieces === undefined) share.pieces = [bytes];
    else share.pieces.push(bytes);
    share.length += bytes.length;
  }

  private queue(peer: Peer): void {
    const { share } = peer;
    if (share.queued) return;
    share.queued = true;
    if (share.from !== undefined) {
      this.inAudience.push(peer);
      this.clock.request();
    } else if (this.others.push(peer) === 1) {
      setImmediate(() => this.atOnce(() => this.writeOthers()));
    }
  }

  private writeOthers(): void {
    const peers = this.others;
    this.others = [];
    this.writeQueued(peers);
  }

  private writeQueued(peers: readonly Peer[]): void {
    for (const peer of peers) {
      peer.share.queued = false;
      this.write(peer);
    }
  }

  /** Writes to one peer all that it has been sent, and its end. */
  private write(peer: Peer): void {
    const { share } = peer;
    this.settle(peer);
    const { pieces, length } = share;
    if (pieces !== undefined) {
      share.pieces = undefined;
      share.length = 0;
      const [first] = pieces;
      peer.write(pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces, length));
    }
    if (peer.isEnding) peer.writeEnd();
  }

  private flush(): void {
    const queued = this.inAudience;
    this.inAudience = [];
    this.writeQueued(queued);
    const { length } = this.log;
    if (length === 0) return;
    let whole: Uint8Array | undefined;
    // The list only changes when the session sends something, and it hears of nothing until this is over.
    for (const peer of this.audience.all) {
      if (peer === undefined) continue;
      const { share } = peer;
      if (share.from === 0 && share.pieces === undefined) {
        whole ??= this.log.view(0, length);
        share.from = length;
        peer.write(whole);
      } else if (share.from !== undefined) {
        this.write(peer);
      }
      if (share.from !== undefined) share.from = 0;
    }
    this.log.restart();
  }
}
