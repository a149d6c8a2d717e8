import type { ConnectionId, GroupSend, Output, Run, World } from '../../runtime/index.js';
import type { WireText } from './text-match.js';

/**
 * A place in the search: how far each connection's events have run, the one world that they have made, how much of each
 * stream that explains, and what has been sent and has not been seen. Never changed; a step makes a new one.
 */
export interface SearchState {
  readonly world: World;
  readonly lanes: readonly Lane[];
  readonly streams: readonly Stream[];
  /** What connections that are not judged may make others hear. */
  readonly loose: readonly LooseText[];
  readonly history: History | undefined;
}

/** One connection as a source of events. */
export interface Lane {
  /** How many of its inputs have begun. */
  readonly begun: number;
  readonly run: Run | undefined;
  /** A send to a group, open until this connection's next micro-step: who joins meanwhile may get it, who leaves may not. */
  readonly openSend: OpenSend | undefined;
}

export interface OpenSend {
  readonly send: GroupSend;
  /** The input that sent it. */
  readonly input: number;
}

/** One connection as a recipient. */
export interface Stream {
  /** How many bytes are explained. */
  readonly at: number;
  readonly ended: boolean;
  /** Anything may come, from this byte on, but these texts. */
  readonly wild: { readonly from: number; readonly never: readonly WireText[] } | undefined;
  /** One for each source, or under total order one for all; none is empty. */
  readonly queues: readonly Queue[];
}

export interface Queue {
  /** The slot of the source; -1 where all share one. */
  readonly source: number;
  readonly items: readonly Item[];
}

export interface Item {
  /** Undefined: the end of the connection. */
  readonly text: WireText | undefined;
  readonly output: Extract<Output, { kind: 'message' | 'close' }>;
  readonly owed: boolean;
  /** It may come any number of times. */
  readonly many: boolean;
  /** The slot of the connection whose input sent it, and the input's place among its connection's. */
  readonly source: number;
  readonly input: number;
}

export interface LooseText {
  readonly source: ConnectionId;
  readonly text: WireText;
  readonly clause: string;
}

/** What has happened on the way here, newest first. It takes no part in telling states apart. */
export type History = { readonly before: History | undefined; readonly depth: number } & (
  | {
      readonly kind: 'ran';
      readonly clauses: readonly string[];
      readonly connection: ConnectionId;
      readonly entry: number;
      /** The frame, where an event begins here that is one. */
      readonly frame: Uint8Array | undefined;
    }
  | {
      readonly kind: 'received';
      readonly slot: number;
      readonly from: number;
      readonly to: number;
      readonly item: Item | undefined;
      readonly clause: string;
    }
  | { readonly kind: 'wild'; readonly connection: ConnectionId; readonly clause: string }
);

// Each kind is made in one place, since a search makes thousands: objects of one shape are quick to make and to look at.

export function rememberRun(
  before: History | undefined,
  clauses: readonly string[],
  connection: ConnectionId,
  entry: number,
  frame: Uint8Array | undefined,
): History {
  return { before, depth: depthAfter(before), kind: 'ran', clauses, connection, entry, frame };
}

export function rememberReceived(
  before: History | undefined,
  { slot, from, to }: { readonly slot: number; readonly from: number; readonly to: number },
  item: Item | undefined,
  clause: string,
): History {
  return { before, depth: depthAfter(before), kind: 'received', slot, from, to, item, clause };
}

export function rememberWild(before: History | undefined, connection: ConnectionId, clause: string): History {
  return { before, depth: depthAfter(before), kind: 'wild', connection, clause };
}

function depthAfter(before: History | undefined): number {
  return before === undefined ? 1 : before.depth + 1;
}

/** Oldest first. */
export function recall(history: History | undefined): readonly History[] {
  const all: History[] = [];
  for (let one = history; one !== undefined; one = one.before) all.push(one);
  return all.reverse();
}

export function replaceAt<T>(list: readonly T[], index: number, value: T): readonly T[] {
  const copy = list.slice();
  copy[index] = value;
  return copy;
}
