// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-relay`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import {
  CodecError,
  type FieldLanguage,
  notInState,
  notOfServer,
  putText,
  requireBytesFit,
  requireFit,
  requireMessage,
  requireReadAs,
  requireRoom,
  requireText,
} from 'parley/runtime';
import { parse } from './parser.js';
import { isName, isText } from './rules.js';
import type { ClientMessage, Login, Said, Say, ServerMessage, State } from './types.js';

/** `Name = [^ \r\n]+` */
const NAME: FieldLanguage = { pattern: { test: isName }, rule: 'Name = [^ \\r\\n]+' };

/** `Text = .+` */
const TEXT: FieldLanguage = { pattern: { test: isText }, rule: 'Text = .+' };

/** `Login = name:Name` */
function writeLogin(message: Login): string {
  return message.name;
}

function checkLogin(message: Login): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Login', 'name', message.name, NAME);
}

/** `Say = text:Text` */
function writeSay(message: Say): string {
  return message.text;
}

function checkSay(message: Say): void {
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Say', 'text', message.text, TEXT);
}

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  if (typeof message.from !== 'string' || !isName(message.from)) requireText('Said', 'from', message.from, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Said', 'text', message.text, TEXT);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Quit', 'Login'],
  Chatting: ['Quit', 'Say'],
};

/**
 * Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.
 *
 * @throws EncodeError for a message that the state does not take, and for a value that would not be read back as
 * itself.
 * @throws CodecError for a state that there is not, and for what is no message.
 */
export function encode(state: State, message: ClientMessage): string {
  switch (state) {
    case 'Naming':
      switch (message?.kind) {
        case 'Quit': {
          return 'q';
        }
        case 'Login': {
          checkLogin(message);
          const text = writeLogin(message);
          requireFit('Login', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Naming');
          return text;
        }
      }
      break;

    case 'Chatting':
      switch (message?.kind) {
        case 'Quit': {
          return 'q';
        }
        case 'Say': {
          checkSay(message);
          const text = writeSay(message);
          requireFit('Say', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return text;
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `chat-relay has no state ${String(state)}`);
  }
  throw notInState(state, message.kind, taken[state]);
}

/**
 * Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.
 *
 * @throws EncodeError for a value that would not be read back as itself.
 * @throws CodecError for what is no message of the server.
 */
export function encodeServer(message: ServerMessage): string {
  switch (message?.kind) {
    case 'Greeting': {
      return 'Bienvenido al chat, pulsa q para salir. ';
    }
    case 'Said': {
      checkSaid(message);
      const text = writeSaid(message);
      requireFit('Said', text, 1024);
      return text;
    }
  }
  requireMessage(message);
  throw notOfServer('chat-relay', message);
}

/**
 * Writes a server message by its rule alone, as the session does: it may read back as something else.
 *
 * @throws CodecError for what is no message of the server.
 */
export function write(message: ServerMessage): string {
  switch (message?.kind) {
    case 'Greeting':
      return 'Bienvenido al chat, pulsa q para salir. ';
    case 'Said':
      return writeSaid(message);
  }
  requireMessage(message);
  throw notOfServer('chat-relay', message);
}

/**
 * Writes what `encode` writes as bytes into a buffer, from `at` on.
 *
 * @returns where the bytes end.
 * @throws EncodeError, CodecError as it does.
 * @throws CodecError `no-room` where the buffer ends before them; what it held may be overwritten by then.
 */
export function encodeInto(state: State, message: ClientMessage, buffer: Buffer, at: number): number {
  switch (state) {
    case 'Naming':
      switch (message?.kind) {
        case 'Quit': {
          return requireRoom(buffer, at, putText(buffer, at, 'q'));
        }
        case 'Login': {
          checkLogin(message);
          const text = writeLogin(message);
          requireFit('Login', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Naming');
          return requireRoom(buffer, at, putText(buffer, at, text));
        }
      }
      break;

    case 'Chatting':
      switch (message?.kind) {
        case 'Quit': {
          return requireRoom(buffer, at, putText(buffer, at, 'q'));
        }
        case 'Say': {
          checkSay(message);
          const text = writeSay(message);
          requireFit('Say', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return requireRoom(buffer, at, putText(buffer, at, text));
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `chat-relay has no state ${String(state)}`);
  }
  throw notInState(state, message.kind, taken[state]);
}

/**
 * Writes what `encodeServer` writes as bytes into a buffer, from `at` on.
 *
 * @returns where the bytes end.
 * @throws EncodeError, CodecError as it does.
 * @throws CodecError `no-room` where the buffer ends before them; what it held may be overwritten by then.
 */
export function encodeServerInto(message: ServerMessage, buffer: Buffer, at: number): number {
  switch (message?.kind) {
    case 'Greeting': {
      return requireRoom(buffer, at, putText(buffer, at, 'Bienvenido al chat, pulsa q para salir. '));
    }
    case 'Said': {
      checkSaid(message);
      const end = putSaid(message, buffer, at);
      requireBytesFit('Said', end - at, 1024);
      return requireRoom(buffer, at, end);
    }
  }
  requireMessage(message);
  throw notOfServer('chat-relay', message);
}

/**
 * Writes what `write` writes as bytes into a buffer, from `at` on.
 *
 * @returns where the bytes end.
 * @throws EncodeError, CodecError as it does.
 * @throws CodecError `no-room` where the buffer ends before them; what it held may be overwritten by then.
 */
export function writeInto(message: ServerMessage, buffer: Buffer, at: number): number {
  switch (message?.kind) {
    case 'Greeting':
      return requireRoom(buffer, at, putText(buffer, at, 'Bienvenido al chat, pulsa q para salir. '));
    case 'Said':
      return requireRoom(buffer, at, putSaid(message, buffer, at));
  }
  requireMessage(message);
  throw notOfServer('chat-relay', message);
}

function putSaid(message: Said, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.from);
  end = putText(buffer, end, ': ');
  return putText(buffer, end, message.text);
}
