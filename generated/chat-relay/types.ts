// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The messages and states of `chat-relay`.
 *
 * @module
 */

/**
 * Leaves the chat, silently. One letter, small or large, and nothing else.
 *
 * `Quit = "q"i`
 *
 * Clients send it; taken in
 * - Naming: `chat-relay/Naming/Quit`
 * - Chatting: `chat-relay/Chatting/Quit`
 */
export interface Quit {
  readonly kind: 'Quit';
}

/**
 * A user's name: the first thing that a client sends, unasked.
 *
 * `Login = name:Name`
 *
 * Clients send it; taken in
 * - Naming: `chat-relay/Naming/Login`
 */
export interface Login {
  readonly kind: 'Login';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * Writes to the others.
 *
 * `Say = text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-relay/Chatting/Say`
 */
export interface Say {
  readonly kind: 'Say';
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/** What a client can send; `kind` tells which. */
export type ClientMessage = Quit | Login | Say;

/**
 * Greets a user who has just come in.
 *
 * `Greeting = "Bienvenido al chat, pulsa q para salir. "`
 *
 * The server sends it:
 * - `Greeting` to self: `chat-relay/Naming/Login/plain`
 * - `Greeting` to self: `chat-relay/Naming/Login/else/taken`
 */
export interface Greeting {
  readonly kind: 'Greeting';
}

/**
 * What a user wrote, to the others.
 *
 * `Said = from:Name ": " text:Text`
 *
 * The server sends it:
 * - `Said(self.name, text)` to others chat: `chat-relay/Chatting/Say`
 * - `Said(self.name, text)` to all waiting: `chat-relay/Chatting/Say`
 */
export interface Said {
  readonly kind: 'Said';
  /** What can be read back where a name stands in a message. */
  readonly from: string;
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/** What the server can send; `kind` tells which. */
export type ServerMessage = Greeting | Said;
/**
 * Where a connection stands in the session.
 *
 * - `Naming`: Connected, without a name.
 * - `Chatting`: In the chat, under a name.
 */
export type State = 'Naming' | 'Chatting';
/** What a client can send in state `Naming`, in the order in which it is tried. */
export type NamingMessage = Quit | Login;
/** What a client can send in state `Chatting`, in the order in which it is tried. */
export type ChattingMessage = Quit | Say;

/** What the session knows of a connection; absent until it is set. */
export interface UserAttributes {
  /**
   * What can be read back where a name stands in a message.
   *
   * `Name = [^ \r\n]+`
   */
  readonly name?: string;
}
