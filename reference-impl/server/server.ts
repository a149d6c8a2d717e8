import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { type FrameEvent, terminatorOf } from '../../runtime/framing.js';
import type { Protocol } from '../../runtime/protocol.js';
import type { ConnectionId } from '../../runtime/world.js';
import { Batches } from './batches.js';
import type { Delivery } from './delivery.js';
import type { EndReason, ServerEvent } from './events.js';
import { type Limits, resolveLimits } from './limits.js';
import { Peer, type PeerOwner } from './peer.js';
import { SessionDriver } from './session-driver.js';
import { SingleWrites } from './single-writes.js';

/** How a server is set up. */
export interface ServerOptions {
  /** The address to listen at; `127.0.0.1` unless given. */
  readonly host?: string;
  /** The port; the spec's own unless given; 0: any that is free. */
  readonly port?: number;
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
  /** How many connections are open or being ended. */
  readonly connections: number;
}

/**
 * A server whose clients get what the protocol's session says, over TCP.
 * @throws ServerOptionError for a limit that can't be, or that the protocol does not allow.
 * @example
 * const server = createServer(protocol, { port: 0 });
 * const { host, port } = await server.listen();
 */
export function createServer(protocol: Protocol, options: ServerOptions = {}): Server {
  return new TcpServer(protocol, options);
}

class TcpServer implements Server, PeerOwner {
  readonly limits: Limits;
  readonly framing;
  private readonly tcp = createTcpServer({ allowHalfOpen: true, noDelay: true });
  private readonly peers = new Map<ConnectionId, Peer>();
  private readonly driver: SessionDriver;
  private readonly log: (event: ServerEvent) => void;
  private readonly delivery: Delivery;
  private lastId = 0;
  private closing: Promise<void> | undefined;
  private stoppedListening = false;
  private whenEmpty: (() => void) | undefined;

  constructor(
    private readonly protocol: Protocol,
    private readonly options: ServerOptions,
  ) {
    this.limits = resolveLimits(protocol.model, options.limits);
    this.framing = protocol.model.framing;
    this.log = options.log ?? (() => undefined);
    this.driver = new SessionDriver(
      protocol.createMachine(),
      {
        send: (to, text) => this.delivery.send(to, text),
        close: (connection) => this.peers.get(connection)?.finish('closed'),
      },
      (connection, error) => this.fault(connection, error),
    );
    this.delivery =
      this.framing.server.kind === 'line'
        ? new Batches(this.peers, terminatorOf(this.framing.server), (act) => this.driver.during(act))
        : new SingleWrites(this.peers);
    this.tcp.maxConnections = this.limits.connections;
    this.tcp.on('connection', (socket: Socket) => this.accept(socket));
    this.tcp.on('drop', (refused) => this.log({ kind: 'refused', address: refused?.remoteAddress ?? 'unknown' }));
  }

  get connections(): number {
    return this.peers.size;
  }

  listen(): Promise<{ host: string; port: number }> {
    const host = this.options.host ?? '127.0.0.1';
    const port = this.options.port ?? this.protocol.model.transport.tcp;
    return new Promise((resolve, reject) => {
      this.tcp.once('error', reject);
      this.tcp.listen({ host, port }, () => {
        this.tcp.off('error', reject);
        this.tcp.on('error', (error) => this.log({ kind: 'accept-failed', error }));
        // A TCP server that listens has an address of this shape.
        const bound = this.tcp.address() as AddressInfo;
        resolve({ host: bound.address, port: bound.port });
      });
    });
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
      this.tcp.close(() => {
        this.stoppedListening = true;
        this.checkEmpty();
      });
      for (const peer of this.peers.values()) peer.finish('stopped');
    });
    return this.closing;
  }

  received(peer: Peer, frame: FrameEvent): void {
    const connection = peer.id;
    this.driver.post(
      frame.kind === 'frame' ? { kind: 'frame', connection, bytes: frame.bytes } : { kind: 'overlong', connection },
    );
  }

  throttled(peer: Peer): void {
    this.log({ kind: 'throttled', connection: peer.id });
  }

  finishing(peer: Peer): void {
    this.delivery.finish(peer);
  }

  ended(peer: Peer, reason: EndReason, code?: string): void {
    if (!peer.isEnding) this.delivery.drop(peer);
    this.log({ kind: 'ended', connection: peer.id, reason, ...(code === undefined ? {} : { code }) });
    this.driver.post({ kind: 'end', connection: peer.id });
  }

  gone(peer: Peer): void {
    this.delivery.drop(peer);
    this.peers.delete(peer.id);
    this.checkEmpty();
  }

  private checkEmpty(): void {
    if (this.stoppedListening && this.peers.size === 0) this.whenEmpty?.();
  }

  private accept(socket: Socket): void {
    if (this.closing !== undefined) {
      socket.destroy();
      return;
    }
    socket.setKeepAlive(true, this.limits.keepAliveMs);
    this.lastId += 1;
    const connection = this.lastId;
    const peer = new Peer(connection, socket, this, () => socket.resetAndDestroy());
    this.peers.set(connection, peer);
    this.log({
      kind: 'connected',
      connection,
      address: `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`,
    });
    this.driver.post({ kind: 'connect', connection });
  }

  private fault(connection: ConnectionId, error: unknown): void {
    this.log({ kind: 'fault', connection, error });
    this.peers.get(connection)?.cut('failed', 'FAULT');
  }
}
