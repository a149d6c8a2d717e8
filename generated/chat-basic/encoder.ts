// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 04cf63e6c9c862d38b8717d26bb06689a50f1c01211ee9899447afd1a59ef84c).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-basic`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import { type FieldLanguage, notInState, requireFit, requireReadBack, requireText } from 'parley/runtime';
import { parse, parseServer } from './parser.js';
import type { ClientMessage, Joined, Left, Login, Said, Say, ServerMessage, State, Welcome } from './types.js';

/** `Name = [^ \r\n]+` */
const NAME: FieldLanguage = { pattern: /^[^ \r\n]+$/us, rule: 'Name = [^ \\r\\n]+' };

/** `Text = .+` */
const TEXT: FieldLanguage = { pattern: /^[^\uD800-\uDFFF]+$/us, rule: 'Text = .+' };

/** `Login = name:Name` */
function writeLogin(message: Login): string {
  return message.name;
}

function checkLogin(message: Login): void {
  requireText('Login', 'name', message.name, NAME);
}

/** `Say = text:Text` */
function writeSay(message: Say): string {
  return message.text;
}

function checkSay(message: Say): void {
  requireText('Say', 'text', message.text, TEXT);
}

/** `Welcome = "Welcome to the chat, " name:Name "!\n"` */
function writeWelcome(message: Welcome): string {
  return `Welcome to the chat, ${message.name}!\n`;
}

function checkWelcome(message: Welcome): void {
  requireText('Welcome', 'name', message.name, NAME);
}

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  requireText('Said', 'from', message.from, NAME);
  requireText('Said', 'text', message.text, TEXT);
}

/** `Joined = name:Name " has joined the chat.\n"` */
function writeJoined(message: Joined): string {
  return `${message.name} has joined the chat.\n`;
}

function checkJoined(message: Joined): void {
  requireText('Joined', 'name', message.name, NAME);
}

/** `Left = name:Name " has left the chat.\n"` */
function writeLeft(message: Left): string {
  return `${message.name} has left the chat.\n`;
}

function checkLeft(message: Left): void {
  requireText('Left', 'name', message.name, NAME);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Login'],
  Chatting: ['Quit', 'Say'],
};

function writeClient(message: ClientMessage): string {
  switch (message.kind) {
    case 'Login':
      checkLogin(message);
      return writeLogin(message);
    case 'Quit':
      return 'QUIT';
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
  requireFit(kind, text, 1024);
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
    case 'Said':
      checkSaid(message);
      return writeSaid(message);
    case 'Joined':
      checkJoined(message);
      return writeJoined(message);
    case 'Left':
      checkLeft(message);
      return writeLeft(message);
  }
}

/**
 * Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.
 *
 * @throws EncodeError for a value that would not be read back as itself.
 */
export function encodeServer(message: ServerMessage): string {
  const text = writeServer(message);
  requireFit(message.kind, text, 1024);
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
    case 'Said':
      return writeSaid(message);
    case 'Joined':
      return writeJoined(message);
    case 'Left':
      return writeLeft(message);
  }
}
