// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 18bdb92c148d819ce36a92eb4bdaab49523d4c3a1e751b19d54b1093d41e443c).
// To make it again: npx parley generate

/**
 * Writes the texts of `chat-relay`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import { type FieldLanguage, notInState, requireFit, requireReadBack, requireText } from 'parley/runtime';
import { parse, parseServer } from './parser.js';
import type { ClientMessage, Login, Said, Say, ServerMessage, State } from './types.js';

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

/** `Said = from:Name ": " text:Text` */
function writeSaid(message: Said): string {
  return `${message.from}: ${message.text}`;
}

function checkSaid(message: Said): void {
  requireText('Said', 'from', message.from, NAME);
  requireText('Said', 'text', message.text, TEXT);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Naming: ['Quit', 'Login'],
  Chatting: ['Quit', 'Say'],
};

function writeClient(message: ClientMessage): string {
  switch (message.kind) {
    case 'Quit':
      return 'q';
    case 'Login':
      checkLogin(message);
      return writeLogin(message);
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
    case 'Greeting':
      return 'Bienvenido al chat, pulsa q para salir. ';
    case 'Said':
      checkSaid(message);
      return writeSaid(message);
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
    case 'Greeting':
      return 'Bienvenido al chat, pulsa q para salir. ';
    case 'Said':
      return writeSaid(message);
  }
}
