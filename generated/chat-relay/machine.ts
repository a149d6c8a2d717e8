// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * The session of `chat-relay` as its reference server runs it: the first outcome of every event, in place, without a
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

const GREETING = codec.write({ kind: 'Greeting' });

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

/** The first outcome of every event of `chat-relay`. A method is named for the state and the trigger of its clause. */
class ChatRelayMachine implements Machine {
  /** In order of arrival. */
  private readonly users = new Map<ConnectionId, User>();
  /** Group `waiting`, in order of joining. */
  private readonly waiting = new Group<User>({});
  /** Group `chat`, in order of joining. */
  private readonly chat = new Group<User, 'name'>({ name: (user) => user.name });

  apply(event: SessionEvent, effects: Effects): void {
    if (event.kind === 'connect') {
      this.connect(event.connection);
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
    const groups = { waiting: [...this.waiting.all], chat: [...this.chat.all] };
    return { connections, groups, variables: {} };
  }

  /**
   * The server says nothing until it has a name.
   *
   * `chat-relay/connect` [servidor: aceptarConexiones]
   *
   *     connect [servidor: aceptarConexiones] { join waiting; become Naming }
   */
  private connect(id: ConnectionId): void {
    if (this.users.has(id)) throw new SessionError('connected-twice', `connection ${id} is there already`);
    const self = new User(id, 'Naming');
    this.users.set(id, self);
    this.waiting.join(self);
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
        this.chattingDisconnect(self);
        break;
    }
    effects.close(self.id);
    this.forget(self);
  }

  /** An ended connection is nowhere: in no group, and nobody finds it. */
  private forget(self: User): void {
    this.users.delete(self.id);
    this.waiting.leave(self);
    this.chat.leave(self);
  }

  // ---- Naming

  /** Connected, without a name. */
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
   * Whether a user can be called `q` is open.
   *
   * `chat-relay/Naming/Quit` [not in the document]
   *
   *     on Quit [not in the document]               { undefined, others may hear Said(any, any) { close } }
   */
  private namingQuit(self: User, effects: Effects): void {
    effects.close(self.id);
    this.forget(self);
  }

  /**
   * Which names there are beside the plain ones, and whether two users may share one, is open.
   *
   * `chat-relay/Naming/Login` [servidor: manejadorCliente]
   *
   *     on Login(name) [servidor: manejadorCliente] {
   *       when plain: name is Plain and not (chat has name = name) { do enter }
   *       else {
   *         either taken   { do enter }
   *         or     refused { undefined, self never hears Greeting, others may hear Said(any, any) { close } }
   *       }
   *     }
   */
  private namingLogin(self: User, message: Login, effects: Effects): void {
    const { name } = message;
    // The reference does the same when name is Plain and not (chat has name = name), or else.
    self.name = name;
    this.waiting.leave(self);
    this.chat.join(self);
    effects.send([self.id], GREETING);
    self.state = 'Chatting';
  }

  /**
   * A name with a space or a line end in it, or bytes that are no text.
   *
   * `chat-relay/Naming/unrecognized` [not in the document]; `chat-relay/Naming/invalid` [not in the document]
   *
   *     unrecognized, invalid [not in the document] { undefined, others may hear Said(any, any) { close } }
   */
  private namingUnrecognized(self: User, effects: Effects): void {
    effects.close(self.id);
    this.forget(self);
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
   * Nobody is told.
   *
   * `chat-relay/Chatting/Quit` [Manejo de Desconexiones y Errores]
   *
   *     on Quit [Manejo de Desconexiones y Errores]    { leave chat; close }
   */
  private chattingQuit(self: User, effects: Effects): void {
    this.chat.leave(self);
    effects.close(self.id);
    this.forget(self);
  }

  /**
   * The listing sends to every connection; the prose, to the other clients connected. Whether one without a name is a
   * client is open.
   *
   * `chat-relay/Chatting/Say` [Difusión de Mensajes]
   *
   *     on Say(text) [Difusión de Mensajes]            { send Said(self.name, text) to others chat; may send Said(self.name, text) to all waiting }
   */
  private chattingSay(self: User, message: Say, effects: Effects): void {
    const { text } = message;
    effects.send(this.chat.others(self), codec.write({ kind: 'Said', from: self.name, text }));
  }

  /**
   * Nobody is told.
   *
   * `chat-relay/Chatting/disconnect` [Manejo de Desconexiones y Errores]
   *
   *     disconnect [Manejo de Desconexiones y Errores] { leave chat }
   */
  private chattingDisconnect(self: User): void {
    this.chat.leave(self);
  }

  /**
   * Bytes that are no UTF-8: the server survives them, and says nothing false about them.
   *
   * `chat-relay/Chatting/invalid` [not in the document]
   *
   *     invalid [not in the document]                  { undefined, others may hear Said(self.name, any) }
   */
  private chattingInvalid(): void {
    // The reference server does nothing.
  }
}

/** A machine for `chat-relay`, before anybody has connected. */
export function createMachine(): Machine {
  return new ChatRelayMachine();
}
