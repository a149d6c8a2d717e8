// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 5a9cfbcd146d230db1f1edc5c396964bd65a76d966ae3cbfb9774ebfebfdf525).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-line`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import { type FieldLanguage, notInState, requireFit, requireReadBack, requireText } from 'parley/runtime';
import { parse, parseServer } from './parser.js';
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
  pattern: /^(?!QUIT$)[^\p{White_Space}\p{Cc}:()'!\\]{1,32}$/us,
  rule: 'Name = [^\\p{White_Space}\\p{Cc}:()\'!\\\\]|1..32| except "QUIT"',
};

/** `Text = [\t\P{Cc}]+ except "\\" .*` */
const TEXT: FieldLanguage = {
  pattern: /^(?!\\[^\uD800-\uDFFF]*$)[\t\P{Cc}]+$/us,
  rule: 'Text = [\\t\\P{Cc}]+ except "\\\\" .*',
};

/** `Login = name:Name` */
function writeLogin(message: Login): string {
  return message.name;
}

function checkLogin(message: Login): void {
  requireText('Login', 'name', message.name, NAME);
}

/** `Whisper = "\\w " to:Name " " text:Text` */
function writeWhisper(message: Whisper): string {
  return `\\w ${message.to} ${message.text}`;
}

function checkWhisper(message: Whisper): void {
  requireText('Whisper', 'to', message.to, NAME);
  requireText('Whisper', 'text', message.text, TEXT);
}

/** `Say = text:Text` */
function writeSay(message: Say): string {
  return message.text;
}

function checkSay(message: Say): void {
  requireText('Say', 'text', message.text, TEXT);
}

/** `Welcome = "Welcome to the chat, " name:Name "!"` */
function writeWelcome(message: Welcome): string {
  return `Welcome to the chat, ${message.name}!`;
}

function checkWelcome(message: Welcome): void {
  requireText('Welcome', 'name', message.name, NAME);
}

/** `Joined = name:Name " has joined the chat."` */
function writeJoined(message: Joined): string {
  return `${message.name} has joined the chat.`;
}

function checkJoined(message: Joined): void {
  requireText('Joined', 'name', message.name, NAME);
}

/** `Left = name:Name " has left the chat."` */
function writeLeft(message: Left): string {
  return `${message.name} has left the chat.`;
}

function checkLeft(message: Left): void {
  requireText('Left', 'name', message.name, NAME);
}

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  requireText('Said', 'from', message.from, NAME);
  requireText('Said', 'text', message.text, TEXT);
}

/** `Private = "priv(" from:Name "): " text:Text` */
function writePrivate(message: Private): string {
  return `priv(${message.from}): ${message.text}`;
}

function checkPrivate(message: Private): void {
  requireText('Private', 'from', message.from, NAME);
  requireText('Private', 'text', message.text, TEXT);
}

/** `UserNotFound = "User '" to:Name "' not found."` */
function writeUserNotFound(message: UserNotFound): string {
  return `User '${message.to}' not found.`;
}

function checkUserNotFound(message: UserNotFound): void {
  requireText('UserNotFound', 'to', message.to, NAME);
}

/** `NameTaken = "Name '" name:Name "' is taken."` */
function writeNameTaken(message: NameTaken): string {
  return `Name '${message.name}' is taken.`;
}

function checkNameTaken(message: NameTaken): void {
  requireText('NameTaken', 'name', message.name, NAME);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Quit', 'Login'],
  Chatting: ['Quit', 'Whisper', 'Say'],
};

function writeClient(message: ClientMessage): string {
  switch (message.kind) {
    case 'Quit':
      return 'QUIT';
    case 'Login':
      checkLogin(message);
      return writeLogin(message);
    case 'Whisper':
      checkWhisper(message);
      return writeWhisper(message);
    case 'Say':
      checkSay(message);
      return writeSay(message);
  }
}

/**
 * Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.
 *
 * @throws EncodeError for a message that the state does not take, and for a value that would not be read back as
 * itself.
 */
export function encode(state: State, message: ClientMessage): string {
  const { kind } = message;
  if (!taken[state].includes(kind)) throw notInState(state, kind, taken[state]);
  const text = writeClient(message);
  requireFit(kind, text, 1023);
  requireReadBack(message, text, parse(state, text), `the server in ${state}`);
  return text;
}

function writeServer(message: ServerMessage): string {
  switch (message.kind) {
    case 'NameRequest':
      return 'NAME';
    case 'Welcome':
      checkWelcome(message);
      return writeWelcome(message);
    case 'Joined':
      checkJoined(message);
      return writeJoined(message);
    case 'Left':
      checkLeft(message);
      return writeLeft(message);
    case 'Said':
      checkSaid(message);
      return writeSaid(message);
    case 'Private':
      checkPrivate(message);
      return writePrivate(message);
    case 'UserNotFound':
      checkUserNotFound(message);
      return writeUserNotFound(message);
    case 'NameTaken':
      checkNameTaken(message);
      return writeNameTaken(message);
    case 'InvalidName':
      return 'Invalid name.';
    case 'InvalidMessage':
      return 'Invalid message.';
    case 'TooLong':
      return 'Message too long.';
  }
}

/**
 * Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.
 *
 * @throws EncodeError for a value that would not be read back as itself.
 */
export function encodeServer(message: ServerMessage): string {
  const text = writeServer(message);
  requireFit(message.kind, text, 1023);
  requireReadBack(message, text, parseServer(text), 'a client');
  return text;
}

/** Writes a server message by its rule alone, as the session does: it may read back as something else. */
export function write(message: ServerMessage): string {
  switch (message.kind) {
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
}
