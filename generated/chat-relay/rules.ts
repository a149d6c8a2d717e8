// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The rules of `chat-relay` as tests of whole texts.
 *
 * @module
 */

import { CodecError } from 'parley/runtime';
import { endOfLastName, endOfPlain as endOfPlain2, endOfPlain2 as endOfPlain22, endOfText } from './runs.js';

/** Where `Plain` ends that begins at `from`; -1: not there. */
function endOfPlain(text: string, from: number): number {
  let at = from;
  const end1 = endOfPlain2(text, at);
  if (end1 < 0) return -1;
  at = end1;
  const end2 = endOfPlain22(text, at);
  if (end2 < 0) return -1;
  at = end2;
  if (at !== text.length) return -1;
  return at;
}

/** `Plain = [A-Za-z] [A-Za-z0-9]|0..15|` */
export function isPlain(text: string): boolean {
  return endOfPlain(text, 0) >= 0;
}

/** `Name = [^ \r\n]+` */
export function isName(text: string): boolean {
  return endOfLastName(text, 0) === text.length;
}

/** `Text = .+` */
export function isText(text: string): boolean {
  return endOfText(text, 0) === text.length && text.isWellFormed();
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
  if (test === undefined) throw new CodecError('unknown-rule', `chat-relay has no rule ${String(rule)}`);
  return test(text);
}
