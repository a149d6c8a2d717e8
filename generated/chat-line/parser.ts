// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 5a9cfbcd146d230db1f1edc5c396964bd65a76d966ae3cbfb9774ebfebfdf525).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-line`: frames without their terminator.
 *
 * @module
 */

import { type Language, type ParseResult, readWithPeggy, ruleLanguage } from 'parley/runtime';
import { model } from './model.js';
import { parser } from './peggy-parser.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/** Where reading starts in each state, and the messages that it takes, in the order in which they are tried. */
const states: Readonly<Record<State, { readonly rule: string; readonly messages: readonly string[] }>> = {
  Naming: { rule: 'State_Naming', messages: ['Quit', 'Login'] },
  Chatting: { rule: 'State_Chatting', messages: ['Quit', 'Whisper', 'Say'] },
};

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. Never
 * throws.
 *
 * - `Naming`: `Quit`, `Login`
 * - `Chatting`: `Quit`, `Whisper`, `Say`
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  const { rule, messages } = states[state];
  if (messages.length === 0) return { ok: false, code: 'unrecognized', at: 0, expected: messages };
  return readWithPeggy(parser, rule, text, messages);
}

const serverMessages = [
  'NameRequest',
  'Welcome',
  'Joined',
  'Left',
  'Said',
  'Private',
  'UserNotFound',
  'NameTaken',
  'InvalidName',
  'InvalidMessage',
  'TooLong',
];

/**
 * Reads what the server sends: the first of these that matches the whole text. Never throws.
 *
 * `NameRequest`, `Welcome`, `Joined`, `Left`, `Said`, `Private`, `UserNotFound`, `NameTaken`, `InvalidName`,
 * `InvalidMessage`, `TooLong`
 */
export function parseServer(text: string): ParseResult<ServerMessage> {
  return readWithPeggy(parser, 'FromServer', text, serverMessages);
}

/** The languages of the rules. */
const rules: ReadonlyMap<string, Language> = new Map(
  model.rules.map(({ id }) => [id, ruleLanguage(model, { kind: 'reference', rule: id })]),
);

/**
 * Whether a text is in a rule’s language.
 *
 * - `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"`
 * - `Text = [\t\P{Cc}]+ except "\\" .*`
 *
 * @throws Error for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const language = rules.get(rule);
  if (language === undefined) throw new Error(`chat-line has no rule ${rule}.`);
  return language.test(text);
}
