// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The session of `counter` as its reference server runs it: the first outcome of every event, in place, without a copy
 * of the world and without a walk over lists that need not be walked.
 *
 * @module
 */

import {
  type ConnectionId,
  decodeText,
  type Effects,
  Group,
  type Machine,
  SessionError,
  type SessionEvent,
  type World,
} from 'parley/runtime';
import { codec } from './codec.js';
import type { Add, State } from './types.js';

const FULL = codec.write({ kind: 'Full' });
const ERROR = codec.write({ kind: 'Error' });

/** A connection that has not ended. */
class User {
  constructor(
    readonly id: ConnectionId,
    public state: State,
  ) {}
}

/** The first outcome of every event of `counter`. A method is named for the state and the trigger of its clause. */
class CounterMachine implements Machine {
  /** In order of arrival. */
  private readonly users = new Map<ConnectionId, User>();
  /** Group `watchers`, in order of joining. */
  private readonly watchers = new Group<User>({});
  /** What all connections share. */
  private readonly variables: { count: number } = { count: 0 };

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
      attributes: {},
    }));
    const groups = { watchers: [...this.watchers.all] };
    return { connections, groups, variables: { ...this.variables } };
  }

  /**
   * There is nothing to say before the first question.
   *
   * `counter/connect` [ours]
   *
   *     connect [ours] { become Ready }
   */
  private connect(id: ConnectionId): void {
    if (this.users.has(id)) throw new SessionError('connected-twice', `connection ${id} is there already`);
    const self = new User(id, 'Ready');
    this.users.set(id, self);
  }

  /** Which clause a frame comes to is for the state to say. */
  private frame(self: User, bytes: Uint8Array, effects: Effects): void {
    const text = decodeText(bytes);
    switch (self.state) {
      case 'Ready':
        if (text === undefined) this.readyUnrecognized(self, effects);
        else this.ready(self, text, effects);
        break;
    }
  }

  /** A line past the limit. */
  private overlong(self: User, effects: Effects): void {
    switch (self.state) {
      case 'Ready':
        this.readyUnrecognized(self, effects);
        break;
    }
  }

  /** The connection has ended, or the server has lost its patience with it. */
  private end(self: User, effects: Effects): void {
    effects.close(self.id);
    this.forget(self);
  }

  /** An ended connection is nowhere: in no group, and nobody finds it. */
  private forget(self: User): void {
    this.users.delete(self.id);
    this.watchers.leave(self);
  }

  // ---- Ready

  /** Connected: every message is good at any time. */
  private ready(self: User, text: string, effects: Effects): void {
    const read = codec.parse('Ready', text);
    if (!read.ok) {
      this.readyUnrecognized(self, effects);
      return;
    }
    const { message } = read;
    switch (message.kind) {
      case 'Inc':
        this.readyInc(self, effects);
        break;
      case 'Add':
        this.readyAdd(self, message, effects);
        break;
      case 'Get':
        this.readyGet(self, effects);
        break;
      case 'Watch':
        this.readyWatch(self);
        break;
    }
  }

  /**
   * `counter/Ready/Inc` [ours]
   *
   *     on Inc [ours] {
   *       when full: world.count = 999999999999999 { reply Full }
   *       else { set world.count = world.count + 1; reply Value(world.count); send Value(world.count) to others watchers }
   *     }
   */
  private readyInc(self: User, effects: Effects): void {
    if (this.variables.count === 999999999999999) {
      effects.send([self.id], FULL);
    } else {
      this.variables.count += 1;
      effects.send([self.id], codec.write({ kind: 'Value', n: this.variables.count }));
      effects.send(this.watchers.others(self), codec.write({ kind: 'Value', n: this.variables.count }));
    }
  }

  /**
   * `counter/Ready/Add` [ours]
   *
   *     on Add(n) [ours] {
   *       when full: world.count > 999999999999999 - n { reply Full }
   *       else { set world.count = world.count + n; reply Value(world.count); send Value(world.count) to others watchers }
   *     }
   */
  private readyAdd(self: User, message: Add, effects: Effects): void {
    const { n } = message;
    if (this.variables.count > 999999999999999 - n) {
      effects.send([self.id], FULL);
    } else {
      this.variables.count += n;
      effects.send([self.id], codec.write({ kind: 'Value', n: this.variables.count }));
      effects.send(this.watchers.others(self), codec.write({ kind: 'Value', n: this.variables.count }));
    }
  }

  /**
   * `counter/Ready/Get` [ours]
   *
   *     on Get [ours]                          { reply Value(world.count) }
   */
  private readyGet(self: User, effects: Effects): void {
    effects.send([self.id], codec.write({ kind: 'Value', n: this.variables.count }));
  }

  /**
   * `counter/Ready/Watch` [ours]
   *
   *     on Watch [ours]                        { join watchers }
   */
  private readyWatch(self: User): void {
    this.watchers.join(self);
  }

  /**
   * `counter/Ready/unrecognized` [ours]; `counter/Ready/invalid` [ours]; `counter/Ready/overlong` [ours]
   *
   *     unrecognized, invalid, overlong [ours] { reply Error }
   */
  private readyUnrecognized(self: User, effects: Effects): void {
    effects.send([self.id], ERROR);
  }
}

/** A machine for `counter`, before anybody has connected. */
export function createMachine(): Machine {
  return new CounterMachine();
}
