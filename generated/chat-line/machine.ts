// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The session of `chat-line` as its reference server runs it: the first outcome of every event, in place, without a
 * copy of the world and without a walk over lists that need not be walked.
 *
 * @module
 */

import {
  type ConnectionId,
  decodeText,
  type Effects,
  Group,
  type Machine,
  type ScalarValue,
  SessionError,
  type SessionEvent,
  type World,
} from 'parley/runtime';
import { codec } from './codec.js';
import type { Login, Say, State, Whisper } from './types.js';

const NAME_REQUEST = codec.write({ kind: 'NameRequest' });
const INVALID_NAME = codec.write({ kind: 'InvalidName' });
const INVALID_MESSAGE = codec.write({ kind: 'InvalidMessage' });
const TOO_LONG = codec.write({ kind: 'TooLong' });

/** A connection that has not ended. */
class User {
  /** Attribute `name` (`Name`). No clause reads it before it is set. */
  name!: string;

  constructor(
    readonly id: ConnectionId,
    public state: State,
  ) {}
}

/** The attributes of a user that are set. */
function attributesOf(user: User): Record<string, ScalarValue> {
  const attributes: Record<string, ScalarValue> = {};
  if (user.name !== undefined) attributes.name = user.name;
  return attributes;
}

/** The first outcome of every event of `chat-line`. A method is named for the state and the trigger of its clause. */
class ChatLineMachine implements Machine {
  /** In order of arrival. */
  private readonly users = new Map<ConnectionId, User>();
  /** Group `chat`, in order of joining; no two members have one `name`. */
  private readonly chat = new Group<User, 'name'>({ name: (user) => user.name });

  apply(event: SessionEvent, effects: Effects): void {
    if (event.kind === 'connect') {
      this.connect(event.connection, effects);
      return;
    }
    const self = this.users.get(event.connection);
    // Of a connection that has ended nothing more is heard.
    if (self === undefined) return;
    switch (event.kind) {
      case 'frame':
        this.frame(self, event.bytes, effects);
        break;
      case 'overlong':
        this.overlong(self, effects);
        break;
      case 'end':
        this.end(self, effects);
        break;
    }
  }

  stateOf(connection: ConnectionId): State | undefined {
    return this.users.get(connection)?.state;
  }

  world(): World {
    const connections = Array.from(this.users.values(), (user) => ({
      id: user.id,
      state: user.state,
      open: true,
      judged: true,
      attributes: attributesOf(user),
    }));
    const groups = { chat: [...this.chat.all] };
    return { connections, groups, variables: {} };
  }

  /**
   * The server speaks first.
   *
   * `chat-line/connect` [as chat-basic]
   *
   *     connect [as chat-basic] { reply NameRequest; become Naming }
   */
  private connect(id: ConnectionId, effects: Effects): void {
    if (this.users.has(id)) throw new SessionError('connected-twice', `connection ${id} is there already`);
    const self = new User(id, 'Naming');
    this.users.set(id, self);
    effects.send([self.id], NAME_REQUEST);
  }

  /** Which clause a frame comes to is for the state to say. */
  private frame(self: User, bytes: Uint8Array, effects: Effects): void {
    const text = decodeText(bytes);
    switch (self.state) {
      case 'Naming':
        if (text === undefined) this.namingUnrecognized(self, effects);
        else this.naming(self, text, effects);
        break;
      case 'Chatting':
        if (text === undefined) this.chattingUnrecognized(self, effects);
        else this.chatting(self, text, effects);
        break;
    }
  }

  /** A line past the limit. */
  private overlong(self: User, effects: Effects): void {
    switch (self.state) {
      case 'Naming':
        this.namingUnrecognized(self, effects);
        break;
      case 'Chatting':
        this.chattingOverlong(self, effects);
        break;
    }
  }

  /** The connection has ended, or the server has lost its patience with it. */
  private end(self: User, effects: Effects): void {
    switch (self.state) {
      case 'Chatting':
        this.chattingDisconnect(self, effects);
        break;
    }
    effects.close(self.id);
    this.forget(self);
  }

  /** An ended connection is nowhere: in no group, and nobody finds it. */
  private forget(self: User): void {
    this.users.delete(self.id);
    this.chat.leave(self);
  }

  // ---- Naming

  /** Connected, and asked for a name. Nobody else knows of the user yet. */
  private naming(self: User, text: string, effects: Effects): void {
    const read = codec.parse('Naming', text);
    if (!read.ok) {
      this.namingUnrecognized(self, effects);
      return;
    }
    const { message } = read;
    switch (message.kind) {
      case 'Quit':
        this.namingQuit(self, effects);
        break;
      case 'Login':
        this.namingLogin(self, message, effects);
        break;
    }
  }

  /**
   * Nobody was told of the user, so nobody is told now.
   *
   * `chat-line/Naming/Quit` [ours, departures]
   *
   *     on Quit [ours, departures]                    { close }
   */
  private namingQuit(self: User, effects: Effects): void {
    effects.close(self.id);
    this.forget(self);
  }

  /**
   * A name belongs to one user at a time.
   *
   * `chat-line/Naming/Login` [ours, names]
   *
   *     on Login(name) [ours, names] {
   *       when taken: chat has name = name { reply NameTaken(name); reply NameRequest }
   *       else {
   *         set name; join chat
   *         reply Welcome(name)
   *         send Joined(name) to all chat
   *         become Chatting
   *       }
   *     }
   */
  private namingLogin(self: User, message: Login, effects: Effects): void {
    const { name } = message;
    if (this.chat.first('name', name) !== undefined) {
      effects.send([self.id], codec.write({ kind: 'NameTaken', name }));
      effects.send([self.id], NAME_REQUEST);
    } else {
      self.name = name;
      this.chat.join(self);
      effects.send([self.id], codec.write({ kind: 'Welcome', name }));
      effects.send(this.chat.all, codec.write({ kind: 'Joined', name }));
      self.state = 'Chatting';
    }
  }

  /**
   * Whatever else is no name, a line that is too long included.
   *
   * `chat-line/Naming/unrecognized` [ours, names]; `chat-line/Naming/invalid` [ours, names];
   * `chat-line/Naming/overlong` [ours, names]
   *
   *     unrecognized, invalid, overlong [ours, names] { reply InvalidName; reply NameRequest }
   */
  private namingUnrecognized(self: User, effects: Effects): void {
    effects.send([self.id], INVALID_NAME);
    effects.send([self.id], NAME_REQUEST);
  }

  // ---- Chatting

  /** In the chat, under a name of one's own. */
  private chatting(self: User, text: string, effects: Effects): void {
    const read = codec.parse('Chatting', text);
    if (!read.ok) {
      this.chattingUnrecognized(self, effects);
      return;
    }
    const { message } = read;
    switch (message.kind) {
      case 'Quit':
        this.chattingQuit(self, effects);
        break;
      case 'Whisper':
        this.chattingWhisper(self, message, effects);
        break;
      case 'Say':
        this.chattingSay(self, message, effects);
        break;
    }
  }

  /**
   * The leaver hears no notice of his own; what he sent behind `QUIT` is dropped.
   *
   * `chat-line/Chatting/Quit` [as chat-private]
   *
   *     on Quit [as chat-private]                 { leave chat; close; send Left(self.name) to all chat }
   */
  private chattingQuit(self: User, effects: Effects): void {
    this.chat.leave(self);
    effects.close(self.id);
    effects.send(this.chat.all, codec.write({ kind: 'Left', name: self.name }));
    this.forget(self);
  }

  /**
   * To oneself too, once.
   *
   * `chat-line/Chatting/Whisper` [as chat-private]
   *
   *     on Whisper(to, text) [as chat-private] {
   *       when chat has name = to as addressee { send Private(self.name, text) to addressee }
   *       else                                 { reply UserNotFound(to) }
   *     }
   */
  private chattingWhisper(self: User, message: Whisper, effects: Effects): void {
    const { to, text } = message;
    const addressee = this.chat.first('name', to);
    if (addressee !== undefined) {
      effects.send([addressee.id], codec.write({ kind: 'Private', from: self.name, text }));
    } else {
      effects.send([self.id], codec.write({ kind: 'UserNotFound', to }));
    }
  }

  /**
   * Everyone gets the text once, the writer too.
   *
   * `chat-line/Chatting/Say` [as chat-private]
   *
   *     on Say(text) [as chat-private]            { send Said(self.name, text) to all chat }
   */
  private chattingSay(self: User, message: Say, effects: Effects): void {
    const { text } = message;
    effects.send(this.chat.all, codec.write({ kind: 'Said', from: self.name, text }));
  }

  /**
   * Only the writer is told, and stays.
   *
   * `chat-line/Chatting/unrecognized` [ours, wrong lines]; `chat-line/Chatting/invalid` [ours, wrong lines]
   *
   *     unrecognized, invalid [ours, wrong lines] { reply InvalidMessage }
   */
  private chattingUnrecognized(self: User, effects: Effects): void {
    effects.send([self.id], INVALID_MESSAGE);
  }

  /**
   * Once a line, at its limit or at its end.
   *
   * `chat-line/Chatting/overlong` [ours, wrong lines]
   *
   *     overlong [ours, wrong lines]              { reply TooLong }
   */
  private chattingOverlong(self: User, effects: Effects): void {
    effects.send([self.id], TOO_LONG);
  }

  /**
   * After the complete lines before it.
   *
   * `chat-line/Chatting/disconnect` [ours, departures]
   *
   *     disconnect [ours, departures]             { leave chat; send Left(self.name) to all chat }
   */
  private chattingDisconnect(self: User, effects: Effects): void {
    this.chat.leave(self);
    effects.send(this.chat.all, codec.write({ kind: 'Left', name: self.name }));
  }
}

/** A machine for `chat-line`, before anybody has connected. */
export function createMachine(): Machine {
  return new ChatLineMachine();
}
