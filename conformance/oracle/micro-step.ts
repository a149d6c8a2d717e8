import {
  type Advance,
  type ConnectionId,
  type Output,
  type Protocol,
  type Run,
  terminatorOf,
  type TextPattern,
  type World,
} from '../../runtime/index.js';
import type { Input, TraceRecord } from './record.js';
import { type Item, type Lane, remember, replaceAt, type SearchState, type Stream } from './state.js';
import { containsText, type WireText, wireText } from './text-match.js';

/** What the search does with the session: starts events, runs micro-steps, and puts what they send into the queues. */
export class MicroSteps {
  private readonly terminator: string;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
  ) {
    this.terminator = terminatorOf(protocol.model.framing.server);
  }

  /** Starts an input, up to its first micro-step: nobody could tell an event that has only begun from one that has not. */
  start(state: SearchState, slot: number, input: Input, strict: boolean): readonly SearchState[] {
    const begun = this.begin(state, slot, input);
    const { run } = this.lane(begun, slot);
    return run === undefined ? [begun] : this.advance(begun, slot, run, input, strict);
  }

  /** An input may come to nothing: then it is only counted. */
  private begin(state: SearchState, slot: number, input: Input): SearchState {
    const started = this.protocol.session.begin(state.world, input.event);
    const lane = this.lane(state, slot);
    const begun: Lane = { ...lane, begun: lane.begun + 1, openSend: undefined };
    if (started === undefined) return { ...state, lanes: replaceAt(state.lanes, slot, begun) };
    return {
      ...state,
      world: started.world,
      lanes: replaceAt(state.lanes, slot, { ...begun, run: started.run }),
      history: remember(state.history, {
        kind: 'ran',
        clauses: started.trail,
        connection: input.event.connection,
        entry: input.entry,
      }),
    };
  }

  /** Leaves out an input that need not have happened. */
  skip(state: SearchState, slot: number, to: number): SearchState {
    return { ...state, lanes: replaceAt(state.lanes, slot, { ...this.lane(state, slot), begun: to }) };
  }

  /**
   * Everything that the next micro-step of a running event can be. `strict` leaves out what sends something that is
   * nowhere in the rest of its recipient's stream: of such a state no execution comes that owes nothing.
   */
  advance(state: SearchState, slot: number, run: Run, input: Input, strict: boolean): readonly SearchState[] {
    return this.protocol.session.advance(state.world, run).flatMap((advance) => this.take(state, slot, advance, input, strict) ?? []);
  }

  private take(state: SearchState, slot: number, advance: Advance, input: Input, strict: boolean): SearchState | undefined {
    const lane = this.lane(state, slot);
    const lastSend = advance.outputs.findLast((output) => output.kind === 'message');
    const openSend = this.protocol.model.delivery.unit === 'send' && lastSend?.group !== undefined ? lastSend : undefined;
    let next: SearchState = {
      ...state,
      world: advance.world,
      lanes: replaceAt(state.lanes, slot, { ...lane, run: advance.run, openSend }),
    };
    if (advance.trail.length > 0) {
      next = {
        ...next,
        history: remember(next.history, { kind: 'ran', clauses: advance.trail, connection: input.event.connection, entry: input.entry }),
      };
    }
    next = this.membershipChanged(next, state.world, slot);
    for (const output of advance.outputs) {
      const after: SearchState | undefined = output.kind === 'wild' ? this.wild(next, output) : this.queue(next, slot, output, true, strict);
      if (after === undefined) return undefined;
      next = after;
    }
    return next;
  }

  /** Sends to groups that are still open reach those who join now, and need not reach those who leave. */
  private membershipChanged(state: SearchState, before: World, actor: number): SearchState {
    if (state.world.groups === before.groups) return state;
    let next = state;
    for (const [slot, lane] of state.lanes.entries()) {
      const open = lane.openSend;
      if (slot === actor || open?.group === undefined) continue;
      const was = before.groups[open.group] ?? [];
      const is = state.world.groups[open.group] ?? [];
      for (const id of is) if (!was.includes(id) && id !== open.origin) next = this.queue(next, slot, { ...open, to: id }, false, false) ?? next;
      for (const id of was) if (!is.includes(id)) next = this.excuse(next, this.record.slotOf(id), open.text);
    }
    return next;
  }

  private excuse(state: SearchState, slot: number, text: TextPattern): SearchState {
    const stream = this.stream(state, slot);
    const queues = stream.queues.map((queue) => ({
      ...queue,
      items: queue.items.map((item) => (item.output.kind === 'message' && item.output.text === text ? { ...item, owed: false } : item)),
    }));
    return { ...state, streams: replaceAt(state.streams, slot, { ...stream, queues }) };
  }

  /** Puts what was sent behind all that its source sent to that recipient before. */
  private queue(
    state: SearchState,
    source: number,
    output: Extract<Output, { kind: 'message' | 'close' }>,
    isOwed: boolean,
    strict: boolean,
  ): SearchState | undefined {
    const slot = this.record.slotOf(output.to);
    const stream = this.stream(state, slot);
    if (stream.wild || stream.ended) return state;
    const key = this.protocol.model.delivery.order === 'total' ? -1 : source;
    const at = stream.queues.findIndex((queue) => queue.source === key);
    const existing = stream.queues[at];
    const text = output.kind === 'close' ? undefined : wireText(output.text, this.terminator);
    const owed = isOwed && (output.kind === 'close' || output.times.min > 0);
    const before = existing?.items.at(-1)?.endsFrom ?? stream.at;
    const endsFrom = owed && text !== undefined ? this.firstEnd(slot, text, before) : before;
    if (endsFrom === undefined && strict) return undefined;
    const item: Item = {
      text,
      output,
      owed,
      many: output.kind === 'message' && output.times.max === null,
      input: this.lane(state, source).begun - 1,
      endsFrom: endsFrom ?? before,
    };
    const queues =
      existing === undefined
        ? [...stream.queues, { source: key, items: [item] }]
        : replaceAt(stream.queues, at, { ...existing, items: [...existing.items, item] });
    return { ...state, streams: replaceAt(state.streams, slot, { ...stream, queues }) };
  }

  /** The first place where a text can end in a stream; undefined where it is not in it, although nothing was lost of it. */
  private firstEnd(slot: number, text: WireText, from: number): number | undefined {
    const record = this.record.connections[slot];
    const [bytes] = text.parts;
    if (record === undefined || text.parts.length !== 1 || bytes === undefined) return from;
    if (record.cut !== undefined || record.ended !== undefined) return from;
    const at = record.find(bytes, from);
    return at < 0 ? undefined : at + bytes.length;
  }

  /** From here on anything may come on it but what it never hears. */
  private wild(state: SearchState, output: Output & { kind: 'wild' }): SearchState | undefined {
    const slot = this.record.slotOf(output.connection);
    const stream = this.stream(state, slot);
    const never = output.selfNeverHears.map((text) => wireText(text, this.terminator));
    const record = this.record.connections[slot];
    // What comes later is looked through where an execution ends.
    if (record !== undefined && never.some((text) => containsText(text, record.stream, stream.at, record.length))) return undefined;
    const loose = output.othersMayHear.map((text) => ({
      source: output.connection,
      text: wireText(text, this.terminator),
      clause: output.clause,
    }));
    return {
      ...state,
      streams: replaceAt(state.streams, slot, { ...stream, wild: { from: stream.at, never }, queues: [] }),
      loose: [...state.loose, ...loose],
      history: remember(state.history, { kind: 'wild', connection: output.connection, clause: output.clause }),
    };
  }

  private lane(state: SearchState, slot: number): Lane {
    return state.lanes[slot] ?? { begun: 0, run: undefined, openSend: undefined };
  }

  private stream(state: SearchState, slot: number): Stream {
    return state.streams[slot] ?? { at: 0, ended: false, wild: undefined, queues: [] };
  }
}

/** A state knows the connections of the trace when it was made; later ones have done nothing yet. */
export function withAllConnections(state: SearchState, ids: readonly ConnectionId[]): SearchState {
  if (state.lanes.length === ids.length) return state;
  const lanes = [...state.lanes];
  const streams = [...state.streams];
  while (lanes.length < ids.length) {
    lanes.push({ begun: 0, run: undefined, openSend: undefined });
    streams.push({ at: 0, ended: false, wild: undefined, queues: [] });
  }
  return { ...state, lanes, streams };
}
