// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-basic`, and refuses what would not be read back as what was meant.
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
import { parse, parseServer } from './parser.js';
import { isName, isText } from './rules.js';
import type { ClientMessage, Joined, Left, Login, Said, Say, ServerMessage, State, Welcome } from './types.js';

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

/** `Welcome = "Welcome to the chat, " name:Name "!\n"` */
function writeWelcome(message: Welcome): string {
  return `Welcome to the chat, ${message.name}!\n`;
}

function checkWelcome(message: Welcome): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Welcome', 'name', message.name, NAME);
}

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  if (typeof message.from !== 'string' || !isName(message.from)) requireText('Said', 'from', message.from, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Said', 'text', message.text, TEXT);
}

/** `Joined = name:Name " has joined the chat.\n"` */
function writeJoined(message: Joined): string {
  return `${message.name} has joined the chat.\n`;
}

function checkJoined(message: Joined): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Joined', 'name', message.name, NAME);
}

/** `Left = name:Name " has left the chat.\n"` */
function writeLeft(message: Left): string {
  return `${message.name} has left the chat.\n`;
}

function checkLeft(message: Left): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Left', 'name', message.name, NAME);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Login'],
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
        case 'Login': {
          checkLogin(message);
          const text = writeLogin(message);
          requireFit('Login', text, 1024);
          return text;
        }
      }
      break;

    case 'Chatting':
      switch (message?.kind) {
        case 'Quit': {
          return 'QUIT';
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
    throw new CodecError('unknown-state', `chat-basic has no state ${String(state)}`);
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
    case 'NameRequest': {
      return 'NAME';
    }
    case 'Welcome': {
      checkWelcome(message);
      const text = writeWelcome(message);
      requireFit('Welcome', text, 1024);
      return text;
    }
    case 'Said': {
      checkSaid(message);
      const text = writeSaid(message);
      requireFit('Said', text, 1024);
      return text;
    }
    case 'Joined': {
      checkJoined(message);
      const text = writeJoined(message);
      requireFit('Joined', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
      return text;
    }
    case 'Left': {
      checkLeft(message);
      const text = writeLeft(message);
      requireFit('Left', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
      return text;
    }
  }
  requireMessage(message);
  throw notOfServer('chat-basic', message);
}

/**
 * Writes a server message by its rule alone, as the session does: it may read back as something else.
 *
 * @throws CodecError for what is no message of the server.
 */
export function write(message: ServerMessage): string {
  switch (message?.kind) {
    case 'NameRequest':
      return 'NAME';
    case 'Welcome':
      return writeWelcome(message);
    case 'Said':
      return writeSaid(message);
    case 'Joined':
      return writeJoined(message);
    case 'Left':
      return writeLeft(message);
  }
  requireMessage(message);
  throw notOfServer('chat-basic', message);
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
        case 'Login': {
          checkLogin(message);
          const end = putText(buffer, at, writeLogin(message));
          requireBytesFit('Login', end - at, 1024);
          return requireRoom(buffer, at, end);
        }
      }
      break;

    case 'Chatting':
      switch (message?.kind) {
        case 'Quit': {
          return requireRoom(buffer, at, putText(buffer, at, 'QUIT'));
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
    throw new CodecError('unknown-state', `chat-basic has no state ${String(state)}`);
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
    case 'NameRequest': {
      return requireRoom(buffer, at, putText(buffer, at, 'NAME'));
    }
    case 'Welcome': {
      checkWelcome(message);
      const end = putWelcome(message, buffer, at);
      requireBytesFit('Welcome', end - at, 1024);
      return requireRoom(buffer, at, end);
    }
    case 'Said': {
      checkSaid(message);
      const end = putSaid(message, buffer, at);
      requireBytesFit('Said', end - at, 1024);
      return requireRoom(buffer, at, end);
    }
    case 'Joined': {
      checkJoined(message);
      const text = writeJoined(message);
      requireFit('Joined', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
      return requireRoom(buffer, at, putText(buffer, at, text));
    }
    case 'Left': {
      checkLeft(message);
      const text = writeLeft(message);
      requireFit('Left', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
      return requireRoom(buffer, at, putText(buffer, at, text));
    }
  }
  requireMessage(message);
  throw notOfServer('chat-basic', message);
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
    case 'NameRequest':
      return requireRoom(buffer, at, putText(buffer, at, 'NAME'));
    case 'Welcome':
      return requireRoom(buffer, at, putWelcome(message, buffer, at));
    case 'Said':
      return requireRoom(buffer, at, putSaid(message, buffer, at));
    case 'Joined':
      return requireRoom(buffer, at, putJoined(message, buffer, at));
    case 'Left':
      return requireRoom(buffer, at, putLeft(message, buffer, at));
  }
  requireMessage(message);
  throw notOfServer('chat-basic', message);
}

function putWelcome(message: Welcome, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'Welcome to the chat, ');
  end = putText(buffer, end, message.name);
  return putText(buffer, end, '!\n');
}

function putSaid(message: Said, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.from);
  end = putText(buffer, end, ': ');
  return putText(buffer, end, message.text);
}

function putJoined(message: Joined, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.name);
  return putText(buffer, end, ' has joined the chat.\n');
}

function putLeft(message: Left, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.name);
  return putText(buffer, end, ' has left the chat.\n');
}
