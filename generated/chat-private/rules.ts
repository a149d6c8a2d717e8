// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The rules of `chat-private` as tests of whole texts.
 *
 * @module
 */

import { characterRun, characterTable, CodecError, endOfRun } from 'parley/runtime';

const PLAIN_CHARACTERS = characterTable([[0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]]);

const NAME_RUN = characterRun('[\\x00-\\t\\x0B\\x0C\\x0E-\\x1F!-\\uFFFF]', '[!-~]');

function isPlain2(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/** Where 1 of `[A-Za-z]` end that begin at `from`; -1: not there. */
function endOfPlain2(text: string, from: number): number {
  const last = Math.min(text.length, from + 1);
  let at = from;
  while (at < last && isPlain2(text.charCodeAt(at))) at++;
  return at === from ? -1 : at;
}

/** Where 0 to 15 of `[0-9A-Za-z]` end that begin at `from`; -1: not there. */
function endOfPlain3(text: string, from: number): number {
  const last = Math.min(text.length, from + 15);
  let at = from;
  while (at < last && PLAIN_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  return at;
}

/** Where `Plain` ends that begins at `from`; -1: not there. */
function endOfPlain(text: string, from: number): number {
  let at = from;
  const end1 = endOfPlain2(text, at);
  if (end1 < 0) return -1;
  at = end1;
  const end2 = endOfPlain3(text, at);
  if (end2 < 0) return -1;
  at = end2;
  if (at !== text.length) return -1;
  return at;
}

function isName2(unit: number): boolean {
  return unit !== 0x0a && unit !== 0x0d && unit !== 0x20;
}

/** Where 1 or more of `[^\n\r ]` end that begin at `from`; -1: not there. */
function endOfName(text: string, from: number): number {
  const near = Math.min(text.length, from + 8);
  let at = from;
  while (at < near && isName2(text.charCodeAt(at))) at++;
  if (at === near && near < text.length) at = endOfRun(NAME_RUN, text, at);
  return at === from ? -1 : at;
}

/** Where 1 or more of `.` end that begin at `from`; -1: not there. */
function endOfText(text: string, from: number): number {
  const at = text.length;
  return at === from ? -1 : at;
}

/** Where 0 or more of `.` end that begin at `from`; -1: not there. */
function endOfBadWhisperText(text: string, _from: number): number {
  const at = text.length;
  return at;
}

/** `Plain = [A-Za-z] [A-Za-z0-9]|0..15|` */
export function isPlain(text: string): boolean {
  return endOfPlain(text, 0) >= 0 && text.isWellFormed();
}

/** `Name = [^ \r\n]+` */
export function isName(text: string): boolean {
  return endOfName(text, 0) === text.length && text.isWellFormed();
}

/** `Text = .+` */
export function isText(text: string): boolean {
  return endOfText(text, 0) === text.length && text.isWellFormed();
}

/** `.*` */
export function isBadWhisperText(text: string): boolean {
  return endOfBadWhisperText(text, 0) === text.length && text.isWellFormed();
}

/** The tests of the rules, by their names. */
const rules: Readonly<Record<string, ((text: string) => boolean) | undefined>> = {
  Plain: isPlain,
  Name: isName,
  Text: isText,
};

/**
 * Whether a text is in a rule’s language.
 *
 * @throws CodecError for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const test = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (test === undefined) throw new CodecError('unknown-rule', `chat-private has no rule ${String(rule)}`);
  return test(text);
}
