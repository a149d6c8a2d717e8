// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * fast-check arbitraries for `chat-line`: an entry of its own, for tests.
 *
 * @module
 */

import type { Arbitrary } from 'fast-check';
import { type Arbitraries, createArbitraries, fieldNamed } from 'parley/runtime/arbitrary';
import { codec } from './codec.js';
import { model } from './model.js';
import type {
  ClientMessage,
  InvalidMessage,
  InvalidName,
  Joined,
  Left,
  Login,
  NameRequest,
  NameTaken,
  Private,
  Quit,
  Said,
  Say,
  ServerMessage,
  State,
  TooLong,
  UserNotFound,
  Welcome,
  Whisper,
} from './types.js';

/** All arbitraries of `chat-line`. The same seed gives the same values. */
export const arbitraries: Arbitraries<State, ClientMessage, ServerMessage> = createArbitraries(model, codec);

/** Texts of each rule. */
export const rules = {
  /**
   * 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`.
   *
   * `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"`
   */
  Name: arbitraries.rule('Name'),
  /**
   * At least one code point, no control characters but TAB, and the first is not `\`.
   *
   * `Text = [\t\P{Cc}]+ except "\\" .*`
   */
  Text: arbitraries.rule('Text'),
};

/**
 * Leaves. Before login, nobody else hears of it.
 *
 * `Quit = "QUIT"`
 */
export const quit: Arbitrary<Quit> = arbitraries.client.Quit;

/**
 * A user's name, the answer to `NameRequest`.
 *
 * `Login = name:Name`
 */
export const login: Arbitrary<Login> = arbitraries.client.Login;

/**
 * Writes to one user.
 *
 * `Whisper = "\\w " to:Name " " text:Text`
 */
export const whisper: Arbitrary<Whisper> = arbitraries.client.Whisper;

/**
 * Writes to everyone.
 *
 * `Say = text:Text`
 */
export const say: Arbitrary<Say> = arbitraries.client.Say;

/**
 * Asks for a name: the first thing that a connection hears, and again after every name that is refused.
 *
 * `NameRequest = "NAME"`
 */
export const nameRequest: Arbitrary<NameRequest> = arbitraries.server.NameRequest;

/**
 * Greets a user who has just come in; nobody else hears it.
 *
 * `Welcome = "Welcome to the chat, " name:Name "!"`
 */
export const welcome: Arbitrary<Welcome> = arbitraries.server.Welcome;

/**
 * A user has come in; the user hears it too, after the welcome.
 *
 * `Joined = name:Name " has joined the chat."`
 */
export const joined: Arbitrary<Joined> = arbitraries.server.Joined;

/**
 * A user has gone, with `Quit` or without a word.
 *
 * `Left = name:Name " has left the chat."`
 */
export const left: Arbitrary<Left> = arbitraries.server.Left;

/**
 * What a user wrote, to everyone.
 *
 * `Said = from:Name ": " text:Text`
 */
export const said: Arbitrary<Said> = arbitraries.server.Said;

/**
 * A private message, to its addressee alone.
 *
 * `Private = "priv(" from:Name "): " text:Text`
 */
export const private_: Arbitrary<Private> = arbitraries.server.Private;

/**
 * Nobody has the name that a private message was for.
 *
 * `UserNotFound = "User '" to:Name "' not found."`
 */
export const userNotFound: Arbitrary<UserNotFound> = arbitraries.server.UserNotFound;

/**
 * Somebody in the chat has this name, code point for code point.
 *
 * `NameTaken = "Name '" name:Name "' is taken."`
 */
export const nameTaken: Arbitrary<NameTaken> = arbitraries.server.NameTaken;

/**
 * The answer to `NameRequest` is no name at all.
 *
 * `InvalidName = "Invalid name."`
 */
export const invalidName: Arbitrary<InvalidName> = arbitraries.server.InvalidName;

/**
 * The line is no message: an unknown or malformed command, a control character, not UTF-8, or nothing.
 *
 * `InvalidMessage = "Invalid message."`
 */
export const invalidMessage: Arbitrary<InvalidMessage> = arbitraries.server.InvalidMessage;

/**
 * The line was longer than a line may be; all of it is dropped.
 *
 * `TooLong = "Message too long."`
 */
export const tooLong: Arbitrary<TooLong> = arbitraries.server.TooLong;

/** Values of each field, whatever its message. */
export const fields = {
  Login: {
    name: fieldNamed(model, 'client', 'Login', 'name') as Arbitrary<string>,
  },
  Whisper: {
    to: fieldNamed(model, 'client', 'Whisper', 'to') as Arbitrary<string>,
    text: fieldNamed(model, 'client', 'Whisper', 'text') as Arbitrary<string>,
  },
  Say: {
    text: fieldNamed(model, 'client', 'Say', 'text') as Arbitrary<string>,
  },
  Welcome: {
    name: fieldNamed(model, 'server', 'Welcome', 'name') as Arbitrary<string>,
  },
  Joined: {
    name: fieldNamed(model, 'server', 'Joined', 'name') as Arbitrary<string>,
  },
  Left: {
    name: fieldNamed(model, 'server', 'Left', 'name') as Arbitrary<string>,
  },
  Said: {
    from: fieldNamed(model, 'server', 'Said', 'from') as Arbitrary<string>,
    text: fieldNamed(model, 'server', 'Said', 'text') as Arbitrary<string>,
  },
  Private: {
    from: fieldNamed(model, 'server', 'Private', 'from') as Arbitrary<string>,
    text: fieldNamed(model, 'server', 'Private', 'text') as Arbitrary<string>,
  },
  UserNotFound: {
    to: fieldNamed(model, 'server', 'UserNotFound', 'to') as Arbitrary<string>,
  },
  NameTaken: {
    name: fieldNamed(model, 'server', 'NameTaken', 'name') as Arbitrary<string>,
  },
};
