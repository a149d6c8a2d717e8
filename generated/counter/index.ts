// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The protocol `counter`: its messages, their texts, and its session. For tests there are arbitraries beside it.
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
 * A counter that all clients share: small, no chat, and with numbers. Whoever watches is told of every change that
 * another client makes.
 *
 * Made from:
 * - ours
 *
 * @example
 * ```ts
 * import { protocol } from 'parley/generated/counter';
 *
 * const read = protocol.codec.parse('Ready', 'INC');
 * if (read.ok) console.log(read.message.kind); // Inc
 * console.log(protocol.codec.encodeServer({ kind: 'Value', n: 0 }));
 * ```
 */
export const protocol: Protocol<State, ClientMessage, ServerMessage> = { model, codec, session, createMachine };
