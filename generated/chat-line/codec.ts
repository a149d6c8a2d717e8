// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The texts of `chat-line`, read and written.
 *
 * @module
 */

import type { BufferCodec } from 'parley/runtime';
import { encode, encodeInto, encodeServer, encodeServerInto, write, writeInto } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-line`. For each state, `parse(state, encode(state, message))` is the message,
 * and what could not be read back is refused.
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
