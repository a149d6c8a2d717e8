// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The texts of `counter`, read and written.
 *
 * @module
 */

import type { BufferCodec } from 'parley/runtime';
import { encode, encodeInto, encodeServer, encodeServerInto, write, writeInto } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `counter`. For each state, `parse(state, encode(state, message))` is the message,
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
