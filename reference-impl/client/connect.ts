import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Protocol } from '../../runtime/protocol.js';
import type { Address } from './address.js';
import { ClientConnection } from './connection.js';
import { type Patience, resolvePatience } from './patience.js';

/** Whom to trust under TLS. */
export interface TlsTrust {
  /** Certificates in PEM, in place of those that Node trusts. */
  readonly ca?: string | Buffer;
  /** Whether the server's certificate is checked; true unless given. */
  readonly verify?: boolean;
}

/** How a connection is made. */
export interface ConnectOptions {
  /** What differs from `defaultPatience`. */
  readonly patience?: Partial<Patience>;
  /** Speak TLS. */
  readonly tls?: TlsTrust;
  /** Gives the attempt up. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to a server.
 * @throws the system's error, `ETIMEDOUT` after `patience.connectMs`; the signal's reason; RangeError for patience that is none.
 */
export async function openConnection(
  protocol: Protocol,
  address: Address,
  { patience: asked, tls, signal }: ConnectOptions = {},
): Promise<ClientConnection> {
  const patience = resolvePatience(asked);
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const socket = open(address, tls);
    // The reason of a signal may be anything, no error too, so the attempt is not given up by an error of the socket.
    const failed = (reason: unknown): void => {
      settled();
      socket.destroy();
      reject(reason);
    };
    const late = (): void =>
      failed(Object.assign(new Error(`no answer within ${patience.connectMs} ms`), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(late, patience.connectMs);
    const aborted = (): void => failed(signal?.reason);
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    };
    signal?.addEventListener('abort', aborted);
    socket.on('error', failed);
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      settled();
      socket.off('error', failed);
      resolve(new ClientConnection(protocol, socket, patience));
    });
  });
}

function open({ host, port }: Address, tls: TlsTrust | undefined): Socket {
  const tcp = connectTcp({ host, port, noDelay: true, allowHalfOpen: true });
  if (tls === undefined) return tcp;
  const socket = connectTls({
    socket: tcp,
    rejectUnauthorized: tls.verify !== false,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    // For an address there is no name that could be asked for.
    ...(isIP(host) === 0 ? { servername: host } : { host }),
  });
  tcp.on('error', (error) => socket.destroy(error));
  return socket;
}
