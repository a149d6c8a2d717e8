import type { Socket } from 'node:net';
import { createFrameDecoder, type FrameDecoder, type FrameEvent } from '../../runtime/framing.js';
import type { Framing } from '../../runtime/model.js';
import { resetSocket } from '../../runtime/node/reset-socket.js';
import type { ConnectionId } from '../../runtime/world.js';
import { Allowance } from './allowance.js';
import { Backlog } from './backlog.js';
import { Share } from './batches.js';
import type { Counters } from './counters.js';
import type { EndReason } from './events.js';
import type { Limits } from './limits.js';

/** What a peer tells the server that owns it. */
export interface PeerOwner {
  readonly limits: Limits;
  readonly framing: { readonly client: Framing; readonly server: Framing };
  readonly counters: Pick<Counters, 'bytesRead' | 'bytesWritten'>;
  /** A frame is complete, or too long. */
  received(peer: Peer, frame: FrameEvent): void;
  /** It writes more messages than it may: what it sends is read more slowly from here on. */
  throttled(peer: Peer): void;
  /** It is heard no more; told once. What it was sent before is to be written, then its end: `writeEnd`. */
  finishing(peer: Peer): void;
  /** Told once, after `finishing`, or without it when the peer is cut. */
  ended(peer: Peer, reason: EndReason, code?: string): void;
  /** Its socket is closed and everything that it held is free; told once, after `ended`. */
  gone(peer: Peer): void;
}

const nothing = new Uint8Array();

/** Messages of one client, before others have their turn; and the bytes that are looked through at once for them. */
const messagesPerTurn = 256;
const blockBytes = 4_096;

/** Writes of entries that have to stay apart, before others have their turn. */
const writesPerTurn = 64;

/**
 * One client's connection: bytes to frames, writes to its socket, and every way of ending. `open`: heard and written to.
 * `ending`: what it was sent is still written, then FIN; what it sends is read and dropped, since closing a socket with
 * unread bytes resets it and destroys what is on its way to the other side. `gone`: nothing more.
 */
export class Peer {
  /** What is gathered for it. */
  readonly share = new Share();
  /** The state that the session has it in until it has come in; undefined: it has. */
  firstState: string | undefined;
  /** Whether it has written a line that was too long: that is told once. */
  hasBeenOverlong = false;
  private life: 'open' | 'ending' | 'gone' = 'open';
  private told = false;
  private readonly decoder: FrameDecoder;
  private readonly allowance: Allowance | undefined;
  /** What has been read and may not count yet. */
  private held: Uint8Array = nothing;
  private endHeld = false;
  private backlog: Backlog | undefined;
  /** Something that was written waits, here or in the socket, and what is written now waits behind it. */
  private behind = false;
  private throttled = false;
  private endsAfterBacklog = false;
  private login: NodeJS.Timeout | undefined;
  private idle: NodeJS.Timeout | undefined;
  private pause: NodeJS.Timeout | undefined;
  private linger: NodeJS.Timeout | undefined;

  constructor(
    readonly id: ConnectionId,
    private readonly socket: Socket,
    private readonly owner: PeerOwner,
    /** Its TCP socket: the same, or what is under TLS. */
    private readonly raw: Socket,
  ) {
    this.decoder = createFrameDecoder(owner.framing.client);
    const { idleMs, loginMs, messagesPerSecond } = owner.limits;
    if (messagesPerSecond !== undefined) this.allowance = new Allowance(messagesPerSecond, performance.now());
    if (idleMs !== undefined) this.idle = setTimeout(() => this.finish('idle'), idleMs);
    if (loginMs !== undefined) this.login = setTimeout(() => this.finish('login'), loginMs);
    socket.on('data', (bytes: Buffer) => this.heard(bytes));
    socket.on('end', () => this.heardEnd());
    socket.on('error', (error: NodeJS.ErrnoException) => this.cut('failed', error.code));
    socket.on('close', () => this.closed());
  }

  get isOpen(): boolean {
    return this.life === 'open';
  }

  get isEnding(): boolean {
    return this.life === 'ending';
  }

  /** It has come in, and need not hurry any more. */
  entered(): void {
    this.firstState = undefined;
    clearTimeout(this.login);
    this.login = undefined;
  }

  /** Writes bytes, at once unless earlier ones still wait. They may be shared with other peers, and are never changed. */
  write(bytes: Uint8Array): void {
    if (this.life === 'gone') return;
    this.owner.counters.bytesWritten += bytes.length;
    if (!this.behind) {
      this.toSocket(bytes);
      // Mostly the system has taken all of it, and there is nothing to look after.
      if (!this.behind) return;
    } else {
      this.backlog ??= new Backlog(this.owner.framing.server.kind === 'chunk');
      this.backlog.push(bytes);
    }
    if (this.life === 'open' && this.unsent > this.owner.limits.unsentBytes) this.cut('slow');
  }

  /** Ends the connection behind what has been written: FIN, and a while for the client to do the same. */
  writeEnd(): void {
    // Not the socket's own timer: what the client still sends would put that off for ever.
    this.linger = setTimeout(() => resetSocket(this.raw), this.owner.limits.lingerMs);
    if (this.waiting === 0) this.endSocket();
    else this.endsAfterBacklog = true;
  }

  /** Ends the connection once what it was sent is written. */
  finish(reason: EndReason): void {
    if (this.life !== 'open') return;
    this.life = 'ending';
    this.stopTimers();
    this.held = nothing;
    this.socket.resume();
    this.owner.finishing(this);
    this.tell(reason);
  }

  /** Ends the connection at once. What waits for it is lost, and its memory is free. */
  cut(reason: EndReason, code?: string): void {
    this.life = 'gone';
    this.release();
    // A plain destroy would leave the operating system holding its megabytes for a reader that does not read.
    if (!this.socket.destroyed) resetSocket(this.raw);
    this.tell(reason, code);
  }

  /** Bytes that wait in this process for the client to read. */
  private get unsent(): number {
    return this.socket.writableLength + this.waiting;
  }

  private get waiting(): number {
    return this.backlog?.length ?? 0;
  }

  private heard(bytes: Uint8Array): void {
    this.owner.counters.bytesRead += bytes.length;
    if (this.life !== 'open') return;
    this.idle?.refresh();
    this.take(bytes);
  }

  /**
   * Lets the messages count that bytes complete: one after the other, so that those which have to wait cost no more than
   * the read that brought them, and so many in a turn, so that nobody waits for one who writes a great deal.
   */
  private take(bytes: Uint8Array): void {
    const { client } = this.owner.framing;
    let left = messagesPerTurn;
    for (let at = 0; at < bytes.length; ) {
      const wait = this.allowance?.wait(performance.now()) ?? 0;
      if (left <= 0 || wait > 0) {
        this.hold(bytes.subarray(at), wait);
        return;
      }
      const end = this.allowance === undefined ? endOfBlock(client, bytes, at) : endOfMessage(client, bytes, at);
      for (const frame of this.decoder.push(bytes.subarray(at, end))) {
        left -= 1;
        this.allowance?.spend();
        this.owner.received(this, frame);
        if (!this.isOpen) return;
      }
      at = end;
    }
  }

  /** To read nothing for a while is all that it takes: what the client has sent waits on its own side. */
  private hold(bytes: Uint8Array, wait: number): void {
    this.held = bytes;
    this.socket.pause();
    if (wait === 0) {
      setImmediate(() => this.goOn());
      return;
    }
    if (!this.throttled) this.owner.throttled(this);
    this.throttled = true;
    this.pause = setTimeout(() => this.goOn(), wait);
  }

  private goOn(): void {
    if (this.life !== 'open') return;
    const bytes = this.held;
    this.idle?.refresh();
    this.held = nothing;
    this.take(bytes);
    if (this.held.length > 0) return;
    if (this.endHeld) this.finish('finished');
    else this.socket.resume();
  }

  /** The end comes behind all that was sent before it. */
  private heardEnd(): void {
    if (this.held.length > 0) this.endHeld = true;
    else this.finish('finished');
  }

  private toSocket(bytes: Uint8Array): void {
    // Without a callback a write that the system takes at once costs no tick and no memory; most are of that kind.
    this.socket.write(bytes);
    this.behind = this.socket.writableLength > 0;
    if (this.behind) this.socket.write(nothing, () => setImmediate(() => this.writeBacklog()));
  }

  private writeBacklog(): void {
    for (let writes = 0; writes < writesPerTurn; writes += 1) {
      if (this.backlog === undefined || this.waiting === 0 || this.socket.writableLength > 0) break;
      this.toSocket(this.backlog.shift());
    }
    this.behind = this.waiting > 0 || this.socket.writableLength > 0;
    if (this.waiting > 0 && this.socket.writableLength === 0) setImmediate(() => this.writeBacklog());
    if (this.endsAfterBacklog && this.waiting === 0) {
      this.endsAfterBacklog = false;
      this.endSocket();
    }
  }

  private closed(): void {
    this.life = 'gone';
    this.release();
    clearTimeout(this.linger);
    this.tell('failed');
    this.owner.gone(this);
  }

  /** Once all is written, the rest is one wait. */
  private endSocket(): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    this.socket.end(() => {
      clearTimeout(this.linger);
      if (this.socket.destroyed) return;
      this.linger = setTimeout(() => this.socket.destroy(), this.owner.limits.lingerMs);
    });
  }

  private release(): void {
    this.stopTimers();
    this.held = nothing;
    this.backlog = undefined;
  }

  private stopTimers(): void {
    for (const timer of [this.idle, this.login, this.pause]) clearTimeout(timer);
  }

  private tell(reason: EndReason, code?: string): void {
    if (this.told) return;
    this.told = true;
    this.owner.ended(this, reason, code);
  }
}

/** Where the bytes end that complete one message at most. */
function endOfMessage(framing: Framing, bytes: Uint8Array, at: number): number {
  if (framing.kind === 'chunk') return Math.min(bytes.length, at + framing.max);
  const terminator = bytes.indexOf(0x0a, at);
  return terminator < 0 ? bytes.length : terminator + 1;
}

/** Where the bytes end that are looked through without a pause: between two messages under chunk framing. */
function endOfBlock(framing: Framing, bytes: Uint8Array, at: number): number {
  const block = framing.kind === 'chunk' ? Math.ceil(blockBytes / framing.max) * framing.max : blockBytes;
  return Math.min(bytes.length, at + block);
}
