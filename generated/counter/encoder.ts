// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * Writes the texts of `counter`, and refuses what would not be read back as what was meant.
 *
 * @module
 */

import {
  CodecError,
  type FieldLanguage,
  notInState,
  notOfServer,
  putText,
  requireInteger,
  requireMessage,
  requireRoom,
} from 'parley/runtime';
import { isNumber } from './rules.js';
import type { Add, ClientMessage, ServerMessage, State, Value } from './types.js';

/** `Number = [0-9]|1..15| as integer(0..999999999999999)` */
const NUMBER: FieldLanguage = {
  pattern: { test: isNumber },
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

/**
 * Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.
 *
 * @throws EncodeError for a message that the state does not take, and for a value that would not be read back as
 * itself.
 * @throws CodecError for a state that there is not, and for what is no message.
 */
export function encode(state: State, message: ClientMessage): string {
  switch (state) {
    case 'Ready':
      switch (message?.kind) {
        case 'Inc': {
          return 'INC';
        }
        case 'Add': {
          checkAdd(message);
          return writeAdd(message);
        }
        case 'Get': {
          return 'GET';
        }
        case 'Watch': {
          return 'WATCH';
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `counter has no state ${String(state)}`);
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
    case 'Value': {
      checkValue(message);
      return writeValue(message);
    }
    case 'Full': {
      return 'FULL';
    }
    case 'Error': {
      return 'ERROR';
    }
  }
  requireMessage(message);
  throw notOfServer('counter', message);
}

/**
 * Writes a server message by its rule alone, as the session does: it may read back as something else.
 *
 * @throws CodecError for what is no message of the server.
 */
export function write(message: ServerMessage): string {
  switch (message?.kind) {
    case 'Value':
      return writeValue(message);
    case 'Full':
      return 'FULL';
    case 'Error':
      return 'ERROR';
  }
  requireMessage(message);
  throw notOfServer('counter', message);
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
    case 'Ready':
      switch (message?.kind) {
        case 'Inc': {
          return requireRoom(buffer, at, putText(buffer, at, 'INC'));
        }
        case 'Add': {
          checkAdd(message);
          return requireRoom(buffer, at, putAdd(message, buffer, at));
        }
        case 'Get': {
          return requireRoom(buffer, at, putText(buffer, at, 'GET'));
        }
        case 'Watch': {
          return requireRoom(buffer, at, putText(buffer, at, 'WATCH'));
        }
      }
      break;

  }
  requireMessage(message);
  if (!Object.hasOwn(taken, state)) {
    throw new CodecError('unknown-state', `counter has no state ${String(state)}`);
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
    case 'Value': {
      checkValue(message);
      return requireRoom(buffer, at, putValue(message, buffer, at));
    }
    case 'Full': {
      return requireRoom(buffer, at, putText(buffer, at, 'FULL'));
    }
    case 'Error': {
      return requireRoom(buffer, at, putText(buffer, at, 'ERROR'));
    }
  }
  requireMessage(message);
  throw notOfServer('counter', message);
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
    case 'Value':
      return requireRoom(buffer, at, putValue(message, buffer, at));
    case 'Full':
      return requireRoom(buffer, at, putText(buffer, at, 'FULL'));
    case 'Error':
      return requireRoom(buffer, at, putText(buffer, at, 'ERROR'));
  }
  requireMessage(message);
  throw notOfServer('counter', message);
}

function putAdd(message: Add, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'ADD ');
  return putText(buffer, end, `${message.n}`);
}

function putValue(message: Value, buffer: Buffer, at: number): number {
  let end = putText(buffer, at, 'VALUE ');
  return putText(buffer, end, `${message.n}`);
}
