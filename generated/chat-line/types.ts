// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The messages and states of `chat-line`.
 *
 * @module
 */

/**
 * Leaves. Before login, nobody else hears of it.
 *
 * `Quit = "QUIT"`
 *
 * Clients send it; taken in
 * - Naming: `chat-line/Naming/Quit`
 * - Chatting: `chat-line/Chatting/Quit`
 */
export interface Quit {
  readonly kind: 'Quit';
}

/**
 * A user's name, the answer to `NameRequest`.
 *
 * `Login = name:Name`
 *
 * Clients send it; taken in
 * - Naming: `chat-line/Naming/Login`
 */
export interface Login {
  readonly kind: 'Login';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly name: string;
}

/**
 * Writes to one user.
 *
 * `Whisper = "\\w " to:Name " " text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-line/Chatting/Whisper`
 */
export interface Whisper {
  readonly kind: 'Whisper';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly to: string;
  /** At least one code point, no control characters but TAB, and the first is not `\`. */
  readonly text: string;
}

/**
 * Writes to everyone.
 *
 * `Say = text:Text`
 *
 * Clients send it; taken in
 * - Chatting: `chat-line/Chatting/Say`
 */
export interface Say {
  readonly kind: 'Say';
  /** At least one code point, no control characters but TAB, and the first is not `\`. */
  readonly text: string;
}

/** What a client can send; `kind` tells which. */
export type ClientMessage = Quit | Login | Whisper | Say;

/**
 * Asks for a name: the first thing that a connection hears, and again after every name that is refused.
 *
 * `NameRequest = "NAME"`
 *
 * The server sends it:
 * - `NameRequest` to self: `chat-line/connect`
 * - `NameRequest` to self: `chat-line/Naming/Login/taken`
 * - `NameRequest` to self: `chat-line/Naming/unrecognized`
 * - `NameRequest` to self: `chat-line/Naming/invalid`
 * - `NameRequest` to self: `chat-line/Naming/overlong`
 */
export interface NameRequest {
  readonly kind: 'NameRequest';
}

/**
 * Greets a user who has just come in; nobody else hears it.
 *
 * `Welcome = "Welcome to the chat, " name:Name "!"`
 *
 * The server sends it:
 * - `Welcome(name)` to self: `chat-line/Naming/Login/else`
 */
export interface Welcome {
  readonly kind: 'Welcome';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly name: string;
}

/**
 * A user has come in; the user hears it too, after the welcome.
 *
 * `Joined = name:Name " has joined the chat."`
 *
 * The server sends it:
 * - `Joined(name)` to all chat: `chat-line/Naming/Login/else`
 */
export interface Joined {
  readonly kind: 'Joined';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly name: string;
}

/**
 * A user has gone, with `Quit` or without a word.
 *
 * `Left = name:Name " has left the chat."`
 *
 * The server sends it:
 * - `Left(self.name)` to all chat: `chat-line/Chatting/Quit`
 * - `Left(self.name)` to all chat: `chat-line/Chatting/disconnect`
 */
export interface Left {
  readonly kind: 'Left';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly name: string;
}

/**
 * What a user wrote, to everyone.
 *
 * `Said = from:Name ": " text:Text`
 *
 * The server sends it:
 * - `Said(self.name, text)` to all chat: `chat-line/Chatting/Say`
 */
export interface Said {
  readonly kind: 'Said';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly from: string;
  /** At least one code point, no control characters but TAB, and the first is not `\`. */
  readonly text: string;
}

/**
 * A private message, to its addressee alone.
 *
 * `Private = "priv(" from:Name "): " text:Text`
 *
 * The server sends it:
 * - `Private(self.name, text)` to addressee: `chat-line/Chatting/Whisper/when`
 */
export interface Private {
  readonly kind: 'Private';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly from: string;
  /** At least one code point, no control characters but TAB, and the first is not `\`. */
  readonly text: string;
}

/**
 * Nobody has the name that a private message was for.
 *
 * `UserNotFound = "User '" to:Name "' not found."`
 *
 * The server sends it:
 * - `UserNotFound(to)` to self: `chat-line/Chatting/Whisper/else`
 */
export interface UserNotFound {
  readonly kind: 'UserNotFound';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly to: string;
}

/**
 * Somebody in the chat has this name, code point for code point.
 *
 * `NameTaken = "Name '" name:Name "' is taken."`
 *
 * The server sends it:
 * - `NameTaken(name)` to self: `chat-line/Naming/Login/taken`
 */
export interface NameTaken {
  readonly kind: 'NameTaken';
  /** 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`. */
  readonly name: string;
}

/**
 * The answer to `NameRequest` is no name at all.
 *
 * `InvalidName = "Invalid name."`
 *
 * The server sends it:
 * - `InvalidName` to self: `chat-line/Naming/unrecognized`
 * - `InvalidName` to self: `chat-line/Naming/invalid`
 * - `InvalidName` to self: `chat-line/Naming/overlong`
 */
export interface InvalidName {
  readonly kind: 'InvalidName';
}

/**
 * The line is no message: an unknown or malformed command, a control character, not UTF-8, or nothing.
 *
 * `InvalidMessage = "Invalid message."`
 *
 * The server sends it:
 * - `InvalidMessage` to self: `chat-line/Chatting/unrecognized`
 * - `InvalidMessage` to self: `chat-line/Chatting/invalid`
 */
export interface InvalidMessage {
  readonly kind: 'InvalidMessage';
}

/**
 * The line was longer than a line may be; all of it is dropped.
 *
 * `TooLong = "Message too long."`
 *
 * The server sends it:
 * - `TooLong` to self: `chat-line/Chatting/overlong`
 */
export interface TooLong {
  readonly kind: 'TooLong';
}

/** What the server can send; `kind` tells which. */
export type ServerMessage = 
    | NameRequest
    | Welcome
    | Joined
    | Left
    | Said
    | Private
    | UserNotFound
    | NameTaken
    | InvalidName
    | InvalidMessage
    | TooLong;
/**
 * Where a connection stands in the session.
 *
 * - `Naming`: Connected, and asked for a name. Nobody else knows of the user yet.
 * - `Chatting`: In the chat, under a name of one's own.
 */
export type State = 'Naming' | 'Chatting';
/** What a client can send in state `Naming`, in the order in which it is tried. */
export type NamingMessage = Quit | Login;
/** What a client can send in state `Chatting`, in the order in which it is tried. */
export type ChattingMessage = Quit | Whisper | Say;

/** What the session knows of a connection; absent until it is set. */
export interface UserAttributes {
  /**
   * 1 to 32 code points: no white space, no control character, none of `: ( ) ' ! \`, and not `QUIT`.
   *
   * `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"`
   */
  readonly name?: string;
}
