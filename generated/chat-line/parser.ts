// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-line`: frames without their terminator.
 *
 * @module
 */

import { CodecError, type Expectant, type ParseResult, unrecognized } from 'parley/runtime';
import { model } from './model.js';
import { endOfLastText, endOfName } from './runs.js';
import type {
  ClientMessage,
  InvalidMessage,
  InvalidName,
  Joined,
  Left,
  Login,
  NameRequest,
  NameTaken,
  Private,
  Quit,
  Said,
  Say,
  ServerMessage,
  State,
  TooLong,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

const client: Expectant = { model, state: undefined };

const inNaming: Expectant = { model, state: 'Naming' };

const inChatting: Expectant = { model, state: 'Chatting' };

/** `Quit = "QUIT"` */
function readQuit(text: string): Quit | undefined {
  if (text !== 'QUIT') return undefined;
  return { kind: 'Quit' };
}

/** `Login = name:Name` */
function readLogin(text: string): Login | undefined {
  const end1 = endOfName(text, 0);
  if (end1 !== text.length) return undefined;
  return { kind: 'Login', name: text };
}

/** The first of `Quit`, `Login`. */
function readNaming(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x51: // "Q"
      return readQuit(text) ?? readLogin(text);
    default:
      return readLogin(text);
  }
}

/** `Say = text:Text` */
function readSay(text: string): Say | undefined {
  if (text.charCodeAt(0) === 0x5c) return undefined;
  const end1 = endOfLastText(text, 0);
  if (end1 !== text.length) return undefined;
  return { kind: 'Say', text };
}

/** `Whisper = "\\w " to:Name " " text:Text` */
function readWhisper(text: string): Whisper | undefined {
  if (text.charCodeAt(0) !== 0x5c || text.charCodeAt(1) !== 0x77 || text.charCodeAt(2) !== 0x20) return undefined;
  const end1 = endOfName(text, 3);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x20) return undefined;
  if (text.charCodeAt(end1 + 1) === 0x5c) return undefined;
  const end2 = endOfLastText(text, end1 + 1);
  if (end2 !== text.length) return undefined;
  return { kind: 'Whisper', to: text.slice(3, end1), text: text.slice(end1 + 1) };
}

/** The first of `Quit`, `Whisper`, `Say`. */
function readChatting(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x51: // "Q"
      return readQuit(text) ?? readSay(text);
    case 0x5c: // "\\"
      return readWhisper(text);
    default:
      return readSay(text);
  }
}

/**
 * `Joined = name:Name " has joined the chat."`
 *
 * `Left = name:Name " has left the chat."`
 *
 * `Said = from:Name ": " text:Text`
 */
function readJoinedOrLeftOrSaid(text: string): Joined | Left | Said | undefined {
  const end1 = endOfName(text, 0);
  if (end1 < 0) return undefined;
  if (text.length === end1 + 21 && text.charCodeAt(end1) === 0x20 && text.slice(end1, end1 + 12) === ' has joined ' && text.slice(end1 + 12, end1 + 21) === 'the chat.') {
    return { kind: 'Joined', name: text.slice(0, end1) };
  }
  if (text.length === end1 + 19 && text.charCodeAt(end1) === 0x20 && text.slice(end1, end1 + 12) === ' has left th' && text.slice(end1 + 12, end1 + 19) === 'e chat.') {
    return { kind: 'Left', name: text.slice(0, end1) };
  }
  if (text.charCodeAt(end1) !== 0x3a || text.charCodeAt(end1 + 1) !== 0x20) return undefined;
  if (text.charCodeAt(end1 + 2) === 0x5c) return undefined;
  const end2 = endOfLastText(text, end1 + 2);
  if (end2 !== text.length) return undefined;
  return { kind: 'Said', from: text.slice(0, end1), text: text.slice(end1 + 2) };
}

/** `InvalidName = "Invalid name."` */
function readInvalidName(text: string): InvalidName | undefined {
  if (text !== 'Invalid name.') return undefined;
  return { kind: 'InvalidName' };
}

/** `InvalidMessage = "Invalid message."` */
function readInvalidMessage(text: string): InvalidMessage | undefined {
  if (text !== 'Invalid message.') return undefined;
  return { kind: 'InvalidMessage' };
}

/** `TooLong = "Message too long."` */
function readTooLong(text: string): TooLong | undefined {
  if (text !== 'Message too long.') return undefined;
  return { kind: 'TooLong' };
}

/** `NameRequest = "NAME"` */
function readNameRequest(text: string): NameRequest | undefined {
  if (text !== 'NAME') return undefined;
  return { kind: 'NameRequest' };
}

/** `NameTaken = "Name '" name:Name "' is taken."` */
function readNameTaken(text: string): NameTaken | undefined {
  if (text.charCodeAt(0) !== 0x4e || text.slice(0, 6) !== "Name '") return undefined;
  const end1 = endOfName(text, 6);
  if (end1 < 0) return undefined;
  if (text.length !== end1 + 11 || text.charCodeAt(end1) !== 0x27 || text.slice(end1, end1 + 11) !== "' is taken.") return undefined;
  return { kind: 'NameTaken', name: text.slice(6, end1) };
}

/** `UserNotFound = "User '" to:Name "' not found."` */
function readUserNotFound(text: string): UserNotFound | undefined {
  if (text.charCodeAt(0) !== 0x55 || text.slice(0, 6) !== "User '") return undefined;
  const end1 = endOfName(text, 6);
  if (end1 < 0) return undefined;
  if (text.length !== end1 + 12 || text.charCodeAt(end1) !== 0x27 || text.slice(end1, end1 + 12) !== "' not found.") return undefined;
  return { kind: 'UserNotFound', to: text.slice(6, end1) };
}

/** `Welcome = "Welcome to the chat, " name:Name "!"` */
function readWelcome(text: string): Welcome | undefined {
  if (text.charCodeAt(0) !== 0x57 || text.slice(0, 12) !== 'Welcome to t' || text.slice(12, 21) !== 'he chat, ') return undefined;
  const end1 = endOfName(text, 21);
  if (end1 < 0) return undefined;
  if (text.length !== end1 + 1 || text.charCodeAt(end1) !== 0x21) return undefined;
  return { kind: 'Welcome', name: text.slice(21, end1) };
}

/** `Private = "priv(" from:Name "): " text:Text` */
function readPrivate(text: string): Private | undefined {
  if (text.charCodeAt(0) !== 0x70 || text.slice(0, 5) !== 'priv(') return undefined;
  const end1 = endOfName(text, 5);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x29 || text.charCodeAt(end1 + 1) !== 0x3a || text.charCodeAt(end1 + 2) !== 0x20) return undefined;
  if (text.charCodeAt(end1 + 3) === 0x5c) return undefined;
  const end2 = endOfLastText(text, end1 + 3);
  if (end2 !== text.length) return undefined;
  return { kind: 'Private', from: text.slice(5, end1), text: text.slice(end1 + 3) };
}

/**
 * The first of `NameRequest`, `Welcome`, `Joined`, `Left`, `Said`, `Private`, `UserNotFound`, `NameTaken`,
 * `InvalidName`, `InvalidMessage`, `TooLong`.
 */
function readFromServer(text: string): ServerMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x49: // "I"
      return readJoinedOrLeftOrSaid(text) ?? readInvalidName(text) ?? readInvalidMessage(text);
    case 0x4d: // "M"
      return readJoinedOrLeftOrSaid(text) ?? readTooLong(text);
    case 0x4e: // "N"
      return readNameRequest(text) ?? readJoinedOrLeftOrSaid(text) ?? readNameTaken(text);
    case 0x55: // "U"
      return readJoinedOrLeftOrSaid(text) ?? readUserNotFound(text);
    case 0x57: // "W"
      return readWelcome(text) ?? readJoinedOrLeftOrSaid(text);
    case 0x70: // "p"
      return readJoinedOrLeftOrSaid(text) ?? readPrivate(text);
    default:
      return readJoinedOrLeftOrSaid(text);
  }
}

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. No text
 * makes it throw.
 *
 * - `Naming`: `Quit`, `Login`
 * - `Chatting`: `Quit`, `Whisper`, `Say`
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
      throw new CodecError('unknown-state', `chat-line has no state ${String(state)}`);
  }
}

/**
 * Reads what the server sends: the first of these that matches the whole text. No text makes it throw.
 *
 * `NameRequest`, `Welcome`, `Joined`, `Left`, `Said`, `Private`, `UserNotFound`, `NameTaken`, `InvalidName`,
 * `InvalidMessage`, `TooLong`
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
