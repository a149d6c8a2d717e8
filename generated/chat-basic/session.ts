// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The session of `chat-basic`: all that the spec lets an event come to.
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
 * |  | `connect` | `reply NameRequest; become Naming` |
 * | `Naming` | `on Login(name)` | `when name is Plain and not (chat has name = name) { set name; join chat; reply Welcome(name); send Joined(name) to all chat; become Chatting } else { either taken { set name; join chat; reply Welcome(name); send Joined(name) to all chat; become Chatting } or refused { undefined { reply NameRequest } } }` |
 * | `Naming` | `unrecognized` | `undefined { reply NameRequest }` |
 * | `Naming` | `invalid` | `undefined { reply NameRequest }` |
 * | `Chatting` | `on Quit` | `leave chat; close; send Left(self.name) to all chat` |
 * | `Chatting` | `on Say(text)` | `send Said(self.name, text) to all chat` |
 * | `Chatting` | `disconnect` | `leave chat; send Left(self.name) to all chat` |
 * | `Chatting` | `invalid` | `undefined {  }` |
 */
export const session: Session = createSession(model, codec);
