// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The texts of `chat-basic`, read and written.
 *
 * @module
 */

import type { BufferCodec } from 'parley/runtime';
import { encode, encodeInto, encodeServer, encodeServerInto, write, writeInto } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-basic`. For each state, `parse(state, encode(state, message))` is the
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
