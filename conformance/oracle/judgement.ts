import type { ConnectionId, TextPattern, World } from '../../runtime/index.js';

/** What the oracle says of a trace, always over the whole of it: a later byte may choose another execution. */
export type Judgement =
  /** Some execution yields exactly what was received, and owes nothing. */
  | ({ readonly kind: 'complete' } & Execution)
  /** Every execution that explains what was received still owes something; the nearest one's debts. */
  | ({ readonly kind: 'late'; readonly owed: readonly Owed[] } & Execution)
  /** No execution explains what was received. Final: no waiting can mend it. */
  | { readonly kind: 'violation'; readonly fault: Fault; readonly covered: readonly string[] }
  | {
      readonly kind: 'inconclusive';
      readonly reason: string;
      /** What has come is the reason, and more of it is no help: it is too much, or of those who were there before. */
      readonly hopeless?: true;
    };

/** The execution that was found. */
export interface Execution {
  /** Ids of clauses and branches that it ran, each once, in order of first use. */
  readonly covered: readonly string[];
  /** The world that it leads to. */
  readonly world: World;
  /** Connections that an undefined case leaves unjudged, with the branch that did. */
  readonly wild: readonly { readonly connection: ConnectionId; readonly clause: string }[];
}

/** What the server still has to send, or to do. */
export interface Owed {
  /** Who is to get it. */
  readonly connection: ConnectionId;
  /** Undefined: the end of the connection. */
  readonly text: TextPattern | undefined;
  /** The innermost branch that sends it. */
  readonly clause: string;
  /** The connection whose event sends it. */
  readonly source: ConnectionId;
}

/** In which way what came is not what should have come. */
export type FaultKind =
  /** Something came that nothing explains. */
  | 'unexpected'
  /** Something else came in place of what was owed. */
  | 'wrong'
  /** What was owed did not come, though what follows it did, or its time was up. */
  | 'missing'
  /** It came a second time. */
  | 'repeated'
  /** The server ended a connection that it should have kept. */
  | 'ended'
  /** The server refused, or did not accept, a connection that it should have taken. */
  | 'refused';

/** Where the nearest execution and the trace part. */
export interface Fault {
  /** In which way. */
  readonly kind: FaultKind;
  /** The connection that saw it. */
  readonly connection: ConnectionId;
  /** The byte of its stream at which they part. */
  readonly offset: number;
  /** The clause or branch that is broken, as the nearest execution has it. */
  readonly clause: string;
  /** All that would have been accepted there; undefined stands for the end of the connection. Empty: nothing. */
  readonly acceptable: readonly Owed[];
  /** What came instead, from `offset` on; empty where nothing came. */
  readonly got: Uint8Array;
  /** The entry of the trace that shows it, or its length where something is missing at its end. */
  readonly entry: number;
}
