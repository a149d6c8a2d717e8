// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * The messages and states of `chat-private`.
 *
 * @module
 */

/**
 * A user's name, the answer to `NameRequest`. `QUIT` is a name here.
 *
 * `Login = name:Name`
 *
 * Clients send it; taken in
 * - Naming: `chat-private/Naming/Login`
 */
export interface Login {
  readonly kind: 'Login';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * Leaves the chat. Exactly these four bytes.
 *
 * `Quit = "QUIT"`
 *
 * Clients send it; taken in
 * - Chatting: `chat-private/Chatting/Quit`
 */
export interface Quit {
  readonly kind: 'Quit';
}

/**
 * Writes to one user.
 *
 * `Whisper = "\\w " to:Name " " text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-private/Chatting/Whisper`
 */
export interface Whisper {
  readonly kind: 'Whisper';
  /** What can be read back where a name stands in a message. */
  readonly to: string;
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/**
 * What begins as a private message and is none.
 *
 * `BadWhisper = "\\w" text:.*`
 *
 * Clients send it; taken in
 * - Chatting: `chat-private/Chatting/BadWhisper`
 */
export interface BadWhisper {
  readonly kind: 'BadWhisper';
  /** Its texts: `.*`. */
  readonly text: string;
}

/**
 * Writes to everyone.
 *
 * `Say = text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-private/Chatting/Say`
 */
export interface Say {
  readonly kind: 'Say';
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/** What a client can send; `kind` tells which. */
export type ClientMessage = Login | Quit | Whisper | BadWhisper | Say;

/**
 * Asks for a name: the first thing that a connection hears.
 *
 * `NameRequest = "NAME"`
 *
 * The server sends it:
 * - `NameRequest` to self: `chat-private/connect`
 * - `NameRequest` to self: `chat-private/Naming/Login/else/refused`
 * - `NameRequest` to self: `chat-private/Naming/unrecognized`
 * - `NameRequest` to self: `chat-private/Naming/invalid`
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
 * - `Welcome(name)` to self: `chat-private/Naming/Login/plain`
 * - `Welcome(name)` to self: `chat-private/Naming/Login/else/taken`
 */
export interface Welcome {
  readonly kind: 'Welcome';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/**
 * Nobody has the name that a private message was for. Only its writer hears it.
 *
 * `UserNotFound = "User '" to:Name "' not found."`
 *
 * The server sends it:
 * - `UserNotFound(to)` to self: `chat-private/Chatting/Whisper/else`
 */
export interface UserNotFound {
  readonly kind: 'UserNotFound';
  /** What can be read back where a name stands in a message. */
  readonly to: string;
}

/**
 * A private message, to its addressee alone. It stands before `Said`, which takes all that this takes: who is called
 * `priv(Ana)` can write what reads as Ana's private messages.
 *
 * `Private = "priv(" from:Name "): " text:Text`
 *
 * The server sends it:
 * - `Private(self.name, text)` to addressee: `chat-private/Chatting/Whisper/when`
 */
export interface Private {
  readonly kind: 'Private';
  /** What can be read back where a name stands in a message. */
  readonly from: string;
  /** What a user can write: anything, line ends included. */
  readonly text: string;
}

/**
 * What a user wrote, to everyone. It stands before the notices: `Luis: has left the chat.⏎` is Luis's talk. Who is
 * called `Luis:` can have his own notices read as talk.
 *
 * `Said = from:Name ": " text:Text`
 *
 * The server sends it:
 * - `Said(self.name, text)` to all chat: `chat-private/Chatting/Say`
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
 * - `Joined(name)` to all chat: `chat-private/Naming/Login/plain`
 * - `Joined(name)` to all chat: `chat-private/Naming/Login/else/taken`
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
 * - `Left(self.name)` to all chat: `chat-private/Chatting/Quit`
 * - `Left(self.name)` to all chat: `chat-private/Chatting/disconnect`
 */
export interface Left {
  readonly kind: 'Left';
  /** What can be read back where a name stands in a message. */
  readonly name: string;
}

/** What the server can send; `kind` tells which. */
export type ServerMessage = NameRequest | Welcome | UserNotFound | Private | Said | Joined | Left;
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
export type ChattingMessage = Quit | Whisper | BadWhisper | Say;

/** What the session knows of a connection; absent until it is set. */
export interface UserAttributes {
  /**
   * What can be read back where a name stands in a message.
   *
   * `Name = [^ \r\n]+`
   */
  readonly name?: string;
}
