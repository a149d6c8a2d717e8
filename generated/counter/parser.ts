// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * Reads the texts of `counter`: frames without their terminator.
 *
 * @module
 */

import { CodecError, type Expectant, type ParseResult, unrecognized } from 'parley/runtime';
import { model } from './model.js';
import { endOfNumber, endOfNumber2 } from './runs.js';
import type { Add, ClientMessage, Error, Full, Get, Inc, ServerMessage, State, Value, Watch } from './types.js';

const client: Expectant = { model, state: undefined };

const inReady: Expectant = { model, state: 'Ready' };

/** Where `Add` ends that begins at `from`; -1: not there. */
function endOfAdd(text: string, from: number): number {
  let at = from;
  chosen1: {
    const start2 = at;
    tried3: {
      if (!text.startsWith('0', at)) break tried3;
      at += 1;
      break chosen1;
    }
    at = start2;
    tried4: {
      const end5 = endOfNumber(text, at);
      if (end5 < 0) break tried4;
      at = end5;
      const end6 = endOfNumber2(text, at);
      if (end6 < 0) break tried4;
      at = end6;
      break chosen1;
    }
    at = start2;
    return -1;
  }
  return at;
}

/** `Add = "ADD " n:Number` */
function readAdd(text: string): Add | undefined {
  if (text.charCodeAt(0) !== 0x41 || text.slice(0, 4) !== 'ADD ') return undefined;
  const end1 = endOfAdd(text, 4);
  if (end1 < 0) return undefined;
  if (end1 !== text.length) return undefined;
  return { kind: 'Add', n: Number(text.slice(4)) };
}

/** `Get = "GET"` */
function readGet(text: string): Get | undefined {
  if (text !== 'GET') return undefined;
  return { kind: 'Get' };
}

/** `Inc = "INC"` */
function readInc(text: string): Inc | undefined {
  if (text !== 'INC') return undefined;
  return { kind: 'Inc' };
}

/** `Watch = "WATCH"` */
function readWatch(text: string): Watch | undefined {
  if (text !== 'WATCH') return undefined;
  return { kind: 'Watch' };
}

/** The first of `Inc`, `Add`, `Get`, `Watch`. */
function readReady(text: string): ClientMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x41: // "A"
      return readAdd(text);
    case 0x47: // "G"
      return readGet(text);
    case 0x49: // "I"
      return readInc(text);
    case 0x57: // "W"
      return readWatch(text);
    default:
      return undefined;
  }
}

/** `Error = "ERROR"` */
function readError(text: string): Error | undefined {
  if (text !== 'ERROR') return undefined;
  return { kind: 'Error' };
}

/** `Full = "FULL"` */
function readFull(text: string): Full | undefined {
  if (text !== 'FULL') return undefined;
  return { kind: 'Full' };
}

/** `Value = "VALUE " n:Number` */
function readValue(text: string): Value | undefined {
  if (text.charCodeAt(0) !== 0x56 || text.slice(0, 6) !== 'VALUE ') return undefined;
  const end1 = endOfAdd(text, 6);
  if (end1 < 0) return undefined;
  if (end1 !== text.length) return undefined;
  return { kind: 'Value', n: Number(text.slice(6)) };
}

/** The first of `Value`, `Full`, `Error`. */
function readFromServer(text: string): ServerMessage | undefined {
  switch (text.charCodeAt(0)) {
    case 0x45: // "E"
      return readError(text);
    case 0x46: // "F"
      return readFull(text);
    case 0x56: // "V"
      return readValue(text);
    default:
      return undefined;
  }
}

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. No text
 * makes it throw.
 *
 * - `Ready`: `Inc`, `Add`, `Get`, `Watch`
 *
 * @throws CodecError for a state that there is not, and for what is no string.
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  if (typeof text !== 'string') throw new CodecError('not-a-text', 'what is to be read is no string');
  switch (state) {
    case 'Ready':
      return resultOf(readReady(text), text, inReady);
    default:
      throw new CodecError('unknown-state', `counter has no state ${String(state)}`);
  }
}

/**
 * Reads what the server sends: the first of these that matches the whole text. No text makes it throw.
 *
 * `Value`, `Full`, `Error`
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
