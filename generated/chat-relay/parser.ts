// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-relay`: frames without their terminator.
 *
 * @module
 */

import { CodecError, type Expectant, type ParseResult, unrecognized } from 'parley/runtime';
import { model } from './model.js';
import { endOfLastName, endOfQuit, endOfText } from './runs.js';
import type { ClientMessage, Greeting, Login, Quit, Said, Say, ServerMessage, State } from './types.js';

const client: Expectant = { model, state: undefined };

const inNaming: Expectant = { model, state: 'Naming' };

const inChatting: Expectant = { model, state: 'Chatting' };

/** `Quit = "q"i` */
function readQuit(text: string): Quit | undefined {
  const end1 = endOfQuit(text, 0);
  if (end1 !== text.length) return undefined;
  return { kind: 'Quit' };
}

/** `Login = name:Name` */
function readLogin(text: string): Login | undefined {
  const end1 = endOfLastName(text, 0);
  if (end1 !== text.length) return undefined;
  return { kind: 'Login', name: text };
}

/** The first of `Quit`, `Login`. */
function readNaming(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x51: // "Q"
    case 0x71: // "q"
      return readQuit(text) ?? readLogin(text);
    default:
      return readLogin(text);
  }
}

/** `Say = text:Text` */
function readSay(text: string): Say | undefined {
  const end1 = endOfText(text, 0);
  if (end1 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Say', text };
}

/** The first of `Quit`, `Say`. */
function readChatting(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x51: // "Q"
    case 0x71: // "q"
      return readQuit(text) ?? readSay(text);
    default:
      return readSay(text);
  }
}

/** `Greeting = "Bienvenido al chat, pulsa q para salir. "` */
function readGreeting(text: string): Greeting | undefined {
  if (text !== 'Bienvenido al chat, pulsa q para salir. ') return undefined;
  return { kind: 'Greeting' };
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, up to ": "; -1: not there. */
function endOfName(text: string, from: number): number {
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
  const end1 = endOfName(text, 0);
  if (end1 < 0) return undefined;
  if (text.charCodeAt(end1) !== 0x3a || text.charCodeAt(end1 + 1) !== 0x20) return undefined;
  const end2 = endOfText(text, end1 + 2);
  if (end2 !== text.length) return undefined;
  if (!text.isWellFormed()) return undefined;
  return { kind: 'Said', from: text.slice(0, end1), text: text.slice(end1 + 2) };
}

/** The first of `Greeting`, `Said`. */
function readFromServer(text: string): ServerMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x42: // "B"
      return readGreeting(text) ?? readSaid(text);
    default:
      return readSaid(text);
  }
}

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. No text
 * makes it throw.
 *
 * - `Naming`: `Quit`, `Login`
 * - `Chatting`: `Quit`, `Say`
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
      throw new CodecError('unknown-state', `chat-relay has no state ${String(state)}`);
  }
}

/**
 * Reads what the server sends: the first of these that matches the whole text. No text makes it throw.
 *
 * `Greeting`, `Said`
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
