// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The session of `chat-relay`: all that the spec lets an event come to.
 *
 * @module
 */

import { createSession, type Session } from 'parley/runtime';
import { codec } from './codec.js';
import { model } from './model.js';

/**
 * Pure: no input or output, no clock, no randomness.
 *
 * | state | when | what happens |
 * |---|---|---|
 * |  | `connect` | `join waiting; become Naming` |
 * | `Naming` | `on Quit` | `undefined { close }` |
 * | `Naming` | `on Login(name)` | `when name is Plain and not (chat has name = name) { set name; leave waiting; join chat; reply Greeting; become Chatting } else { either taken { set name; leave waiting; join chat; reply Greeting; become Chatting } or refused { undefined { close } } }` |
 * | `Naming` | `unrecognized` | `undefined { close }` |
 * | `Naming` | `invalid` | `undefined { close }` |
 * | `Chatting` | `on Quit` | `leave chat; close` |
 * | `Chatting` | `on Say(text)` | `send Said(self.name, text) to others chat; may send Said(self.name, text) to all waiting` |
 * | `Chatting` | `disconnect` | `leave chat` |
 * | `Chatting` | `invalid` | `undefined {  }` |
 */
export const session: Session = createSession(model, codec);
