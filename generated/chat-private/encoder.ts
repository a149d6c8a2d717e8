// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-private`, and refuses what would not be read back as what was meant.
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
import { isBadWhisperText, isName, isText } from './rules.js';
import type {
  BadWhisper,
  ClientMessage,
  Joined,
  Left,
  Login,
  Private,
  Said,
  Say,
  ServerMessage,
  State,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

/** `Name = [^ \r\n]+` */
const NAME: FieldLanguage = { pattern: { test: isName }, rule: 'Name = [^ \\r\\n]+' };

/** `Text = .+` */
const TEXT: FieldLanguage = { pattern: { test: isText }, rule: 'Text = .+' };

/** `.*` */
const BAD_WHISPER_TEXT: FieldLanguage = { pattern: { test: isBadWhisperText }, rule: '.*' };

/** `Login = name:Name` */
function writeLogin(message: Login): string {
  return message.name;
}

function checkLogin(message: Login): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Login', 'name', message.name, NAME);
}

/** `Whisper = "\\w " to:Name " " text:Text` */
function writeWhisper(message: Whisper): string {
  return `\\w ${message.to} ${message.text}`;
}

function checkWhisper(message: Whisper): void {
  if (typeof message.to !== 'string' || !isName(message.to)) requireText('Whisper', 'to', message.to, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Whisper', 'text', message.text, TEXT);
}

/** `BadWhisper = "\\w" text:.*` */
function writeBadWhisper(message: BadWhisper): string {
  return `\\w${message.text}`;
}

function checkBadWhisper(message: BadWhisper): void {
  if (typeof message.text !== 'string' || !isBadWhisperText(message.text)) requireText('BadWhisper', 'text', message.text, BAD_WHISPER_TEXT);
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

/** `UserNotFound = "User '" to:Name "' not found."` */
function writeUserNotFound(message: UserNotFound): string {
  return `User '${message.to}' not found.`;
}

function checkUserNotFound(message: UserNotFound): void {
  if (typeof message.to !== 'string' || !isName(message.to)) requireText('UserNotFound', 'to', message.to, NAME);
}

/** `Private = "priv(" from:Name "): " text:Text` */
function writePrivate(message: Private): string {
  return `priv(${message.from}): ${message.text}`;
}

function checkPrivate(message: Private): void {
  if (typeof message.from !== 'string' || !isName(message.from)) requireText('Private', 'from', message.from, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Private', 'text', message.text, TEXT);
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
  Chatting: ['Quit', 'Whisper', 'BadWhisper', 'Say'],
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
        case 'Whisper': {
          checkWhisper(message);
          const text = writeWhisper(message);
          requireFit('Whisper', text, 1024);
          return text;
        }
        case 'BadWhisper': {
          checkBadWhisper(message);
          const text = writeBadWhisper(message);
          requireFit('BadWhisper', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return text;
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
    throw new CodecError('unknown-state', `chat-private has no state ${String(state)}`);
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
    case 'UserNotFound': {
      checkUserNotFound(message);
      const text = writeUserNotFound(message);
      requireFit('UserNotFound', text, 1024);
      return text;
    }
    case 'Private': {
      checkPrivate(message);
      const text = writePrivate(message);
      requireFit('Private', text, 1024);
      return text;
    }
    case 'Said': {
      checkSaid(message);
      const text = writeSaid(message);
      requireFit('Said', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
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
  throw notOfServer('chat-private', message);
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
    case 'UserNotFound':
      return writeUserNotFound(message);
    case 'Private':
      return writePrivate(message);
    case 'Said':
      return writeSaid(message);
    case 'Joined':
      return writeJoined(message);
    case 'Left':
      return writeLeft(message);
  }
  requireMessage(message);
  throw notOfServer('chat-private', message);
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
        case 'Whisper': {
          checkWhisper(message);
          const end = putWhisper(message, buffer, at);
          requireBytesFit('Whisper', end - at, 1024);
          return requireRoom(buffer, at, end);
        }
        case 'BadWhisper': {
          checkBadWhisper(message);
          const text = writeBadWhisper(message);
          requireFit('BadWhisper', text, 1024);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return requireRoom(buffer, at, putText(buffer, at, text));
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
    throw new CodecError('unknown-state', `chat-private has no state ${String(state)}`);
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
    case 'UserNotFound': {
      checkUserNotFound(message);
      const end = putUserNotFound(message, buffer, at);
      requireBytesFit('UserNotFound', end - at, 1024);
      return requireRoom(buffer, at, end);
    }
    case 'Private': {
      checkPrivate(message);
      const end = putPrivate(message, buffer, at);
      requireBytesFit('Private', end - at, 1024);
      return requireRoom(buffer, at, end);
    }
    case 'Said': {
      checkSaid(message);
      const text = writeSaid(message);
      requireFit('Said', text, 1024);
      requireReadAs(message, text, parseServer(text), 'a client');
      return requireRoom(buffer, at, putText(buffer, at, text));
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
  throw notOfServer('chat-private', message);
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
    case 'UserNotFound':
      return requireRoom(buffer, at, putUserNotFound(message, buffer, at));
    case 'Private':
      return requireRoom(buffer, at, putPrivate(message, buffer, at));
    case 'Said':
      return requireRoom(buffer, at, putSaid(message, buffer, at));
    case 'Joined':
      return requireRoom(buffer, at, putJoined(message, buffer, at));
    case 'Left':
      return requireRoom(buffer, at, putLeft(message, buffer, at));
  }
  requireMessage(message);
  throw notOfServer('chat-private', message);
}

function putWhisper(message: Whisper, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, '\\w ');
  end = putText(buffer, end, message.to);
  end = putText(buffer, end, ' ');
  return putText(buffer, end, message.text);
}

function putWelcome(message: Welcome, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'Welcome to the chat, ');
  end = putText(buffer, end, message.name);
  return putText(buffer, end, '!\n');
}

function putUserNotFound(message: UserNotFound, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, "User '");
  end = putText(buffer, end, message.to);
  return putText(buffer, end, "' not found.");
}

function putPrivate(message: Private, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'priv(');
  end = putText(buffer, end, message.from);
  end = putText(buffer, end, '): ');
  return putText(buffer, end, message.text);
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
