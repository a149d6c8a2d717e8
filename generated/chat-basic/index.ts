// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The protocol `chat-basic`: its messages, their texts, and its session. For tests there are arbitraries beside it.
 *
 * @module
 */

import type { Protocol } from 'parley/runtime';
import { codec } from './codec.js';
import { createMachine } from './machine.js';
import { model } from './model.js';
import { session } from './session.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

export * from './types.js';
export { model, codec, session, createMachine };

/**
 * A public chat over one TCP connection per user: the server asks for a name, says hello, and tells everyone what each
 * user writes, the writer included. Who comes and who goes is announced to everyone too.
 *
 * Made from:
 * - Chat Básico en Python, Sistemas Distribuidos (chat-basico.txt)
 *
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/chat-basic';
 *
 * const read = protocol.codec.parse('Naming', 'a');
 * if (read.ok) console.log(read.message.kind); // Login
 * console.log(protocol.codec.encodeServer({ kind: 'NameRequest' }));
 * ```
 */
export const protocol: Protocol<State, ClientMessage, ServerMessage> = { model, codec, session, createMachine };
