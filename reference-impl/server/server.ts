import type { Socket } from 'node:net';
import { type FrameEvent, terminatorOf } from '../../runtime/framing.js';
import type { Model } from '../../runtime/model.js';
import type { Protocol } from '../../runtime/protocol.js';
import type { ConnectionId } from '../../runtime/world.js';
import { Admission } from './admission.js';
import { Batches } from './batches.js';
import { Counters } from './counters.js';
import type { Delivery } from './delivery.js';
import { connectionsWithin, openFilesAllowed } from './descriptors.js';
import type { EndReason, ServerEvent } from './events.js';
import { type Limits, resolveLimits } from './limits.js';
import { addressOf, Listener, type ListenerHandlers, placeOf, type TlsOptions } from './listener.js';
import { Peer, type PeerOwner } from './peer.js';
import { SessionDriver } from './session-driver.js';
import { SingleWrites } from './single-writes.js';

/** How a server is set up. */
export interface ServerOptions {
  /** The address to listen at; `127.0.0.1` unless given; `::` is every address, IPv4 included. */
  readonly host?: string;
  /** The port; the spec's own unless given; 0: any that is free. */
  readonly port?: number;
  /** Speak TLS, and with nobody who does not. */
  readonly tls?: TlsOptions;
  /** What differs from `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** Told what happens, as it happens; must not throw. */
  readonly log?: (event: ServerEvent) => void;
}

/** A server of one protocol at one address. */
export interface Server {
  /**
   * Starts to listen, once.
   * @returns where: the port that it got, the address that its host's name stands for.
   * @throws the system's error: the port is in use, the address is not of this machine.
   */
  listen(): Promise<{ readonly host: string; readonly port: number }>;
  /**
   * Stops listening and ends every connection, after what it was sent, without telling anybody that the others left.
   * Resolves when all are closed; those that are not within `limits.closeMs` are cut.
   */
  close(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
  /** How many connections are open or being ended. */
  readonly connections: number;
  /** What it has done so far. */
  readonly counters: Readonly<Counters>;
  /** Whether clients can connect: it listens, and is not closing. */
  readonly ready: boolean;
}

/**
 * A server whose clients get what the protocol's session says, over TCP.
 * @throws ServerOptionError for a limit that can't be, or that the protocol does not allow.
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/counter';
 * import { createServer } from 'parley/server';
 *
 * await using server = createServer(protocol, { port: 0 });
 * const { host, port } = await server.listen();
 * console.log(`${host}:${port}`);
 * ```
 */
export function createServer(protocol: Protocol, options: ServerOptions = {}): Server {
  return new TcpServer(protocol, options);
}

/** The framing with lines of at most so many bytes from clients. */
function framingWithin({ client, server }: Model['framing'], lineBytes: number | undefined): Model['framing'] {
  return { client: client.kind === 'line' ? { ...client, max: lineBytes ?? client.max } : client, server };
}

/** How long a TLS handshake may take where no time to log in is set. */
const defaultHandshakeMs = 30_000;

class TcpServer implements Server, PeerOwner, ListenerHandlers {
  readonly limits: Limits;
  readonly framing;
  readonly counters = new Counters();
  private readonly listener: Listener;
  private readonly peers = new Map<ConnectionId, Peer>();
  private readonly driver: SessionDriver;
  private readonly delivery: Delivery;
  private readonly machine;
  private readonly admission: Admission;
  private readonly descriptors = openFilesAllowed();
  private readonly fewerConnections: boolean;
  private lastId = 0;
  private listening = false;
  private closing: Promise<void> | undefined;
  private stoppedListening = false;
  private whenEmpty: (() => void) | undefined;

  constructor(
    private readonly protocol: Protocol,
    private readonly options: ServerOptions,
  ) {
    const limits = resolveLimits(protocol.model, options.limits);
    const room = connectionsWithin(this.descriptors ?? Number.POSITIVE_INFINITY);
    this.limits = { ...limits, connections: Math.min(limits.connections, room) };
    this.fewerConnections = room < limits.connections;
    this.admission = new Admission(this.limits);
    this.framing = framingWithin(protocol.model.framing, limits.lineBytes);
    this.machine = protocol.createMachine();
    this.driver = new SessionDriver(
      this.machine,
      { send: (to, text) => this.send(to, text), close: (connection) => this.peers.get(connection)?.finish('closed') },
      (connection, error) => this.fault(connection, error),
    );
    this.delivery =
      this.framing.server.kind === 'line'
        ? new Batches(this.peers, terminatorOf(this.framing.server), (act) => this.driver.during(act))
        : new SingleWrites(this.peers);
    this.listener = new Listener(this, options.tls, this.limits.loginMs ?? defaultHandshakeMs);
  }

  get connections(): number {
    return this.admission.connections;
  }

  get ready(): boolean {
    return this.listening && this.closing === undefined;
  }

  async listen(): Promise<{ host: string; port: number }> {
    const { host = '127.0.0.1', port = this.protocol.model.transport.tcp } = this.options;
    const bound = await this.listener.listen(host, port);
    this.listening = true;
    const { connections } = this.limits;
    if (this.fewerConnections) this.tell({ kind: 'few-descriptors', connections, descriptors: this.descriptors ?? 0 });
    return bound;
  }

  close(): Promise<void> {
    this.closing ??= new Promise((resolve) => {
      this.driver.stop();
      const deadline = setTimeout(() => {
        for (const peer of this.peers.values()) peer.cut('stopped');
      }, this.limits.closeMs);
      this.whenEmpty = () => {
        clearTimeout(deadline);
        resolve();
      };
      // Called when the last descriptor is closed, before the last peer has noticed; at once, with an error, if it never listened.
      this.listener.close(() => {
        this.stoppedListening = true;
        this.checkEmpty();
      });
      this.listener.cutHandshakes();
      for (const peer of this.peers.values()) peer.finish('stopped');
    });
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  admit(raw: Socket): boolean {
    const address = addressOf(raw);
    if (this.closing !== undefined) {
      raw.destroy();
      return false;
    }
    const limit = this.admission.enter(address);
    if (limit !== undefined) {
      this.tell({ kind: 'refused', address, limit });
      raw.destroy();
      return false;
    }
    raw.on('close', () => {
      this.admission.leave(address);
      this.checkEmpty();
    });
    raw.setKeepAlive(true, this.limits.keepAliveMs);
    return true;
  }

  opened(socket: Socket, raw: Socket): void {
    this.lastId += 1;
    const connection = this.lastId;
    const peer = new Peer(connection, socket, this, raw);
    this.peers.set(connection, peer);
    this.tell({ kind: 'connected', connection, address: placeOf(raw) });
    this.driver.post({ kind: 'connect', connection });
    peer.firstState = this.machine.stateOf(connection);
  }

  insecure(address: string, code: string): void {
    this.tell({ kind: 'insecure', address, code });
  }

  acceptFailed(error: Error): void {
    this.tell({ kind: 'accept-failed', error });
  }

  received(peer: Peer, frame: FrameEvent): void {
    const connection = peer.id;
    this.counters.received += 1;
    if (frame.kind === 'overlong') this.overlong(peer);
    this.driver.post(
      frame.kind === 'frame' ? { kind: 'frame', connection, bytes: frame.bytes } : { kind: 'overlong', connection },
    );
    if (peer.firstState !== undefined) this.checkEntered(peer, peer.firstState);
  }

  throttled(peer: Peer): void {
    this.tell({ kind: 'throttled', connection: peer.id });
  }

  finishing(peer: Peer): void {
    this.delivery.finish(peer);
  }

  ended(peer: Peer, reason: EndReason, code?: string): void {
    if (!peer.isEnding) this.delivery.drop(peer);
    this.tell({ kind: 'ended', connection: peer.id, reason, ...(code === undefined ? {} : { code }) });
    this.driver.post({ kind: 'end', connection: peer.id });
  }

  gone(peer: Peer): void {
    this.delivery.drop(peer);
    this.peers.delete(peer.id);
    this.checkEmpty();
  }

  private overlong(peer: Peer): void {
    this.counters.overlong += 1;
    if (!peer.hasBeenOverlong) this.tell({ kind: 'overlong', connection: peer.id });
    peer.hasBeenOverlong = true;
  }

  private checkEntered(peer: Peer, firstState: string): void {
    const state = this.machine.stateOf(peer.id);
    if (state === undefined || state === firstState) return;
    peer.entered();
    this.tell({ kind: 'entered', connection: peer.id, state });
  }

  private checkEmpty(): void {
    if (this.stoppedListening && this.peers.size === 0 && this.admission.connections === 0) this.whenEmpty?.();
  }

  private send(to: readonly ConnectionId[], text: string): void {
    this.counters.delivered += to.length;
    this.delivery.send(to, text);
  }

  private fault(connection: ConnectionId, error: unknown): void {
    this.tell({ kind: 'fault', connection, error });
    this.peers.get(connection)?.cut('failed', 'FAULT');
  }

  private tell(event: ServerEvent): void {
    this.counters.count(event);
    this.options.log?.(event);
  }
}
