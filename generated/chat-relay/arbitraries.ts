// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * fast-check arbitraries for `chat-relay`: an entry of its own, for tests.
 *
 * @module
 */

import type { Arbitrary } from 'fast-check';
import { type Arbitraries, createArbitraries, fieldNamed } from 'parley/runtime/arbitrary';
import { codec } from './codec.js';
import { model } from './model.js';
import type { ClientMessage, Greeting, Login, Quit, Said, Say, ServerMessage, State } from './types.js';

/** All arbitraries of `chat-relay`. The same seed gives the same values. */
export const arbitraries: Arbitraries<State, ClientMessage, ServerMessage> = createArbitraries(model, codec);

/** Texts of each rule. */
export const rules = {
  /**
   * A name that every server takes.
   *
   * `Plain = [A-Za-z] [A-Za-z0-9]|0..15|`
   */
  Plain: arbitraries.rule('Plain'),
  /**
   * What can be read back where a name stands in a message.
   *
   * `Name = [^ \r\n]+`
   */
  Name: arbitraries.rule('Name'),
  /**
   * What a user can write: anything, line ends included.
   *
   * `Text = .+`
   */
  Text: arbitraries.rule('Text'),
};

/**
 * Leaves the chat, silently. One letter, small or large, and nothing else.
 *
 * `Quit = "q"i`
 */
export const quit: Arbitrary<Quit> = arbitraries.client.Quit;

/**
 * A user's name: the first thing that a client sends, unasked.
 *
 * `Login = name:Name`
 */
export const login: Arbitrary<Login> = arbitraries.client.Login;

/**
 * Writes to the others.
 *
 * `Say = text:Text`
 */
export const say: Arbitrary<Say> = arbitraries.client.Say;

/**
 * Greets a user who has just come in.
 *
 * `Greeting = "Bienvenido al chat, pulsa q para salir. "`
 */
export const greeting: Arbitrary<Greeting> = arbitraries.server.Greeting;

/**
 * What a user wrote, to the others.
 *
 * `Said = from:Name ": " text:Text`
 */
export const said: Arbitrary<Said> = arbitraries.server.Said;

/** Values of each field, whatever its message. */
export const fields = {
  Login: {
    name: fieldNamed(model, 'client', 'Login', 'name') as Arbitrary<string>,
  },
  Say: {
    text: fieldNamed(model, 'client', 'Say', 'text') as Arbitrary<string>,
  },
  Said: {
    from: fieldNamed(model, 'server', 'Said', 'from') as Arbitrary<string>,
    text: fieldNamed(model, 'server', 'Said', 'text') as Arbitrary<string>,
  },
};
