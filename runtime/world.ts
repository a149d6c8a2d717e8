/**
 * What the session speaks of: the world, what happens to it, and what comes of that. All of it is plain data, so that a
 * world can be kept, compared and sent elsewhere. Values here are never changed; a new world shares what did not change.
 */

/** Given by whoever drives the session; never used again for another connection of the same world. */
export type ConnectionId = number;

/** What an attribute, a variable or a field can be. An integer past 2^53 would be a bigint; no spec has one yet. */
export type ScalarValue = string | number;

export interface Connection {
  readonly id: ConnectionId;
  readonly state: string;
  /** Whether more of what it sends is heard: not after `close`. */
  readonly open: boolean;
  /** False after `undefined`, until it ends. */
  readonly judged: boolean;
  readonly attributes: Readonly<Record<string, ScalarValue>>;
}

export interface World {
  /** Those that have not ended, in order of arrival. */
  readonly connections: readonly Connection[];
  /** The members of each group, in order of joining. */
  readonly groups: Readonly<Record<string, readonly ConnectionId[]>>;
  readonly variables: Readonly<Record<string, ScalarValue>>;
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
  readonly any: string;
  readonly sample?: string;
}

export type FieldValue = ScalarValue | readonly string[] | undefined;

/** A message whose fields may be left to the server. */
export interface MessagePattern {
  readonly kind: string;
  readonly fields: Readonly<Record<string, FieldValue | Hole>>;
}

/** A text with holes, as it stands in a frame: literal pieces, and what the server chooses. */
export type TextPattern = readonly (string | Hole)[];

export interface MessageOutput {
  readonly kind: 'message';
  readonly to: ConnectionId;
  /** The connection whose event sends it: its source, for the order of delivery. */
  readonly origin: ConnectionId;
  readonly message: MessagePattern;
  readonly text: TextPattern;
  readonly times: { readonly min: number; readonly max: number | null };
  /** The group that it is sent to, where it is: until the next micro-step those who join may get it (docs/oracle.md, "Sending"). */
  readonly group?: string;
  /** The innermost branch that sends it. */
  readonly clause: string;
}

/** The server ends this connection, after what it was sent before. */
export interface CloseOutput {
  readonly kind: 'close';
  readonly to: ConnectionId;
  readonly clause: string;
}

/** From here on the connection is not judged, but for these bounds (docs/spec-language.md). */
export interface WildOutput {
  readonly kind: 'wild';
  readonly connection: ConnectionId;
  readonly othersMayHear: readonly TextPattern[];
  readonly selfNeverHears: readonly TextPattern[];
  readonly clause: string;
}

export type Output = MessageOutput | CloseOutput | WildOutput;

/** One of the things that the spec lets an event come to. */
export interface Outcome {
  readonly world: World;
  readonly outputs: readonly Output[];
  /** The clause, and every arm that was taken in it. */
  readonly trail: readonly string[];
}
