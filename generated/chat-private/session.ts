// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The session of `chat-private`: all that the spec lets an event come to.
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
 * | `Chatting` | `on Whisper(to, text)` | `when chat has name = to as addressee { send Private(self.name, text) to addressee } else { reply UserNotFound(to) }` |
 * | `Chatting` | `on BadWhisper` | `undefined {  }` |
 * | `Chatting` | `on Say(text)` | `send Said(self.name, text) to all chat` |
 * | `Chatting` | `disconnect` | `leave chat; send Left(self.name) to all chat` |
 * | `Chatting` | `invalid` | `undefined {  }` |
 */
export const session: Session = createSession(model, codec);
