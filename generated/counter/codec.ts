// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 977f4effdee74752823fcb36f299d5b99d4536ae682a4f6e0fc5f9e49c4dd7a3).
// To make it again: npx parley generate

/**
 * The texts of `counter`, read and written.
 *
 * @module
 */

import type { Codec } from 'parley/runtime';
import { encode, encodeServer, write } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `counter`. For each state, `parse(state, encode(state, message))` is the message,
 * and what could not be read back is refused.
 */
export const codec: Codec<State, ClientMessage, ServerMessage> = {
  parse,
  parseServer,
  matches,
  encode,
  encodeServer,
  write,
};
