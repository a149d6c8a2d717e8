// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-private`: frames without their terminator.
 *
 * @module
 */

import { CodecError, type Expectant, type ParseResult, unrecognized } from 'parley/runtime';
import { model } from './model.js';
import { endOfBadWhisperText, endOfLastName, endOfName, endOfText } from './runs.js';
import type {
  BadWhisper,
  ClientMessage,
  Joined,
  Left,
  Login,
  NameRequest,
  Private,
  Quit,
  Said,
  Say,
  ServerMessage,
  State,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

const client: Expectant = { model, state: undefined };

const inNaming: Expectant = { model, state: 'Naming' };

const inChatting: Expectant = { model, state: 'Chatting' };

/** `Login = name:Name` */
function readLogin(text: string): Login | undefined {
  const end1 = endOfLastName(text, 0);
  if (end1 !== text.length) return undefined;
  return { kind: 'Login', name: text };
}

/** The first of `Login`. */
function readNaming(text: string): ClientMessage | undefined {
  return readLogin(text);
}

/** `Quit = "QUIT"` */
function readQuit(text: string): Quit | undefined {
  if (text !== 'QUIT') return undefined;
  return { kind: 'Quit' };
}

/** `Say = text:Text` */
function readSay(text: string): Say | undefined {
  const end1 = endOfText(text, 0);
  if (end1 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Say', text };
}

/** `Whisper = "\\w " to:Name " " text:Text` */
function readWhisper(text: string): Whisper | undefined {
  if (text.charCodeAt(0) !== 0x5c || text.charCodeAt(1) !== 0x77 || text.charCodeAt(2) !== 0x20) return undefined;
  const end1 = endOfName(text, 3);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x20) return undefined;
  const end2 = endOfText(text, end1 + 1);
  if (end2 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Whisper', to: text.slice(3, end1), text: text.slice(end1 + 1) };
}

/** `BadWhisper = "\\w" text:.*` */
function readBadWhisper(text: string): BadWhisper | undefined {
  if (text.charCodeAt(0) !== 0x5c || text.charCodeAt(1) !== 0x77) return undefined;
  const end1 = endOfBadWhisperText(text, 2);
  if (end1 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'BadWhisper', text: text.slice(2) };
}

/** The first of `Quit`, `Whisper`, `BadWhisper`, `Say`. */
function readChatting(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x51: // "Q"
      return readQuit(text) ?? readSay(text);
    case 0x5c: // "\\"
      return readWhisper(text) ?? readBadWhisper(text) ?? readSay(text);
    default:
      return readSay(text);
  }
}

/** `NameRequest = "NAME"` */
function readNameRequest(text: string): NameRequest | undefined {
  if (text !== 'NAME') return undefined;
  return { kind: 'NameRequest' };
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, up to ": "; -1: not there. */
function endOfName2(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (at > from && unit === 0x3a && text.startsWith(': ', at) && at + 2 < text.length) break;
    if (!(unit !== 0x0a && unit !== 0x0d && unit !== 0x20)) break;
    at++;
  }
  return at === from ? -1 : at;
}

/** `Said = from:Name ": " text:Text` */
function readSaid(text: string): Said | undefined {
  const end1 = endOfName2(text, 0);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x3a || text.charCodeAt(end1 + 1) !== 0x20) return undefined;
  const end2 = endOfText(text, end1 + 2);
  if (end2 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Said', from: text.slice(0, end1), text: text.slice(end1 + 2) };
}

/**
 * `Joined = name:Name " has joined the chat.\n"`
 *
 * `Left = name:Name " has left the chat.\n"`
 */
function readJoinedOrLeft(text: string): Joined | Left | undefined {
  const end1 = endOfName(text, 0);
  if (end1 < 0) return undefined;
  if (text.length === end1 + 22 && text.charCodeAt(end1) === 0x20 && text.slice(end1, end1 + 12) === ' has joined ' && text.slice(end1 + 12, end1 + 22) === 'the chat.\n') {
    return { kind: 'Joined', name: text.slice(0, end1) };
  }
  if (text.length !== end1 + 20 || text.charCodeAt(end1) !== 0x20 || text.slice(end1, end1 + 12) !== ' has left th' || text.slice(end1 + 12, end1 + 20) !== 'e chat.\n') return undefined;
  return { kind: 'Left', name: text.slice(0, end1) };
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, up to "' not found."; -1: not there. */
function endOfName3(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (at > from && at + 12 === text.length && unit === 0x27 && text.startsWith("' not found.", at)) break;
    if (!(unit !== 0x0a && unit !== 0x0d && unit !== 0x20)) break;
    at++;
  }
  return at === from ? -1 : at;
}

/** `UserNotFound = "User '" to:Name "' not found."` */
function readUserNotFound(text: string): UserNotFound | undefined {
  if (text.charCodeAt(0) !== 0x55 || text.slice(0, 6) !== "User '") return undefined;
  const end1 = endOfName3(text, 6);
  if (end1 < 0) return undefined;
  if (text.length !== end1 + 12 || text.charCodeAt(end1) !== 0x27 || text.slice(end1, end1 + 12) !== "' not found.") return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'UserNotFound', to: text.slice(6, end1) };
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, up to "!\n"; -1: not there. */
function endOfName4(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (at > from && at + 2 === text.length && unit === 0x21 && text.startsWith('!\n', at)) break;
    if (!(unit !== 0x0a && unit !== 0x0d && unit !== 0x20)) break;
    at++;
  }
  return at === from ? -1 : at;
}

/** `Welcome = "Welcome to the chat, " name:Name "!\n"` */
function readWelcome(text: string): Welcome | undefined {
  if (text.charCodeAt(0) !== 0x57 || text.slice(0, 12) !== 'Welcome to t' || text.slice(12, 21) !== 'he chat, ') return undefined;
  const end1 = endOfName4(text, 21);
  if (end1 < 0) return undefined;
  if (text.length !== end1 + 2 || text.charCodeAt(end1) !== 0x21 || text.charCodeAt(end1 + 1) !== 0x0a) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Welcome', name: text.slice(21, end1) };
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, up to "): "; -1: not there. */
function endOfName5(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (at > from && unit === 0x29 && text.startsWith('): ', at) && at + 3 < text.length) break;
    if (!(unit !== 0x0a && unit !== 0x0d && unit !== 0x20)) break;
    at++;
  }
  return at === from ? -1 : at;
}

/** `Private = "priv(" from:Name "): " text:Text` */
function readPrivate(text: string): Private | undefined {
  if (text.charCodeAt(0) !== 0x70 || text.slice(0, 5) !== 'priv(') return undefined;
  const end1 = endOfName5(text, 5);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x29 || text.charCodeAt(end1 + 1) !== 0x3a || text.charCodeAt(end1 + 2) !== 0x20) return undefined;
  const end2 = endOfText(text, end1 + 3);
  if (end2 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Private', from: text.slice(5, end1), text: text.slice(end1 + 3) };
}

/** The first of `NameRequest`, `Welcome`, `UserNotFound`, `Private`, `Said`, `Joined`, `Left`. */
function readFromServer(text: string): ServerMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x4e: // "N"
      return readNameRequest(text) ?? readSaid(text) ?? readJoinedOrLeft(text);
    case 0x55: // "U"
      return readUserNotFound(text) ?? readSaid(text) ?? readJoinedOrLeft(text);
    case 0x57: // "W"
      return readWelcome(text) ?? readSaid(text) ?? readJoinedOrLeft(text);
    case 0x70: // "p"
      return readPrivate(text) ?? readSaid(text) ?? readJoinedOrLeft(text);
    default:
      return readSaid(text) ?? readJoinedOrLeft(text);
  }
}

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. No text
 * makes it throw.
 *
 * - `Naming`: `Login`
 * - `Chatting`: `Quit`, `Whisper`, `BadWhisper`, `Say`
 *
 * @throws CodecError for a state that there is not, and for what is no string.
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  if (typeof text !== 'string') throw new CodecError('not-a-text', 'what is to be read is no string');
  switch (state) {
    case 'Naming':
      return resultOf(readNaming(text), text, inNaming);
    case 'Chatting':
      return resultOf(readChatting(text), text, inChatting);
    default:
      throw new CodecError('unknown-state', `chat-private has no state ${String(state)}`);
  }
}

/**
 * Reads what the server sends: the first of these that matches the whole text. No text makes it throw.
 *
 * `NameRequest`, `Welcome`, `UserNotFound`, `Private`, `Said`, `Joined`, `Left`
 *
 * @throws CodecError for what is no string.
 */
export function parseServer(text: string): ParseResult<ServerMessage> {
  if (typeof text !== 'string') throw new CodecError('not-a-text', 'what is to be read is no string');
  return resultOf(readFromServer(text), text, client);
}

/** What was read. */
function resultOf<M>(message: M | undefined, text: string, by: Expectant): ParseResult<M> {
  return message === undefined ? unrecognized(by, text) : { ok: true, message };
}
