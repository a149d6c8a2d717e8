// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * Where runs of characters end in the texts of `chat-relay`.
 *
 * @module
 */

import { characterRun, characterTable, endOfRun, endOfVectors, vectorRun } from 'parley/runtime';

const PLAIN_CHARACTERS = characterTable([[0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]]);

const NAME_RUN = characterRun('[\\x00-\\t\\x0B\\x0C\\x0E-\\x1F!-\\uD7FF\\uE000-\\uFFFF]', { narrow: '[!-~]', pairs: true });

const NAME_VECTORS = vectorRun('[\\x00-\\t\\x0B\\x0C\\x0E-\\x1F!-\\uD7FF\\uE000-\\uFFFF]', [0x21, 0x7e]);

const NAME_CHARACTERS = characterTable([[0x00, 0x09], [0x0b, 0x0c], [0x0e, 0x1f], [0x21, 0xd7ff], [0xe000, 0xffff]]);

function isPlain(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/** Where 1 of `[A-Za-z]` end that begin at `from`; -1: not there. */
export function endOfPlain(text: string, from: number): number {
  const last = Math.min(text.length, from + 1);
  let at = from;
  while (at < last && isPlain(text.charCodeAt(at))) at++;
  return at === from ? -1 : at;
}

/** Where 0 to 15 of `[0-9A-Za-z]` end that begin at `from`; -1: not there. */
export function endOfPlain2(text: string, from: number): number {
  const last = Math.min(text.length, from + 15);
  let at = from;
  while (at < last && PLAIN_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  return at;
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`, where the text is to end too; -1: not there. */
export function endOfLastName(text: string, from: number): number {
  let at = from;
  if (text.length - from >= 256) at = endOfVectors(NAME_VECTORS, text, from);
  const near = Math.min(text.length, at + 8);
  while (at < near && NAME_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  if (at < text.length && (at === near || (text.charCodeAt(at) & 0xf800) === 0xd800)) at = endOfRun(NAME_RUN, text, at);
  return at === from ? -1 : at;
}

/** Where 1 or more of `.` end that begin at `from`; -1: not there. */
export function endOfText(text: string, from: number): number {
  const at = text.length;
  return at === from ? -1 : at;
}

function isQuit(unit: number): boolean {
  return unit === 0x51 || unit === 0x71;
}

/** Where 1 of `[Qq]` end that begin at `from`; -1: not there. */
export function endOfQuit(text: string, from: number): number {
  const last = Math.min(text.length, from + 1);
  let at = from;
  while (at < last && isQuit(text.charCodeAt(at))) at++;
  return at === from ? -1 : at;
}
