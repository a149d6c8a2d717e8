// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The protocol `chat-private`: its messages, their texts, and its session. For tests there are arbitraries beside it.
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
 * The public chat with private messages: `\w user text` reaches that user alone.
 *
 * Made from:
 * - Chat Mejorado en Python: Mensajes Privados y Sincronización con Lock (chat-mejorado-privados.txt)
 *
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/chat-private';
 *
 * const read = protocol.codec.parse('Naming', 'a');
 * if (read.ok) console.log(read.message.kind); // Login
 * console.log(protocol.codec.encodeServer({ kind: 'NameRequest' }));
 * ```
 */
export const protocol: Protocol<State, ClientMessage, ServerMessage> = { model, codec, session, createMachine };
