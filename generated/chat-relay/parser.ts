// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 18bdb92c148d819ce36a92eb4bdaab49523d4c3a1e751b19d54b1093d41e443c).
// To make it again: npx parley generate

/**
 * Reads the texts of `chat-relay`: frames without their terminator.
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
  Chatting: { rule: 'State_Chatting', messages: ['Quit', 'Say'] },
};

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. Never
 * throws.
 *
 * - `Naming`: `Quit`, `Login`
 * - `Chatting`: `Quit`, `Say`
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  const { rule, messages } = states[state];
  if (messages.length === 0) return { ok: false, code: 'unrecognized', at: 0, expected: messages };
  return readWithPeggy(parser, rule, text, messages);
}

const serverMessages = ['Greeting', 'Said'];

/**
 * Reads what the server sends: the first of these that matches the whole text. Never throws.
 *
 * `Greeting`, `Said`
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
  if (language === undefined) throw new Error(`chat-relay has no rule ${rule}.`);
  return language.test(text);
}
