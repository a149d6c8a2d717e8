/** Talking to servers of a protocol from a program: `parley/client`. */
import type { Message, Protocol } from '../../runtime/protocol.js';
import type { Address } from './address.js';
import { openConnection } from './connect.js';
import { type ConnectOptions, defaultHighWaterMark, ProtocolClient } from './protocol-client.js';
import { type OpenStates, StateClient } from './state-client.js';

export type { Address } from './address.js';
export * from './client-error.js';
export type { TlsTrust } from './connect.js';
export type { ConnectionEnd } from './connection.js';
export type { Incoming } from './inbox.js';
export * from './patience.js';
export { type ConnectOptions, ProtocolClient } from './protocol-client.js';
export { type OpenStates, StateClient } from './state-client.js';

/**
 * Connects to a server of a protocol. The signal, if there is one, gives up the attempt, and later the connection.
 * With `open`, the one of the protocol's generated client module, the client's type is its state.
 * @throws the system's error when nobody answers; the signal's reason; RangeError for an option that can't be.
 * @example
 * ```ts
 * import { connect } from 'parley/client';
 * import { protocol } from 'parley/generated/counter';
 *
 * await using client = await connect(protocol, { host: '127.0.0.1', port: protocol.model.transport.tcp });
 * await client.send({ kind: 'Get' });
 * for await (const { text } of client) console.log(text);
 * ```
 */
export async function connect<Start, Server extends Message>(
  protocol: Protocol<string, Message, Server>,
  address: Address,
  options: ConnectOptions & { readonly open: OpenStates<Start, Server> },
): Promise<StateClient<Start, Server>>;
export async function connect<State extends string, Client extends Message, Server extends Message>(
  protocol: Protocol<State, Client, Server>,
  address: Address,
  options?: ConnectOptions,
): Promise<ProtocolClient<State, Client, Server>>;
export async function connect<State extends string, Client extends Message, Server extends Message>(
  protocol: Protocol<State, Client, Server>,
  address: Address,
  options: ConnectOptions & { readonly open?: OpenStates<unknown, Server> } = {},
): Promise<ProtocolClient<State, Client, Server> | StateClient<unknown, Server>> {
  const { highWaterMark = defaultHighWaterMark } = options;
  if (!(Number.isSafeInteger(highWaterMark) && highWaterMark > 0))
    throw new RangeError(`highWaterMark must be a positive integer, not ${String(highWaterMark)}`);
  // Whoever looks at a protocol without knowing its messages sees messages.
  const connection = await openConnection(protocol as unknown as Protocol, address, options);
  return options.open === undefined
    ? new ProtocolClient(protocol, connection, options)
    : new StateClient(protocol, options.open, connection, options);
}
