// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 977f4effdee74752823fcb36f299d5b99d4536ae682a4f6e0fc5f9e49c4dd7a3).
// To make it again: npx parley generate

/**
 * Writes the texts of `counter`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import { type FieldLanguage, notInState, requireFit, requireInteger, requireReadBack } from 'parley/runtime';
import { parse, parseServer } from './parser.js';
import type { Add, ClientMessage, ServerMessage, State, Value } from './types.js';

/** `Number = [0-9]|1..15| as integer(0..999999999999999)` */
const NUMBER: FieldLanguage = {
  pattern: /^(?=(?:0|[1-9][0-9]{0,14})$)[0-9]{1,15}$/us,
  rule: 'Number = [0-9]|1..15| as integer(0..999999999999999)',
};

/** `Add = "ADD " n:Number` */
function writeAdd(message: Add): string {
  return `ADD ${message.n}`;
}

function checkAdd(message: Add): void {
  requireInteger('Add', 'n', message.n, NUMBER);
}

/** `Value = "VALUE " n:Number` */
function writeValue(message: Value): string {
  return `VALUE ${message.n}`;
}

function checkValue(message: Value): void {
  requireInteger('Value', 'n', message.n, NUMBER);
}

/** The messages that each state takes, in the order in which they are tried. */
const taken: Readonly<Record<State, readonly string[]>> = {
  Ready: ['Inc', 'Add', 'Get', 'Watch'],
};

function writeClient(message: ClientMessage): string {
  switch (message.kind) {
    case 'Inc':
      return 'INC';
    case 'Add':
      checkAdd(message);
      return writeAdd(message);
    case 'Get':
      return 'GET';
    case 'Watch':
      return 'WATCH';
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
  requireFit(kind, text, 63);
  requireReadBack(message, text, parse(state, text), `the server in ${state}`);
  return text;
}

function writeServer(message: ServerMessage): string {
  switch (message.kind) {
    case 'Value':
      checkValue(message);
      return writeValue(message);
    case 'Full':
      return 'FULL';
    case 'Error':
      return 'ERROR';
  }
}

/**
 * Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.
 *
 * @throws EncodeError for a value that would not be read back as itself.
 */
export function encodeServer(message: ServerMessage): string {
  const text = writeServer(message);
  requireFit(message.kind, text, 63);
  requireReadBack(message, text, parseServer(text), 'a client');
  return text;
}

/** Writes a server message by its rule alone, as the session does: it may read back as something else. */
export function write(message: ServerMessage): string {
  switch (message.kind) {
    case 'Value':
      return writeValue(message);
    case 'Full':
      return 'FULL';
    case 'Error':
      return 'ERROR';
  }
}
