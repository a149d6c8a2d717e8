// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 f88f0d97f142a8baa7073f88541171986391271fffe4d4a8b78d1afd1cc28060).
// To make it again: npx parley generate

/**
 * The texts of `chat-private`, read and written.
 *
 * @module
 */

import type { Codec } from 'parley/runtime';
import { encode, encodeServer, write } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-private`. For each state, `parse(state, encode(state, message))` is the
 * message, and what could not be read back is refused.
 */
export const codec: Codec<State, ClientMessage, ServerMessage> = {
  parse,
  parseServer,
  matches,
  encode,
  encodeServer,
  write,
};
