// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The texts of `chat-relay`, read and written.
 *
 * @module
 */

import type { BufferCodec } from 'parley/runtime';
import { encode, encodeInto, encodeServer, encodeServerInto, write, writeInto } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-relay`. For each state, `parse(state, encode(state, message))` is the
 * message, and what could not be read back is refused.
 */
export const codec: BufferCodec<State, ClientMessage, ServerMessage> = {
  parse,
  parseServer,
  matches,
  encode,
  encodeServer,
  write,
  encodeInto,
  encodeServerInto,
  writeInto,
};
