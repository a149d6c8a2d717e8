// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The rules of `chat-line` as tests of whole texts.
 *
 * @module
 */

import { CodecError } from 'parley/runtime';
import { endOfLastText, endOfName } from './runs.js';

/** `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"` */
export function isName(text: string): boolean {
  return endOfName(text, 0) === text.length;
}

/** `Text = [\t\P{Cc}]+ except "\\" .*` */
export function isText(text: string): boolean {
  return !text.startsWith('\\') && endOfLastText(text, 0) === text.length;
}

/** The tests of the rules, by their names. */
const rules: Readonly<Record<string, ((text: string) => boolean) | undefined>> = { Name: isName, Text: isText };

/**
 * Whether a text is in a rule’s language.
 *
 * @throws CodecError for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const test = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (test === undefined) throw new CodecError('unknown-rule', `chat-line has no rule ${String(rule)}`);
  return test(text);
}
