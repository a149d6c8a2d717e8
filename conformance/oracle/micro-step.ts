import {
  type Advance,
  type ConnectionId,
  type Output,
  type Protocol,
  type Run,
  type TextPattern,
  terminatorOf,
  type World,
} from '../../runtime/index.js';
import type { Input, TraceRecord } from './record.js';
import { type Item, type Lane, rememberRun, rememberWild, replaceAt, type SearchState, type Stream } from './state.js';
import { type WireText, wireText } from './text-match.js';

/** One way in which a micro-step can turn out. */
export interface Step {
  readonly state: SearchState;
  readonly outputs: readonly Output[];
  /** The arms that were taken. */
  readonly arms: readonly string[];
  /** The clause that ran; undefined: the input came to nothing. */
  readonly clause: string | undefined;
}

/** What the search does with the session: starts events, runs micro-steps, and puts what they send into the queues. */
export class MicroSteps {
  private readonly terminator: string;
  private readonly texts = new WeakMap<TextPattern, WireText>();

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
  ) {
    this.terminator = terminatorOf(protocol.model.framing.server);
  }

  /** Starts an input, up to its first micro-step: nobody could tell an event that has only begun from one that has not. */
  start(state: SearchState, slot: number, input: Input): readonly Step[] {
    const begun = this.begin(state, slot, input);
    const { run } = laneOf(begun, slot);
    return run === undefined
      ? [{ state: begun, outputs: [], arms: [], clause: undefined }]
      : this.advance(begun, slot, run, input);
  }

  /** An input may come to nothing: then it is only counted. */
  private begin(state: SearchState, slot: number, input: Input): SearchState {
    const started = this.protocol.session.begin(state.world, input.event);
    const lane = laneOf(state, slot);
    const begun: Lane = { begun: lane.begun + 1, run: started?.run, openSend: undefined };
    const lanes = replaceAt(state.lanes, slot, begun);
    if (started === undefined) return { ...state, lanes };
    const { event, entry } = input;
    const frame = event.kind === 'frame' ? event.bytes : undefined;
    const history = rememberRun(state.history, started.trail, event.connection, entry, frame);
    return { ...state, world: started.world, lanes, history };
  }

  /** Leaves out inputs that need not have happened. */
  skip(state: SearchState, slot: number, to: number): SearchState {
    return { ...state, lanes: replaceAt(state.lanes, slot, { ...laneOf(state, slot), begun: to }) };
  }

  /** Everything that the next micro-step of a running event can be. */
  advance(state: SearchState, slot: number, run: Run, input: Input): readonly Step[] {
    return this.protocol.session.advance(state.world, run).map((advance) => ({
      state: this.take(state, slot, advance, input),
      outputs: advance.outputs,
      arms: advance.trail,
      clause: run.clause,
    }));
  }

  private take(state: SearchState, slot: number, advance: Advance, input: Input): SearchState {
    const lane = laneOf(state, slot);
    const isOpen = this.protocol.model.delivery.unit === 'send' && advance.open !== undefined;
    const openSend = isOpen ? { send: advance.open, input: lane.begun - 1 } : undefined;
    const { connection } = input.event;
    let next: SearchState = {
      ...state,
      world: advance.world,
      lanes: replaceAt(state.lanes, slot, { ...lane, run: advance.run, openSend }),
      history:
        advance.trail.length === 0
          ? state.history
          : rememberRun(state.history, advance.trail, connection, input.entry, undefined),
    };
    next = this.membershipChanged(next, state.world, slot);
    for (const output of advance.outputs)
      next = output.kind === 'wild' ? this.wild(next, output) : this.queue(next, slot, output, true);
    return next;
  }

  /** Sends to groups that are still open reach those who join now, and need not reach those who leave. */
  private membershipChanged(state: SearchState, before: World, actor: number): SearchState {
    if (state.world.groups === before.groups) return state;
    let next = state;
    const changes = new Map<string, MembershipChange>();
    const missed = new Map<ConnectionId, Set<TextPattern>>();
    for (const [slot, lane] of state.lanes.entries()) {
      const open = lane.openSend?.send;
      if (slot === actor || open === undefined) continue;
      const change = changes.get(open.group) ?? changeOf(open.group, before, state.world);
      changes.set(open.group, change);
      for (const id of change.joined) if (id !== open.origin) next = this.queue(next, slot, { ...open, to: id }, false);
      for (const id of change.left) missed.set(id, (missed.get(id) ?? new Set()).add(open.text));
    }
    for (const [id, texts] of missed) next = this.excuse(next, this.record.slotOf(id), texts);
    return next;
  }

  /** What is queued there of these is owed no more. */
  private excuse(state: SearchState, slot: number, texts: ReadonlySet<TextPattern>): SearchState {
    const stream = streamOf(state, slot);
    const isMissed = ({ owed, output }: Item): boolean => owed && output.kind === 'message' && texts.has(output.text);
    if (!stream.queues.some(({ items }) => items.some(isMissed))) return state;
    const queues = stream.queues.map((queue) =>
      queue.items.some(isMissed)
        ? { ...queue, items: queue.items.map((item) => (isMissed(item) ? { ...item, owed: false } : item)) }
        : queue,
    );
    return { ...state, streams: replaceAt(state.streams, slot, { ...stream, queues }) };
  }

  /** Puts what was sent behind all that its source sent to that recipient before. */
  private queue(
    state: SearchState,
    source: number,
    output: Extract<Output, { kind: 'message' | 'close' }>,
    isOwed: boolean,
  ): SearchState {
    const slot = this.record.slotOf(output.to);
    const stream = streamOf(state, slot);
    if (stream.wild || stream.ended || this.isUnread(slot, source, state)) return state;
    const key = this.protocol.model.delivery.order === 'total' ? -1 : source;
    const at = stream.queues.findIndex((queue) => queue.source === key);
    const existing = stream.queues[at];
    const item: Item = {
      text: output.kind === 'close' ? undefined : this.textOf(output.text),
      output,
      owed: isOwed && (output.kind === 'close' || output.times.min > 0),
      many: output.kind === 'message' && output.times.max === null,
      source,
      input: laneOf(state, source).begun - 1,
    };
    const queues =
      existing === undefined
        ? [...stream.queues, { source: key, items: [item] }]
        : replaceAt(stream.queues, at, { ...existing, items: [...existing.items, item] });
    return { ...state, streams: replaceAt(state.streams, slot, { ...stream, queues }) };
  }

  /** What is sent to who has stopped reading is never seen, and would only pile up. */
  private isUnread(slot: number, source: number, state: SearchState): boolean {
    const stalled = this.record.connections[slot]?.stalled;
    if (stalled === undefined) return false;
    const input = this.record.connections[source]?.inputs[laneOf(state, source).begun - 1];
    return input !== undefined && input.entry > stalled;
  }

  textOf(pattern: TextPattern): WireText {
    let text = this.texts.get(pattern);
    if (text === undefined) {
      text = wireText(pattern, this.terminator);
      this.texts.set(pattern, text);
    }
    return text;
  }

  /** From here on anything may come on it but what it never hears. */
  private wild(state: SearchState, output: Output & { kind: 'wild' }): SearchState {
    const slot = this.record.slotOf(output.connection);
    const stream = streamOf(state, slot);
    const never = output.selfNeverHears.map((text) => wireText(text, this.terminator));
    const loose = output.othersMayHear.map((text) => ({
      source: output.connection,
      text: wireText(text, this.terminator),
      clause: output.clause,
    }));
    return {
      ...state,
      streams: replaceAt(state.streams, slot, { ...stream, wild: { from: stream.at, never }, queues: [] }),
      loose: [...state.loose, ...loose],
      history: rememberWild(state.history, output.connection, output.clause),
    };
  }
}

interface MembershipChange {
  readonly joined: readonly ConnectionId[];
  readonly left: readonly ConnectionId[];
}

function changeOf(group: string, before: World, after: World): MembershipChange {
  const [was, is] = [before, after].map(({ groups }) => new Set(groups[group]));
  return {
    joined: [...(is ?? [])].filter((id) => was?.has(id) !== true),
    left: [...(was ?? [])].filter((id) => is?.has(id) !== true),
  };
}

export function laneOf(state: SearchState, slot: number): Lane {
  return state.lanes[slot] ?? { begun: 0, run: undefined, openSend: undefined };
}

export function streamOf(state: SearchState, slot: number): Stream {
  return state.streams[slot] ?? { at: 0, ended: false, wild: undefined, queues: [] };
}

/** A state knows the connections of the trace when it was made; later ones have done nothing yet. */
export function withAllConnections(state: SearchState, ids: readonly ConnectionId[]): SearchState {
  if (state.lanes.length === ids.length) return state;
  const slots = [...ids.keys()];
  return {
    ...state,
    lanes: slots.map((slot) => laneOf(state, slot)),
    streams: slots.map((slot) => streamOf(state, slot)),
  };
}
