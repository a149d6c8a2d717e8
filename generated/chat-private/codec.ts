// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The texts of `chat-private`, read and written.
 *
 * @module
 */

import type { BufferCodec } from 'parley/runtime';
import { encode, encodeInto, encodeServer, encodeServerInto, write, writeInto } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-private`. For each state, `parse(state, encode(state, message))` is the
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
