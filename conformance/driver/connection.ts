import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionId } from '../../runtime/index.js';
import { resetSocket } from '../../runtime/node/reset-socket.js';
import { turn } from './turns.js';

/** Where the implementation under test listens. */
export interface Target {
  /** An address rather than a name, or each connection looks the name up, and may try several addresses. */
  readonly host: string;
  /** The TCP port. */
  readonly port: number;
  /** Speak TLS. */
  readonly tls?: TlsTrust;
}

/** Whom to trust under TLS. */
export interface TlsTrust {
  /** Certificates in PEM, in place of those that Node trusts. */
  readonly ca?: string | Buffer;
  /** Whether the server's certificate is checked. */
  readonly verify: boolean;
}

/** What a connection tells, in the order in which it happens. After our own close or reset: nothing. */
export interface ConnectionEvents {
  connected(connection: ClientConnection): void;
  /** It was never made. */
  failed(connection: ClientConnection, error: Error): void;
  read(connection: ClientConnection, bytes: Uint8Array): void;
  /** Once at most. */
  ended(connection: ClientConnection, how: 'fin' | 'error'): void;
}

const nothing = new Uint8Array();

/** Turns of the event loop that a close may take to read what has arrived. */
const drainTurns = 16;

/** Bytes that a server may send to a client that is gone, before it is cut off. */
const drainBytes = 1024 * 1024;

/**
 * Where all connections are read to, each read before the next: a block of its own for each read is what most of the
 * time would go into when bytes come in small pieces.
 */
const arrivals = new Uint8Array(64 * 1024);

/** One client's connection: TCP, and TLS on it where the target asks for it. */
export class ClientConnection {
  private readonly socket: Socket;
  /** What is under TLS, or the socket itself: only it can be reset. */
  private readonly raw: Socket;
  private readonly closed: Promise<void>;
  private timer: NodeJS.Timeout | undefined;
  private drained = 0;
  private left = false;
  connected = false;
  /** It was never made. */
  failed = false;
  /** What ended the server's side. */
  end: 'fin' | 'error' | undefined;
  /** What we did to our side. */
  cut: 'halfClose' | 'close' | 'reset' | undefined;
  /** Bytes either way: none, and a reset is a refusal. */
  used = false;
  /** It is read no more, though its user is still there. */
  stalled = false;
  /** Its connect step is over. */
  settled = false;

  /** Sends the SYN. */
  constructor(
    readonly id: ConnectionId,
    target: Target,
    connectMs: number,
    private readonly events: ConnectionEvents,
  ) {
    const { host, port, tls } = target;
    const callback = (length: number, bytes: Uint8Array): boolean => this.received(bytes.subarray(0, length));
    const onread = tls === undefined ? { onread: { buffer: arrivals, callback } } : {};
    this.raw = connect({ host, port, noDelay: true, allowHalfOpen: true, ...onread });
    this.socket = tls === undefined ? this.raw : secured(this.raw, host, tls);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    const late = (): void => this.fail(new Error(`no answer in ${connectMs} ms`));
    // A turn later: the answer may have come while this process was busy.
    this.timer = setTimeout(() => setImmediate(() => this.connected || late()), connectMs);
    this.socket.on(tls === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(this.timer);
      this.connected = true;
      if (this.heard) this.events.connected(this);
    });
    if (tls !== undefined) this.socket.on('data', (chunk) => this.received(chunk));
    this.socket.on('end', () => this.tellEnd());
    this.socket.on('error', (error) => (this.connected ? this.ended('error') : this.fail(error)));
    this.socket.on('close', () => this.ended('error'));
  }

  /** Whether there is nothing left that could be written to or cut. */
  get gone(): boolean {
    return this.failed || this.end === 'error' || this.abandoned || this.socket.destroyed;
  }

  /** Whether the system is still making it. */
  get connecting(): boolean {
    return !this.connected && !this.failed && !this.abandoned;
  }

  write(bytes: Uint8Array): void {
    this.used = true;
    this.socket.write(bytes);
  }

  /** FIN, and goes on reading. */
  halfClose(): void {
    this.cut = 'halfClose';
    this.socket.end();
  }

  reset(): void {
    this.cut = 'reset';
    resetSocket(this.raw);
  }

  /** FIN, and reads no more. What arrives later the system answers with RST. */
  close(): void {
    this.cut = 'close';
    this.drain();
  }

  /** Reads no more for now: the server's sends come to a stand. */
  pause(): void {
    this.socket.pause();
  }

  /** Reads no more, for good; what becomes of it meanwhile is not told. */
  stall(): void {
    this.stalled = true;
    this.pause();
  }

  /**
   * Gives it up politely: FIN, what still comes is thrown away, and the server has `waitMs` to close its side.
   * Nothing is told any more. Resolves when nothing of it is left.
   */
  async leave(waitMs: number): Promise<void> {
    clearTimeout(this.timer);
    const { cut } = this;
    this.cut ??= 'close';
    this.left = true;
    if (waitMs === 0 || !this.connected || cut === 'reset') this.socket.destroy();
    // A turn later: its end may have come while this process was busy.
    else this.timer = setTimeout(() => setImmediate(() => this.socket.destroy()), waitMs);
    if (cut === undefined) this.socket.resume().end();
    await this.closed;
    clearTimeout(this.timer);
    // An error may still come after the close; without a listener it would end the process.
    this.socket.removeAllListeners().on('error', () => {});
  }

  /** Whether reading goes on. */
  private received(bytes: Uint8Array): boolean {
    if (this.heard) {
      this.used = true;
      // A copy: the bytes stand where the next ones will. Small ones share blocks of Node's pool: a server that sends
      // single bytes is remembered for half of what blocks of their own would take.
      this.events.read(this, Buffer.from(bytes));
    } else this.discard(bytes.length);
    return true;
  }

  private get heard(): boolean {
    return !this.left && !this.stalled && !this.abandoned && !this.failed && this.end === undefined;
  }

  private get abandoned(): boolean {
    return this.cut === 'close' || this.cut === 'reset';
  }

  /**
   * Node mostly tells of a reset as of any end, and what had arrived before may be lost. To write nothing fails where there
   * was one, and sends nothing where there was none. Under TLS, and where our side is over or waits to be sent, all are FINs.
   */
  private tellEnd(): void {
    const { socket, raw } = this;
    if (!this.heard || socket !== raw || !socket.writable || socket.writableLength > 0) this.ended('fin');
    else socket.write(nothing, (error) => this.ended(error ? 'error' : 'fin'));
  }

  private ended(how: 'fin' | 'error'): void {
    clearTimeout(this.timer);
    if (!this.connected || !this.heard) return;
    this.end = how;
    this.events.ended(this, how);
  }

  private fail(error: Error): void {
    clearTimeout(this.timer);
    if (!this.heard) return;
    this.failed = true;
    this.socket.destroy();
    this.events.failed(this, error);
  }

  private discard(bytes: number): void {
    this.drained += bytes;
    if (this.left && this.drained > drainBytes) this.socket.destroy();
  }

  /** To destroy a socket with unread data is to send RST: so the FIN goes first, then what has arrived is read. */
  private drain(): void {
    const quiet = async (): Promise<void> => {
      for (let i = 0, before = -1; i < drainTurns && this.drained !== before; i++) {
        before = this.drained;
        await turn();
      }
      this.socket.destroy();
    };
    this.socket.resume();
    this.socket.end(() => void quiet());
  }
}

function secured(raw: Socket, host: string, { ca, verify }: TlsTrust): Socket {
  const socket = connectTls({
    socket: raw,
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    // For an address there is no name that could be asked for.
    ...(isIP(host) === 0 ? { servername: host } : { host }),
  });
  raw.on('error', (error) => socket.destroy(error));
  return socket;
}
