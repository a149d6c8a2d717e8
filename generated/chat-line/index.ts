// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The protocol `chat-line`: its messages, their texts, and its session. For tests there are arbitraries beside it.
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
 * The chat with private messages, made safe: one message a line, one order for all, names that are checked, and nothing
 * that one user could write so that another takes it for a notice, a private message or somebody else's talk.
 *
 * A line is a message, ended by LF; one CR before it is dropped. Whatever line a user sends gets an answer, and none
 * but
 * `QUIT` ends the connection. At the end of a connection the complete lines before it count, a partial one does not.
 *
 * Made from:
 * - chat-private, made safe (ours)
 *
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/chat-line';
 *
 * const read = protocol.codec.parse('Naming', 'QUIT');
 * if (read.ok) console.log(read.message.kind); // Quit
 * console.log(protocol.codec.encodeServer({ kind: 'NameRequest' }));
 * ```
 */
export const protocol: Protocol<State, ClientMessage, ServerMessage> = { model, codec, session, createMachine };
