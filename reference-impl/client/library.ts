/** Talking to servers of a protocol from a program: `parley/client`. */
export type { Address } from './address.js';
export type { TlsTrust } from './connect.js';
export type { ConnectionEnd } from './connection.js';
export * from './patience.js';
export * from './protocol-client.js';
