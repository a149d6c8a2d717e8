import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { resetSocket } from '../../runtime/node/reset-socket.js';
import { ServerOptionError } from './limits.js';

/** The certificate and its key, both in PEM. */
export interface TlsOptions {
  /** The certificate, and those that lead to a trusted one, in PEM. */
  readonly cert: string | Buffer;
  /** Its private key, in PEM. */
  readonly key: string | Buffer;
}

/** What a listener tells. */
export interface ListenerHandlers {
  /** A connection has been made; false: it is not wanted, and was closed by whoever said so. */
  admit(raw: Socket): boolean;
  /** It can be spoken on. `raw` is its TCP socket: itself, or what is under TLS. */
  opened(socket: Socket, raw: Socket): void;
  /** TLS could not be agreed on; the connection is being closed. */
  insecure(address: string, code: string): void;
  acceptFailed(error: Error): void;
}

/** Accepts connections, and under TLS sees to the handshake. */
export class Listener {
  private readonly server: Server;
  /** Connections in the handshake of TLS, by both their ends. */
  private readonly raws = new Map<string, Socket>();
  /** Resolves when it is known whether it listens. */
  private settled: Promise<void> = Promise.resolve();

  /** @throws ServerOptionError for a certificate or a key that is none, or that do not belong together. */
  constructor(
    private readonly handlers: ListenerHandlers,
    tls: TlsOptions | undefined,
    handshakeMs: number,
  ) {
    const options = { allowHalfOpen: true, noDelay: true };
    if (tls === undefined) {
      this.server = createServer(options, (socket) => {
        if (handlers.admit(socket)) handlers.opened(socket, socket);
      });
      return;
    }
    checkTls(tls);
    this.server = createTlsServer({ ...options, ...tls, handshakeTimeout: handshakeMs })
      .on('secureConnection', (socket: TLSSocket) => {
        const ends = endsOf(socket);
        const raw = this.raws.get(ends);
        this.raws.delete(ends);
        if (raw === undefined) socket.destroy();
        else handlers.opened(socket, raw);
      })
      .on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
        if (this.raws.has(endsOf(socket))) handlers.insecure(placeOf(socket), error.code ?? error.message);
        socket.destroy();
      })
      .on('connection', (raw: Socket) => {
        const ends = endsOf(raw);
        if (!handlers.admit(raw)) return;
        this.raws.set(ends, raw);
        // Nobody else listens to it, and a reset would end the process.
        raw.on('error', () => undefined).on('close', () => this.raws.delete(ends));
      });
  }

  /** @throws the system's error. */
  listen(host: string, port: number): Promise<{ host: string; port: number }> {
    const listening = this.startTo(host, port);
    this.settled = listening.then(
      () => undefined,
      () => undefined,
    );
    return listening;
  }

  /** Stops listening, once it has started to; `done` is called when it has, and if it never did. */
  close(done: () => void): void {
    // What does not listen yet can't be told to stop: it would start all the same.
    void this.settled.then(() => this.server.close(() => done()));
  }

  /** Cuts those that have not come as far as `opened`. */
  cutHandshakes(): void {
    for (const raw of this.raws.values()) resetSocket(raw);
  }

  private startTo(host: string, port: number): Promise<{ host: string; port: number }> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        this.server.on('error', (error) => this.handlers.acceptFailed(error));
        // A TCP server that listens has an address of this shape.
        const bound = this.server.address() as AddressInfo;
        resolve({ host: bound.address, port: bound.port });
      });
    });
  }
}

/** The address of a connection's other end; one that came by IPv4 to a listener for both has its IPv4 address. */
export function addressOf({ remoteAddress = 'unknown' }: Socket): string {
  return remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
}

/** What no two connections share: one client may have the same port at two addresses of a server. */
function endsOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

/** The other end of a connection, as people write it. */
export function placeOf(socket: Socket): string {
  const address = addressOf(socket);
  const { remotePort = 0 } = socket;
  return address.includes(':') ? `[${address}]:${remotePort}` : `${address}:${remotePort}`;
}

function checkTls(tls: TlsOptions): void {
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new ServerOptionError('tls', `the certificate or its key can't be used: ${(error as Error).message}`);
  }
}
