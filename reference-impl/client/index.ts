/** The reference client: a connection that speaks any protocol by its spec, and a terminal program on it. */
export * from './address.js';
export { type Chat, type ChatOptions, NoOpeningError, startChat } from './chat.js';
export { openConnection, type TlsTrust } from './connect.js';
export { ClientConnection, type ConnectionEnd, type Said } from './connection.js';
export * from './patience.js';
export * from './screen.js';
