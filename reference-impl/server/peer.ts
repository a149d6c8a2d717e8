import type { Socket } from 'node:net';
import { createFrameDecoder, type FrameDecoder, type FrameEvent } from '../../runtime/framing.js';
import type { Framing } from '../../runtime/model.js';
import type { ConnectionId } from '../../runtime/world.js';
import type { EndReason } from './events.js';
import type { Limits } from './limits.js';

/** What a peer tells the server that owns it. */
export interface PeerOwner {
  readonly limits: Limits;
  readonly framing: { readonly client: Framing; readonly server: Framing };
  /** A frame is complete, or too long. */
  received(peer: Peer, frame: FrameEvent): void;
  /** It is heard no more; told once. */
  ended(peer: Peer, reason: EndReason, code?: string): void;
  /** Its socket is closed and everything that it held is free; told once, after `ended`. */
  gone(peer: Peer): void;
  /** It has bytes to write, or an end, that may share one write with the rest of this turn's. */
  flushLater(peer: Peer): void;
}

/** A batch this long is written before its turn is over. */
const batchBytes = 64 * 1024;

/**
 * One client's connection: bytes to frames, texts to writes, and every way of ending. `open`: heard and written to.
 * `ending`: what it was sent is still written, then FIN; what it sends is read and dropped, since closing a socket with
 * unread bytes resets it and destroys what is on its way to the other side. `gone`: nothing more.
 */
export class Peer {
  private life: 'open' | 'ending' | 'gone' = 'open';
  private told = false;
  private readonly decoder: FrameDecoder;
  private readonly batched: boolean;
  private batch: Uint8Array[] = [];
  private batchLength = 0;
  private idle: NodeJS.Timeout | undefined;
  private linger: NodeJS.Timeout | undefined;
  /** Whether it stands in its owner's list of those to flush. */
  queued = false;

  constructor(
    readonly id: ConnectionId,
    private readonly socket: Socket,
    private readonly owner: PeerOwner,
  ) {
    this.decoder = createFrameDecoder(owner.framing.client);
    // Under chunk framing a read is a message for most clients: each message is a write of its own.
    this.batched = owner.framing.server.kind === 'line';
    const { idleMs } = owner.limits;
    if (idleMs !== undefined) this.idle = setTimeout(() => this.grewIdle(), idleMs);
    socket.on('data', (bytes: Buffer) => this.heard(bytes));
    socket.on('end', () => this.finished());
    socket.on('error', (error: NodeJS.ErrnoException) => this.failed(error));
    socket.on('close', () => this.closed());
  }

  /** Writes a frame, terminator included. The bytes may be shared with other peers, and are never changed. */
  send(bytes: Uint8Array): void {
    if (this.life !== 'open') return;
    if (!this.batched) {
      this.socket.write(bytes);
      this.checkUnsent();
      return;
    }
    this.batch.push(bytes);
    this.batchLength += bytes.length;
    if (this.batchLength >= batchBytes) this.flush();
    else this.owner.flushLater(this);
  }

  /** Writes what has gathered, in one write. */
  flush(): void {
    if (this.batchLength > 0 && this.life !== 'gone') {
      const [first] = this.batch;
      const whole =
        this.batch.length === 1 && first !== undefined ? first : Buffer.concat(this.batch, this.batchLength);
      this.batch = [];
      this.batchLength = 0;
      this.socket.write(whole);
    }
    if (this.life === 'ending') this.endSocket();
    else this.checkUnsent();
  }

  /** Ends the connection once what it was sent is written. */
  finish(reason: EndReason): void {
    if (this.life !== 'open') return;
    this.life = 'ending';
    clearTimeout(this.idle);
    this.tell(reason);
    if (this.batched) this.owner.flushLater(this);
    else this.endSocket();
  }

  /** Ends the connection at once. What waits for it is lost, and its memory is free. */
  cut(reason: EndReason, code?: string): void {
    this.life = 'gone';
    this.batch = [];
    this.batchLength = 0;
    clearTimeout(this.idle);
    // A plain destroy would leave the operating system holding its megabytes for a reader that does not read.
    if (!this.socket.destroyed) this.socket.resetAndDestroy();
    this.tell(reason, code);
  }

  private heard(bytes: Uint8Array): void {
    if (this.life !== 'open') return;
    this.idle?.refresh();
    for (const frame of this.decoder.push(bytes)) {
      this.owner.received(this, frame);
      if (!this.isOpen()) return;
    }
  }

  /** A call, so that the compiler does not take what it knew before for what is so now. */
  private isOpen(): boolean {
    return this.life === 'open';
  }

  private finished(): void {
    this.finish('finished');
  }

  private failed(error: NodeJS.ErrnoException): void {
    this.cut('failed', error.code);
  }

  private closed(): void {
    this.life = 'gone';
    clearTimeout(this.idle);
    clearTimeout(this.linger);
    this.tell('failed');
    this.owner.gone(this);
  }

  private grewIdle(): void {
    this.finish('idle');
  }

  private checkUnsent(): void {
    if (this.life === 'open' && this.socket.writableLength > this.owner.limits.unsentBytes) this.cut('slow');
  }

  /** The socket's own timer knows progress on a long write; once all is written, the rest is one wait. */
  private endSocket(): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    const { lingerMs } = this.owner.limits;
    this.socket.setTimeout(lingerMs, () => this.socket.resetAndDestroy());
    this.socket.end(() => {
      if (this.socket.destroyed) return;
      this.socket.setTimeout(0);
      this.linger = setTimeout(() => this.socket.destroy(), lingerMs);
    });
  }

  private tell(reason: EndReason, code?: string): void {
    if (this.told) return;
    this.told = true;
    this.owner.ended(this, reason, code);
  }
}
