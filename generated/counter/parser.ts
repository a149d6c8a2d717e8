// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 977f4effdee74752823fcb36f299d5b99d4536ae682a4f6e0fc5f9e49c4dd7a3).
// To make it again: npx parley generate

/**
 * Reads the texts of `counter`: frames without their terminator.
 *
 * @module
 */

import { type Language, type ParseResult, readWithPeggy, ruleLanguage } from 'parley/runtime';
import { model } from './model.js';
import { parser } from './peggy-parser.js';
import type { ClientMessage, ServerMessage, State } from './types.js';

/** Where reading starts in each state, and the messages that it takes, in the order in which they are tried. */
const states: Readonly<Record<State, { readonly rule: string; readonly messages: readonly string[] }>> = {
  Ready: { rule: 'State_Ready', messages: ['Inc', 'Add', 'Get', 'Watch'] },
};

/**
 * Reads what a client sends in a state: the first message that the state takes that matches the whole text. Never
 * throws.
 *
 * - `Ready`: `Inc`, `Add`, `Get`, `Watch`
 */
export function parse(state: State, text: string): ParseResult<ClientMessage> {
  const { rule, messages } = states[state];
  if (messages.length === 0) return { ok: false, code: 'unrecognized', at: 0, expected: messages };
  return readWithPeggy(parser, rule, text, messages);
}

const serverMessages = ['Value', 'Full', 'Error'];

/**
 * Reads what the server sends: the first of these that matches the whole text. Never throws.
 *
 * `Value`, `Full`, `Error`
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
 * - `Number = [0-9]|1..15| as integer(0..999999999999999)`
 *
 * @throws Error for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const language = rules.get(rule);
  if (language === undefined) throw new Error(`counter has no rule ${rule}.`);
  return language.test(text);
}
