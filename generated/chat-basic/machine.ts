// Made by `parley generate`; do not edit.
// From spec/chat-basic.parley (sha256 06c4eff57723c97cea88aa6a75188f75264a98afd54aac5d9cd46ce59c6219ae).
// To make it again: npx parley generate

/**
 * The session of `chat-basic` as its reference server runs it: the first outcome of every event, in place, without a
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
import type { Login, Say, State } from './types.js';

const NAME_REQUEST = codec.write({ kind: 'NameRequest' });

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

/** The first outcome of every event of `chat-basic`. A method is named for the state and the trigger of its clause. */
class ChatBasicMachine implements Machine {
  /** In order of arrival. */
  private readonly users = new Map<ConnectionId, User>();
  /** Group `chat`, in order of joining. */
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
   * `chat-basic/connect` [§5.1, §5.2; List. 3]
   *
   *     connect [§5.1, §5.2; List. 3] { reply NameRequest; become Naming }
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
        if (text === undefined) this.chattingInvalid();
        else this.chatting(self, text, effects);
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
      case 'Login':
        this.namingLogin(self, message, effects);
        break;
    }
  }

  /**
   * Which names there are beside the plain ones, and whether two users may share one, the document leaves open.
   *
   * `chat-basic/Naming/Login` [§3.3, §5.2; List. 3]
   *
   *     on Login(name) [§3.3, §5.2; List. 3] {
   *       when plain: name is Plain and not (chat has name = name) { do enter }
   *       else {
   *         either taken   { do enter }
   *         or     refused { undefined, self never hears Welcome(name), others may hear Joined(any), Said(any, any), Left(any) { reply NameRequest } }
   *       }
   *     }
   */
  private namingLogin(self: User, message: Login, effects: Effects): void {
    const { name } = message;
    // The reference does the same when name is Plain and not (chat has name = name), or else.
    self.name = name;
    this.chat.join(self);
    effects.send([self.id], codec.write({ kind: 'Welcome', name }));
    effects.send(this.chat.all, codec.write({ kind: 'Joined', name }));
    self.state = 'Chatting';
  }

  /**
   * A name with a space or a line end in it, or bytes that are no text.
   *
   * `chat-basic/Naming/unrecognized` [not in the document]; `chat-basic/Naming/invalid` [not in the document]
   *
   *     unrecognized, invalid [not in the document] { undefined, others may hear Joined(any), Said(any, any), Left(any) { reply NameRequest } }
   */
  private namingUnrecognized(self: User, effects: Effects): void {
    effects.send([self.id], NAME_REQUEST);
  }

  // ---- Chatting

  /** In the chat, under a name. */
  private chatting(self: User, text: string, effects: Effects): void {
    const read = codec.parse('Chatting', text);
    if (!read.ok) return;
    const { message } = read;
    switch (message.kind) {
      case 'Quit':
        this.chattingQuit(self, effects);
        break;
      case 'Say':
        this.chattingSay(self, message, effects);
        break;
    }
  }

  /**
   * The leaver hears no notice of his own: he is out before it is sent.
   *
   * `chat-basic/Chatting/Quit` [§5.4; List. 5; Fig. 13, 14]
   *
   *     on Quit [§5.4; List. 5; Fig. 13, 14]  { leave chat; close; send Left(self.name) to all chat }
   */
  private chattingQuit(self: User, effects: Effects): void {
    this.chat.leave(self);
    effects.close(self.id);
    effects.send(this.chat.all, codec.write({ kind: 'Left', name: self.name }));
    this.forget(self);
  }

  /**
   * Everyone gets the text once, the writer too.
   *
   * `chat-basic/Chatting/Say` [§3.4, §5.3; List. 4, 5]
   *
   *     on Say(text) [§3.4, §5.3; List. 4, 5] { send Said(self.name, text) to all chat }
   */
  private chattingSay(self: User, message: Say, effects: Effects): void {
    const { text } = message;
    effects.send(this.chat.all, codec.write({ kind: 'Said', from: self.name, text }));
  }

  /**
   * A connection that ends without `QUIT` has left all the same.
   *
   * `chat-basic/Chatting/disconnect` [§5.4; List. 5]
   *
   *     disconnect [§5.4; List. 5]            { leave chat; send Left(self.name) to all chat }
   */
  private chattingDisconnect(self: User, effects: Effects): void {
    this.chat.leave(self);
    effects.send(this.chat.all, codec.write({ kind: 'Left', name: self.name }));
  }

  /**
   * Bytes that are no UTF-8: the server survives them, and says nothing false about them.
   *
   * `chat-basic/Chatting/invalid` [not in the document]
   *
   *     invalid [not in the document]         { undefined, others may hear Said(self.name, any), Left(self.name) }
   */
  private chattingInvalid(): void {
    // The reference server does nothing.
  }
}

/** A machine for `chat-basic`, before anybody has connected. */
export function createMachine(): Machine {
  return new ChatBasicMachine();
}
