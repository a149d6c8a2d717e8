// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The session of `chat-line`: all that the spec lets an event come to.
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
 * | `Naming` | `on Quit` | `close` |
 * | `Naming` | `on Login(name)` | `when chat has name = name { reply NameTaken(name); reply NameRequest } else { set name; join chat; reply Welcome(name); send Joined(name) to all chat; become Chatting }` |
 * | `Naming` | `unrecognized` | `reply InvalidName; reply NameRequest` |
 * | `Naming` | `invalid` | `reply InvalidName; reply NameRequest` |
 * | `Naming` | `overlong` | `reply InvalidName; reply NameRequest` |
 * | `Chatting` | `on Quit` | `leave chat; close; send Left(self.name) to all chat` |
 * | `Chatting` | `on Whisper(to, text)` | `when chat has name = to as addressee { send Private(self.name, text) to addressee } else { reply UserNotFound(to) }` |
 * | `Chatting` | `on Say(text)` | `send Said(self.name, text) to all chat` |
 * | `Chatting` | `unrecognized` | `reply InvalidMessage` |
 * | `Chatting` | `invalid` | `reply InvalidMessage` |
 * | `Chatting` | `overlong` | `reply TooLong` |
 * | `Chatting` | `disconnect` | `leave chat; send Left(self.name) to all chat` |
 */
export const session: Session = createSession(model, codec);
