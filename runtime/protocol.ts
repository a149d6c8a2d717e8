import type { Model } from './model.js';
import type { ConnectionId, FieldValue, GroupSend, Outcome, Output, SessionEvent, World } from './world.js';

/** What every generated message has: `kind` is its name in the spec, its other properties are its fields. */
export interface Message {
  /** Its name in the spec. */
  readonly kind: string;
}

/** What reading a text has come to: its message, or where and why it is none. */
export type ParseResult<M> =
  | { readonly ok: true; readonly message: M }
  | {
      readonly ok: false;
      readonly code: 'unrecognized';
      /** Where reading stopped, in UTF-16 units from the start of the text. */
      readonly at: number;
      /** What could have stood there, in words. */
      readonly expected: readonly string[];
    };

/** The texts of a protocol's messages, read and written. Texts are frames without their terminator. */
export interface Codec<
  State extends string = string,
  Client extends Message = Message,
  Server extends Message = Message,
> {
  /** Reads what a client sends in a state: the first message of the state's clauses that matches the whole text. Never throws. */
  parse(state: State, text: string): ParseResult<Client>;
  /** Reads what the server sends: the first message of the `server` block that matches. Never throws. */
  parseServer(text: string): ParseResult<Server>;
  /**
   * Writes what a client sends in a state, so that `parse(state, encode(state, m))` is `m`.
   * @throws EncodeError for a value that would not be read back as itself.
   */
  encode(state: State, message: Client): string;
  /**
   * Writes what the server sends, so that `parseServer(encodeServer(m))` is `m`.
   * @throws EncodeError for a value that would not be read back as itself.
   */
  encodeServer(message: Server): string;
  /** Writes a server message by its rule alone, as the session does: it may read back as something else. */
  write(message: Server): string;
  /** Whether a text is in a rule's language. */
  matches(rule: string, text: string): boolean;
}

/** A generated codec, which writes into buffers too: bytes of frames without their terminator. */
export interface BufferCodec<
  State extends string = string,
  Client extends Message = Message,
  Server extends Message = Message,
> extends Codec<State, Client, Server> {
  /**
   * Writes what `encode` writes, as bytes, from `at` on. No string is made of the message, which takes half the time.
   * @returns where the bytes end.
   * @throws EncodeError as `encode` does.
   * @throws CodecError `no-room`. What the buffer held from `at` on may be overwritten by then.
   */
  encodeInto(state: State, message: Client, buffer: Buffer, at: number): number;
  /** Writes what `encodeServer` writes, as `encodeInto` does. */
  encodeServerInto(message: Server, buffer: Buffer, at: number): number;
  /** Writes what `write` writes, as `encodeInto` does. */
  writeInto(message: Server, buffer: Buffer, at: number): number;
}

/** What the in-place machine tells its driver, in order. */
export interface Effects {
  /** Send this text to these connections. A list that has been given never changes: the same list is the same connections. */
  send(to: readonly ConnectionId[], text: string): void;
  /** End this connection once what it was sent is written. */
  close(connection: ConnectionId): void;
}

/** The first outcome of every event, in place: what the reference server runs. */
export interface Machine {
  /**
   * What happens to a connection that has ended, or never was, comes to nothing, as in the session.
   * @throws SessionError when a connection connects twice.
   */
  apply(event: SessionEvent, effects: Effects): void;
  /** The state of a connection, or undefined once it has ended. */
  stateOf(connection: ConnectionId): string | undefined;
  /** A copy of the world as it stands. */
  world(): World;
}

/**
 * A clause on its way: what is left of an event after some of its micro-steps. Plain data, so that a search can keep it.
 * `pc` counts instructions of the clause's program; `bound` holds the members that `as` named.
 */
export interface Run {
  /** Whose event it is. */
  readonly connection: ConnectionId;
  /** The id of its clause. */
  readonly clause: string;
  /** The next instruction of the clause's program. */
  readonly pc: number;
  /** The fields of its message. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** The members that `as` has named. */
  readonly bound: Readonly<Record<string, ConnectionId>>;
}

/** One micro-step of a clause (docs/oracle.md, "Micro-steps"); `run` is what is left of it. */
export interface Advance {
  /** The world after it. */
  readonly world: World;
  /** What it sends and ends. */
  readonly outputs: readonly Output[];
  /** The arms that it has taken. */
  readonly trail: readonly string[];
  /** What is left of the event; undefined: nothing. */
  readonly run: Run | undefined;
  /** Its last send, if that is to a group: until the next micro-step those who join may get it, though nobody was in it. */
  readonly open: GroupSend | undefined;
}

/** The session of a protocol: pure, without I/O, clock or randomness. */
export interface Session {
  /** The world before anybody has connected. */
  readonly initial: World;
  /** All that the spec allows, never empty; the reference server takes the first. */
  outcomes(world: World, event: SessionEvent): readonly Outcome[];
  /** Starts an event without running it. Undefined: it comes to nothing (its connection is closed or gone). */
  begin(
    world: World,
    event: SessionEvent,
  ): { readonly world: World; readonly run: Run; readonly trail: readonly string[] } | undefined;
  /** All that the next micro-step can be, never empty. After the last one of an `end` event, or of a `close`, the connection leaves the world. */
  advance(world: World, run: Run): readonly Advance[];
}

/** Everything that is generated for a protocol, as the suite and the server use it. */
export interface Protocol<
  State extends string = string,
  Client extends Message = Message,
  Server extends Message = Message,
> {
  /** What the spec says, as data. */
  readonly model: Model;
  /** Its texts, read and written. */
  readonly codec: Codec<State, Client, Server>;
  /** Its session, every outcome of it. */
  readonly session: Session;
  /** Makes a machine that takes the first outcome of everything, in place: what a server runs. */
  createMachine(): Machine;
}
