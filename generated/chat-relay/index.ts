// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The protocol `chat-relay`: its messages, their texts, and its session. For tests there are arbitraries beside it.
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
 * Relays what each user writes to the others. The client speaks first, with its name; nobody is told who comes or goes.
 *
 * Made from:
 * - chat entre clientes (chat-entre-clientes.txt)
 *
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/chat-relay';
 *
 * const read = protocol.codec.parse('Naming', 'q');
 * if (read.ok) console.log(read.message.kind); // Quit
 * console.log(protocol.codec.encodeServer({ kind: 'Greeting' }));
 * ```
 */
export const protocol: Protocol<State, ClientMessage, ServerMessage> = { model, codec, session, createMachine };
