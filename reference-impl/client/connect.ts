import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Protocol } from '../../runtime/protocol.js';
import type { Address } from './address.js';
import { ClientConnection } from './connection.js';
import { defaultPatience, type Patience } from './patience.js';

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
 * @throws the system's error, `ETIMEDOUT` after `patience.connectMs`; the signal's reason.
 */
export function openConnection(
  protocol: Protocol,
  address: Address,
  { patience: asked, tls, signal }: ConnectOptions = {},
): Promise<ClientConnection> {
  const patience = { ...defaultPatience, ...asked };
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const socket = open(address, tls);
    const late = Object.assign(new Error(`no answer within ${patience.connectMs} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => socket.destroy(late), patience.connectMs);
    const aborted = (): void => void socket.destroy(signal?.reason);
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      socket.off('error', failed);
    };
    const failed = (error: Error): void => {
      settled();
      reject(error);
    };
    signal?.addEventListener('abort', aborted);
    socket.once('error', failed);
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      settled();
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
