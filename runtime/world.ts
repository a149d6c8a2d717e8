/**
 * What the session speaks of: the world, what happens to it, and what comes of that. All of it is plain data, so that a
 * world can be kept, compared and sent elsewhere. Values here are never changed; a new world shares what did not change.
 */

/** Given by whoever drives the session; never used again for another connection of the same world. */
export type ConnectionId = number;

/** What an attribute, a variable or a field can be. An integer past 2^53 would be a bigint; no spec has one yet. */
export type ScalarValue = string | number;

/** A connection as the session knows it. */
export interface Connection {
  /** What its driver calls it. */
  readonly id: ConnectionId;
  /** The name of the state that it is in. */
  readonly state: string;
  /** Whether more of what it sends is heard: not after `close`. */
  readonly open: boolean;
  /** False after `undefined`, until it ends. */
  readonly judged: boolean;
  /** Those that are set. */
  readonly attributes: Readonly<Record<string, ScalarValue>>;
}

/** All that a server remembers. */
export interface World {
  /** Those that have not ended, in order of arrival. */
  readonly connections: readonly Connection[];
  /** The members of each group, in order of joining. */
  readonly groups: Readonly<Record<string, readonly ConnectionId[]>>;
  /** The variables of the world that are set. A hole: which value it has is not known, so that no guard and no sum can use it. */
  readonly variables: Readonly<Record<string, ScalarValue | Hole>>;
}

/**
 * What happens to a connection. `frame` carries the bytes of one frame without its terminator: which message they are
 * depends on the state, so the session reads them. `end` is FIN, RST, half-close, or the server's patience.
 */
export type SessionEvent =
  | { readonly kind: 'connect'; readonly connection: ConnectionId }
  | { readonly kind: 'frame'; readonly connection: ConnectionId; readonly bytes: Uint8Array }
  | { readonly kind: 'overlong'; readonly connection: ConnectionId }
  | { readonly kind: 'end'; readonly connection: ConnectionId };

/** A value that the server chooses: some text of the field's language; the reference server writes `sample`. */
export interface Hole {
  /** The field that it stands for. */
  readonly any: string;
  /** What the reference server writes there. */
  readonly sample?: string;
}

/** The value of a field: a list under a repetition, undefined where an optional one is absent. */
export type FieldValue = ScalarValue | readonly string[] | undefined;

/** A message whose fields may be left to the server. */
export interface MessagePattern {
  /** The name of the message. */
  readonly kind: string;
  /** Its fields by name. */
  readonly fields: Readonly<Record<string, FieldValue | Hole>>;
}

/** A text with holes, as it stands in a frame: literal pieces, and what the server chooses. */
export type TextPattern = readonly (string | Hole)[];

/** A message to one connection. */
export interface MessageOutput {
  readonly kind: 'message';
  /** Who gets it. */
  readonly to: ConnectionId;
  /** The connection whose event sends it: its source, for the order of delivery. */
  readonly origin: ConnectionId;
  /** The message, fields that are left to the server as holes. */
  readonly message: MessagePattern;
  /** The text of its frame. */
  readonly text: TextPattern;
  /** How often it may come: once, `{0,1}` for `may send`, `{0,null}` for `any number of`. */
  readonly times: { readonly min: number; readonly max: number | null };
  /** The group that it is sent to, where it is: until the next micro-step those who join may get it (docs/oracle.md, "Sending"). */
  readonly group?: string;
  /** The innermost branch that sends it. */
  readonly clause: string;
}

/** A message to a group, whoever is in it. */
export type GroupSend = Omit<MessageOutput, 'to' | 'group'> & {
  /** The group. */
  readonly group: string;
};

/** The server ends this connection, after what it was sent before. */
export interface CloseOutput {
  readonly kind: 'close';
  /** The connection that ends. */
  readonly to: ConnectionId;
  /** The innermost branch that ends it. */
  readonly clause: string;
}

/** From here on the connection is not judged, but for these bounds (docs/spec-language.md). */
export interface WildOutput {
  readonly kind: 'wild';
  /** The connection that is not judged any more. */
  readonly connection: ConnectionId;
  /** What the others may hear because of it. */
  readonly othersMayHear: readonly TextPattern[];
  /** What the connection itself never hears. */
  readonly selfNeverHears: readonly TextPattern[];
  /** The branch that leaves it open. */
  readonly clause: string;
}

/** What comes of an event: a message, the end of a connection, or that a connection is not judged any more. */
export type Output = MessageOutput | CloseOutput | WildOutput;

/** One of the things that the spec lets an event come to. */
export interface Outcome {
  /** The world after it. */
  readonly world: World;
  /** What is sent and ended, in order. */
  readonly outputs: readonly Output[];
  /** The clause, and every arm that was taken in it. */
  readonly trail: readonly string[];
}
