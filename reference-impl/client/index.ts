/** The reference client: a terminal program that speaks any protocol by its spec. */
export { parseAddress } from './address.js';
export { type Chat, type ChatOptions, NoOpeningError, startChat } from './chat.js';
