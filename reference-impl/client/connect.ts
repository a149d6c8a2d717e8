import { connect as connectTcp } from 'node:net';
import type { Protocol } from '../../runtime/protocol.js';
import type { Address } from './address.js';
import { ClientConnection } from './connection.js';
import { defaultPatience, type Patience } from './patience.js';

/**
 * Connects to a server.
 * @param asked what differs from `defaultPatience`.
 * @throws the system's error, `ETIMEDOUT` after `patience.connectMs`.
 */
export function connect(
  protocol: Protocol,
  address: Address,
  asked: Partial<Patience> = {},
): Promise<ClientConnection> {
  const patience = { ...defaultPatience, ...asked };
  const socket = connectTcp({ ...address, noDelay: true, allowHalfOpen: true });
  return new Promise((resolve, reject) => {
    const late = Object.assign(new Error(`no answer within ${patience.connectMs} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => socket.destroy(late), patience.connectMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', failed);
      resolve(new ClientConnection(protocol, socket, patience));
    });
  });
}
