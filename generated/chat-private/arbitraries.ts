// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * fast-check arbitraries for `chat-private`: an entry of its own, for tests.
 *
 * @module
 */

import type { Arbitrary } from 'fast-check';
import { type Arbitraries, createArbitraries, fieldNamed } from 'parley/runtime/arbitrary';
import { codec } from './codec.js';
import { model } from './model.js';
import type {
  BadWhisper,
  ClientMessage,
  Joined,
  Left,
  Login,
  NameRequest,
  Private,
  Quit,
  Said,
  Say,
  ServerMessage,
  State,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

/** All arbitraries of `chat-private`. The same seed gives the same values. */
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
 * A user's name, the answer to `NameRequest`. `QUIT` is a name here.
 *
 * `Login = name:Name`
 */
export const login: Arbitrary<Login> = arbitraries.client.Login;

/**
 * Leaves the chat. Exactly these four bytes.
 *
 * `Quit = "QUIT"`
 */
export const quit: Arbitrary<Quit> = arbitraries.client.Quit;

/**
 * Writes to one user.
 *
 * `Whisper = "\\w " to:Name " " text:Text`
 */
export const whisper: Arbitrary<Whisper> = arbitraries.client.Whisper;

/**
 * What begins as a private message and is none.
 *
 * `BadWhisper = "\\w" text:.*`
 */
export const badWhisper: Arbitrary<BadWhisper> = arbitraries.client.BadWhisper;

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
 * Nobody has the name that a private message was for. Only its writer hears it.
 *
 * `UserNotFound = "User '" to:Name "' not found."`
 */
export const userNotFound: Arbitrary<UserNotFound> = arbitraries.server.UserNotFound;

/**
 * A private message, to its addressee alone. It stands before `Said`, which takes all that this takes: who is called
 * `priv(Ana)` can write what reads as Ana's private messages.
 *
 * `Private = "priv(" from:Name "): " text:Text`
 */
export const private_: Arbitrary<Private> = arbitraries.server.Private;

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
  Whisper: {
    to: fieldNamed(model, 'client', 'Whisper', 'to') as Arbitrary<string>,
    text: fieldNamed(model, 'client', 'Whisper', 'text') as Arbitrary<string>,
  },
  BadWhisper: {
    text: fieldNamed(model, 'client', 'BadWhisper', 'text') as Arbitrary<string>,
  },
  Say: {
    text: fieldNamed(model, 'client', 'Say', 'text') as Arbitrary<string>,
  },
  Welcome: {
    name: fieldNamed(model, 'server', 'Welcome', 'name') as Arbitrary<string>,
  },
  UserNotFound: {
    to: fieldNamed(model, 'server', 'UserNotFound', 'to') as Arbitrary<string>,
  },
  Private: {
    from: fieldNamed(model, 'server', 'Private', 'from') as Arbitrary<string>,
    text: fieldNamed(model, 'server', 'Private', 'text') as Arbitrary<string>,
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
