// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 5a9cfbcd146d230db1f1edc5c396964bd65a76d966ae3cbfb9774ebfebfdf525).
// To make it again: npx parley generate

/**
 * The texts of `chat-line`, read and written.
 *
 * @module
 */

import type { Codec } from 'parley/runtime';
import { encode, encodeServer, write } from './encoder.js';
import { parse, parseServer } from './parser.js';
import { matches } from './rules.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/**
 * Reads and writes every message of `chat-line`. For each state, `parse(state, encode(state, message))` is the message,
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
