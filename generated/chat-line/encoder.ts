// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-line`, and refuses what would not be read back as what was meant.
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
import type {
  ClientMessage,
  Joined,
  Left,
  Login,
  NameTaken,
  Private,
  Said,
  Say,
  ServerMessage,
  State,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

/** `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"` */
const NAME: FieldLanguage = {
  pattern: { test: isName },
  rule: 'Name = [^\\p{White_Space}\\p{Cc}:()\'!\\\\]|1..32| except "QUIT"',
};

/** `Text = [\t\P{Cc}]+ except "\\" .*` */
const TEXT: FieldLanguage = { pattern: { test: isText }, rule: 'Text = [\\t\\P{Cc}]+ except "\\\\" .*' };

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

/** `Say = text:Text` */
function writeSay(message: Say): string {
  return message.text;
}

function checkSay(message: Say): void {
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Say', 'text', message.text, TEXT);
}

/** `Welcome = "Welcome to the chat, " name:Name "!"` */
function writeWelcome(message: Welcome): string {
  return `Welcome to the chat, ${message.name}!`;
}

function checkWelcome(message: Welcome): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Welcome', 'name', message.name, NAME);
}

/** `Joined = name:Name " has joined the chat."` */
function writeJoined(message: Joined): string {
  return `${message.name} has joined the chat.`;
}

function checkJoined(message: Joined): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Joined', 'name', message.name, NAME);
}

/** `Left = name:Name " has left the chat."` */
function writeLeft(message: Left): string {
  return `${message.name} has left the chat.`;
}

function checkLeft(message: Left): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('Left', 'name', message.name, NAME);
}

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  if (typeof message.from !== 'string' || !isName(message.from)) requireText('Said', 'from', message.from, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Said', 'text', message.text, TEXT);
}

/** `Private = "priv(" from:Name "): " text:Text` */
function writePrivate(message: Private): string {
  return `priv(${message.from}): ${message.text}`;
}

function checkPrivate(message: Private): void {
  if (typeof message.from !== 'string' || !isName(message.from)) requireText('Private', 'from', message.from, NAME);
  if (typeof message.text !== 'string' || !isText(message.text)) requireText('Private', 'text', message.text, TEXT);
}

/** `UserNotFound = "User '" to:Name "' not found."` */
function writeUserNotFound(message: UserNotFound): string {
  return `User '${message.to}' not found.`;
}

function checkUserNotFound(message: UserNotFound): void {
  if (typeof message.to !== 'string' || !isName(message.to)) requireText('UserNotFound', 'to', message.to, NAME);
}

/** `NameTaken = "Name '" name:Name "' is taken."` */
function writeNameTaken(message: NameTaken): string {
  return `Name '${message.name}' is taken.`;
}

function checkNameTaken(message: NameTaken): void {
  if (typeof message.name !== 'string' || !isName(message.name)) requireText('NameTaken', 'name', message.name, NAME);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Quit', 'Login'],
  Chatting: ['Quit', 'Whisper', 'Say'],
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
          return 'QUIT';
        }
        case 'Login': {
          checkLogin(message);
          return writeLogin(message);
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
          requireFit('Whisper', text, 1023);
          return text;
        }
        case 'Say': {
          checkSay(message);
          const text = writeSay(message);
          requireFit('Say', text, 1023);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return text;
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `chat-line has no state ${String(state)}`);
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
      return writeWelcome(message);
    }
    case 'Joined': {
      checkJoined(message);
      return writeJoined(message);
    }
    case 'Left': {
      checkLeft(message);
      return writeLeft(message);
    }
    case 'Said': {
      checkSaid(message);
      const text = writeSaid(message);
      requireFit('Said', text, 1023);
      return text;
    }
    case 'Private': {
      checkPrivate(message);
      const text = writePrivate(message);
      requireFit('Private', text, 1023);
      return text;
    }
    case 'UserNotFound': {
      checkUserNotFound(message);
      return writeUserNotFound(message);
    }
    case 'NameTaken': {
      checkNameTaken(message);
      return writeNameTaken(message);
    }
    case 'InvalidName': {
      return 'Invalid name.';
    }
    case 'InvalidMessage': {
      return 'Invalid message.';
    }
    case 'TooLong': {
      return 'Message too long.';
    }
  }
  requireMessage(message);
  throw notOfServer('chat-line', message);
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
    case 'Joined':
      return writeJoined(message);
    case 'Left':
      return writeLeft(message);
    case 'Said':
      return writeSaid(message);
    case 'Private':
      return writePrivate(message);
    case 'UserNotFound':
      return writeUserNotFound(message);
    case 'NameTaken':
      return writeNameTaken(message);
    case 'InvalidName':
      return 'Invalid name.';
    case 'InvalidMessage':
      return 'Invalid message.';
    case 'TooLong':
      return 'Message too long.';
  }
  requireMessage(message);
  throw notOfServer('chat-line', message);
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
          return requireRoom(buffer, at, putText(buffer, at, 'QUIT'));
        }
        case 'Login': {
          checkLogin(message);
          return requireRoom(buffer, at, putText(buffer, at, writeLogin(message)));
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
          requireBytesFit('Whisper', end - at, 1023);
          return requireRoom(buffer, at, end);
        }
        case 'Say': {
          checkSay(message);
          const text = writeSay(message);
          requireFit('Say', text, 1023);
          requireReadAs(message, text, parse(state, text), 'the server in Chatting');
          return requireRoom(buffer, at, putText(buffer, at, text));
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `chat-line has no state ${String(state)}`);
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
      return requireRoom(buffer, at, putWelcome(message, buffer, at));
    }
    case 'Joined': {
      checkJoined(message);
      return requireRoom(buffer, at, putJoined(message, buffer, at));
    }
    case 'Left': {
      checkLeft(message);
      return requireRoom(buffer, at, putLeft(message, buffer, at));
    }
    case 'Said': {
      checkSaid(message);
      const end = putSaid(message, buffer, at);
      requireBytesFit('Said', end - at, 1023);
      return requireRoom(buffer, at, end);
    }
    case 'Private': {
      checkPrivate(message);
      const end = putPrivate(message, buffer, at);
      requireBytesFit('Private', end - at, 1023);
      return requireRoom(buffer, at, end);
    }
    case 'UserNotFound': {
      checkUserNotFound(message);
      return requireRoom(buffer, at, putUserNotFound(message, buffer, at));
    }
    case 'NameTaken': {
      checkNameTaken(message);
      return requireRoom(buffer, at, putNameTaken(message, buffer, at));
    }
    case 'InvalidName': {
      return requireRoom(buffer, at, putText(buffer, at, 'Invalid name.'));
    }
    case 'InvalidMessage': {
      return requireRoom(buffer, at, putText(buffer, at, 'Invalid message.'));
    }
    case 'TooLong': {
      return requireRoom(buffer, at, putText(buffer, at, 'Message too long.'));
    }
  }
  requireMessage(message);
  throw notOfServer('chat-line', message);
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
    case 'Joined':
      return requireRoom(buffer, at, putJoined(message, buffer, at));
    case 'Left':
      return requireRoom(buffer, at, putLeft(message, buffer, at));
    case 'Said':
      return requireRoom(buffer, at, putSaid(message, buffer, at));
    case 'Private':
      return requireRoom(buffer, at, putPrivate(message, buffer, at));
    case 'UserNotFound':
      return requireRoom(buffer, at, putUserNotFound(message, buffer, at));
    case 'NameTaken':
      return requireRoom(buffer, at, putNameTaken(message, buffer, at));
    case 'InvalidName':
      return requireRoom(buffer, at, putText(buffer, at, 'Invalid name.'));
    case 'InvalidMessage':
      return requireRoom(buffer, at, putText(buffer, at, 'Invalid message.'));
    case 'TooLong':
      return requireRoom(buffer, at, putText(buffer, at, 'Message too long.'));
  }
  requireMessage(message);
  throw notOfServer('chat-line', message);
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
  return putText(buffer, end, '!');
}

function putJoined(message: Joined, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.name);
  return putText(buffer, end, ' has joined the chat.');
}

function putLeft(message: Left, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.name);
  return putText(buffer, end, ' has left the chat.');
}

function putSaid(message: Said, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, message.from);
  end = putText(buffer, end, ': ');
  return putText(buffer, end, message.text);
}

function putPrivate(message: Private, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'priv(');
  end = putText(buffer, end, message.from);
  end = putText(buffer, end, '): ');
  return putText(buffer, end, message.text);
}

function putUserNotFound(message: UserNotFound, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, "User '");
  end = putText(buffer, end, message.to);
  return putText(buffer, end, "' not found.");
}

function putNameTaken(message: NameTaken, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, "Name '");
  end = putText(buffer, end, message.name);
  return putText(buffer, end, "' is taken.");
}
