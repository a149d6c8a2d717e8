// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 04cf63e6c9c862d38b8717d26bb06689a50f1c01211ee9899447afd1a59ef84c).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-basic`: frames without their terminator.
 *
 * @module
 */

import { type Language, type ParseResult, readWithPeggy, ruleLanguage } from 'parley/runtime';
import { model } from './model.js';
import { parser } from './peggy-parser.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/** Where reading starts in each state, and the messages that it takes, in the order in which they are tried. */
const states: Readonly<Record<State, { readonly rule: string; readonly messages: readonly string[] }>> = {
  Naming: { rule: 'State_Naming', messages: ['Login'] },
  Chatting: { rule: 'State_Chatting', messages: ['Quit', 'Say'] },
};

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. Never
 * throws.
 *
 * - `Naming`: `Login`
 * - `Chatting`: `Quit`, `Say`
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  const { rule, messages } = states[state];
  if (messages.length === 0) return { ok: false, code: 'unrecognized', at: 0, expected: messages };
  return readWithPeggy(parser, rule, text, messages);
}

const serverMessages = ['NameRequest', 'Welcome', 'Said', 'Joined', 'Left'];

/**
 * Reads what the server sends: the first of these that matches the whole text. Never throws.
 *
 * `NameRequest`, `Welcome`, `Said`, `Joined`, `Left`
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
 * - `Plain = [A-Za-z] [A-Za-z0-9]|0..15|`
 * - `Name = [^ \r\n]+`
 * - `Text = .+`
 *
 * @throws Error for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const language = rules.get(rule);
  if (language === undefined) throw new Error(`chat-basic has no rule ${rule}.`);
  return language.test(text);
}
