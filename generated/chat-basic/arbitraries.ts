// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * fast-check arbitraries for `chat-basic`: an entry of its own, for tests.
 *
 * @module
 */

import type { Arbitrary } from 'fast-check';
import { type Arbitraries, createArbitraries, fieldNamed } from 'parley/runtime/arbitrary';
import { codec } from './codec.js';
import { model } from './model.js';
import type {
  ClientMessage,
  Joined,
  Left,
  Login,
  NameRequest,
  Quit,
  Said,
  Say,
  ServerMessage,
  State,
  Welcome,
} from './types.js';

/** All arbitraries of `chat-basic`. The same seed gives the same values. */
export const arbitraries: Arbitraries<State, ClientMessage, ServerMessage> = createArbitraries(model, codec);

/** Texts of each rule. */
export const rules = {
  /**
   * A name that every server takes. The document shows `Luis`, `Pedro` and `Ana`, and fixes no more.
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
 * A user's name, the answer to `NameRequest`. `QUIT` is a name here.
 *
 * `Login = name:Name`
 */
export const login: Arbitrary<Login> = arbitraries.client.Login;

/**
 * Leaves the chat. Exactly these four bytes: `QUIT\n` and `QUIT ` are texts.
 *
 * `Quit = "QUIT"`
 */
export const quit: Arbitrary<Quit> = arbitraries.client.Quit;

/**
 * Writes to everyone.
 *
 * `Say = text:Text`
 */
export const say: Arbitrary<Say> = arbitraries.client.Say;

/**
 * Asks for a name: the first thing that a connection hears.
 *
 * `NameRequest = "NAME"`
 */
export const nameRequest: Arbitrary<NameRequest> = arbitraries.server.NameRequest;

/**
 * Greets a user who has just come in; nobody else hears it.
 *
 * `Welcome = "Welcome to the chat, " name:Name "!\n"`
 */
export const welcome: Arbitrary<Welcome> = arbitraries.server.Welcome;

/**
 * What a user wrote, to everyone. It stands before the notices: `Luis: has left the chat.⏎` is Luis's talk. Who is
 * called `Luis:` can have his own notices read as talk.
 *
 * `Said = from:Name ": " text:Text`
 */
export const said: Arbitrary<Said> = arbitraries.server.Said;

/**
 * A user has come in; the user hears it too, after the welcome.
 *
 * `Joined = name:Name " has joined the chat.\n"`
 */
export const joined: Arbitrary<Joined> = arbitraries.server.Joined;

/**
 * A user has gone, with `Quit` or without a word.
 *
 * `Left = name:Name " has left the chat.\n"`
 */
export const left: Arbitrary<Left> = arbitraries.server.Left;

/** Values of each field, whatever its message. */
export const fields = {
  Login: {
    name: fieldNamed(model, 'client', 'Login', 'name') as Arbitrary<string>,
  },
  Say: {
    text: fieldNamed(model, 'client', 'Say', 'text') as Arbitrary<string>,
  },
  Welcome: {
    name: fieldNamed(model, 'server', 'Welcome', 'name') as Arbitrary<string>,
  },
  Said: {
    from: fieldNamed(model, 'server', 'Said', 'from') as Arbitrary<string>,
    text: fieldNamed(model, 'server', 'Said', 'text') as Arbitrary<string>,
  },
  Joined: {
    name: fieldNamed(model, 'server', 'Joined', 'name') as Arbitrary<string>,
  },
  Left: {
    name: fieldNamed(model, 'server', 'Left', 'name') as Arbitrary<string>,
  },
};
