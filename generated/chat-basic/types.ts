// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The messages and states of `chat-basic`.
 *
 * @module
 */

/**
 * A user's name, the answer to `NameRequest`. `QUIT` is a name here.
 *
 * `Login = name:Name`
 *
 * Clients send it; taken in
 * - Naming: `chat-basic/Naming/Login`
 */
export interface Login {
  readonly kind: 'Login';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * Leaves the chat. Exactly these four bytes: `QUIT\n` and `QUIT ` are texts.
 *
 * `Quit = "QUIT"`
 *
 * Clients send it; taken in
 * - Chatting: `chat-basic/Chatting/Quit`
 */
export interface Quit {
  readonly kind: 'Quit';
}

/**
 * Writes to everyone.
 *
 * `Say = text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-basic/Chatting/Say`
 */
export interface Say {
  readonly kind: 'Say';
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/** What a client can send; `kind` tells which. */
export type ClientMessage = Login | Quit | Say;

/**
 * Asks for a name: the first thing that a connection hears.
 *
 * `NameRequest = "NAME"`
 *
 * The server sends it:
 * - `NameRequest` to self: `chat-basic/connect`
 * - `NameRequest` to self: `chat-basic/Naming/Login/else/refused`
 * - `NameRequest` to self: `chat-basic/Naming/unrecognized`
 * - `NameRequest` to self: `chat-basic/Naming/invalid`
 */
export interface NameRequest {
  readonly kind: 'NameRequest';
}

/**
 * Greets a user who has just come in; nobody else hears it.
 *
 * `Welcome = "Welcome to the chat, " name:Name "!\n"`
 *
 * The server sends it:
 * - `Welcome(name)` to self: `chat-basic/Naming/Login/plain`
 * - `Welcome(name)` to self: `chat-basic/Naming/Login/else/taken`
 */
export interface Welcome {
  readonly kind: 'Welcome';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * What a user wrote, to everyone. It stands before the notices: `Luis: has left the chat.⏎` is Luis's talk. Who is
 * called `Luis:` can have his own notices read as talk.
 *
 * `Said = from:Name ": " text:Text`
 *
 * The server sends it:
 * - `Said(self.name, text)` to all chat: `chat-basic/Chatting/Say`
 */
export interface Said {
  readonly kind: 'Said';
  /** What can be read back where a name stands in a message. */
  readonly from: string;
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/**
 * A user has come in; the user hears it too, after the welcome.
 *
 * `Joined = name:Name " has joined the chat.\n"`
 *
 * The server sends it:
 * - `Joined(name)` to all chat: `chat-basic/Naming/Login/plain`
 * - `Joined(name)` to all chat: `chat-basic/Naming/Login/else/taken`
 */
export interface Joined {
  readonly kind: 'Joined';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * A user has gone, with `Quit` or without a word.
 *
 * `Left = name:Name " has left the chat.\n"`
 *
 * The server sends it:
 * - `Left(self.name)` to all chat: `chat-basic/Chatting/Quit`
 * - `Left(self.name)` to all chat: `chat-basic/Chatting/disconnect`
 */
export interface Left {
  readonly kind: 'Left';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/** What the server can send; `kind` tells which. */
export type ServerMessage = NameRequest | Welcome | Said | Joined | Left;
/**
 * Where a connection stands in the session.
 *
 * - `Naming`: Connected, and asked for a name. Nobody else knows of the user yet.
 * - `Chatting`: In the chat, under a name.
 */
export type State = 'Naming' | 'Chatting';
/** What a client can send in state `Naming`, in the order in which it is tried. */
export type NamingMessage = Login;
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
