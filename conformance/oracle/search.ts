import type { Protocol } from '../../runtime/index.js';
import { deliveries, looseDeliveries, partlyCame } from './deliver.js';
import { MicroSteps, withAllConnections } from './micro-step.js';
import type { ConnectionRecord, Input, TraceRecord } from './record.js';
import { type Item, type SearchState, stateKey } from './state.js';
import { containsText } from './text-match.js';

/** A place from which nothing more can happen: what the trace leaves open there, or where it parts from it. */
export type Leaf =
  | { readonly kind: 'complete'; readonly state: SearchState }
  | { readonly kind: 'late'; readonly state: SearchState; readonly owed: readonly OwedItem[] }
  | { readonly kind: 'dead'; readonly state: SearchState };

export interface OwedItem {
  readonly slot: number;
  readonly item: Item;
}

export interface SearchResult {
  /** The first execution that owes nothing; else the one that owes least; else the one that explains most. */
  readonly best: Leaf;
  readonly states: number;
  /** The bound was hit before all was seen. */
  readonly exhausted: boolean;
}

/**
 * How much a search may take for granted. `plain`: nothing. `strict`: it looks only for executions that owe nothing, and
 * misses none of them. `quick`: it also takes for certain what has just been observed; only what it accepts counts.
 */
export type Care = 'plain' | 'strict' | 'quick';

interface Move {
  /** The trace's entry that it comes of. */
  readonly entry: number;
  readonly states: readonly SearchState[];
  readonly seen: boolean;
}

interface Successors {
  readonly states: readonly SearchState[];
  /** Something could go on, and nothing that it could do is in the trace. */
  readonly dead: boolean;
}

/** Looks for an execution of the session that explains a trace. */
export class Search {
  private readonly steps: MicroSteps;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
  ) {
    this.steps = new MicroSteps(protocol, record);
  }

  initial(): SearchState {
    return { world: this.protocol.session.initial, lanes: [], streams: [], loose: [], history: undefined };
  }

  /**
   * Depth first, the likeliest execution first. `bound` counts states.
   */
  run(from: SearchState, bound: number, care: Care): SearchResult {
    const ids = this.record.connections.map((one) => one.id);
    const stack: SearchState[] = [withAllConnections(from, ids)];
    const seen = new Set<string>();
    let best: Leaf | undefined;
    let states = 0;
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      if (states >= bound) return { best: best ?? { kind: 'dead', state }, states, exhausted: true };
      states++;
      const next = this.successors(state, care);
      if (next.states.length > 1 || stack.length > 0) {
        const key = stateKey(state);
        if (seen.has(key)) continue;
        seen.add(key);
      }
      if (next.states.length > 0) {
        stack.push(...next.states.toReversed());
        continue;
      }
      const leaf: Leaf = next.dead ? { kind: 'dead', state } : this.leaf(state);
      if (best === undefined || isBetter(leaf, best)) best = leaf;
      if (leaf.kind === 'complete') break;
    }
    return { best: best ?? { kind: 'dead', state: from }, states, exhausted: false };
  }

  /** All states that can come next; what has been sent is received first, since that excludes nothing. */
  private successors(state: SearchState, care: Care): Successors {
    const strict = care !== 'plain';
    const free: SearchState[] = [];
    for (const [slot, record] of this.record.connections.entries()) {
      const { owed, optional } = deliveries(state, slot, record);
      const loose = state.loose.length > 0 ? looseDeliveries(state, slot, record, care === 'plain') : [];
      if (owed.length > 0) return { states: [...owed, ...optional, ...loose], dead: false };
      free.push(...optional, ...loose);
    }
    const moves: Move[] = [];
    let refused = false;
    for (const [slot, record] of this.record.connections.entries()) {
      const lane = state.lanes[slot];
      if (lane === undefined) continue;
      if (lane.run !== undefined) {
        const input = record.inputs[lane.begun - 1];
        if (input === undefined) continue;
        const states = this.steps.advance(state, slot, lane.run, input, strict);
        if (this.commutes(state, slot, states)) return { states, dead: false };
        if (states.length === 0) refused = true;
        moves.push({ entry: input.entry, states, seen: this.isSeen(states) });
        continue;
      }
      const input = record.inputs[lane.begun];
      if (input === undefined) continue;
      const states: SearchState[] = this.isCaused(state, input) ? [...this.steps.start(state, slot, input, strict)] : [];
      if (states.length === 0) refused = true;
      const later = lost(record, lane.begun);
      if (later !== undefined) states.push(this.steps.skip(state, slot, later));
      else if (input.optional) states.push(this.steps.skip(state, slot, lane.begun + 1));
      if (states.length > 0) moves.push({ entry: input.entry, states, seen: this.isSeen(states) });
    }
    if (care === 'quick') {
      const sure = moves.find((move) => move.seen && this.isObserved(state, move.states));
      if (sure !== undefined) return { states: sure.states, dead: false };
    }
    moves.sort((a, b) => Number(b.seen) - Number(a.seen) || a.entry - b.entry);
    const states = [...free, ...moves.flatMap((move) => move.states)];
    return { states, dead: refused && states.length === 0 };
  }

  /** Whether a move sends what stands next on some stream: then it is likelier to come first. */
  private isSeen(states: readonly SearchState[]): boolean {
    return states.some((state) => this.record.connections.some((record, slot) => deliveries(state, slot, record).owed.length > 0));
  }

  /**
   * Whether a move sends exactly what stands next on the streams of all its recipients, and on no other stream. Texts
   * that come from different causes differ, so nothing else can have been meant; where they do not, a slower search sees it.
   */
  private isObserved(before: SearchState, after: readonly SearchState[]): boolean {
    const [only] = after;
    if (only === undefined || after.length > 1) return false;
    const sent = new Map<string, Uint8Array>();
    for (const [slot, record] of this.record.connections.entries()) {
      const stream = only.streams[slot];
      if (stream === undefined || stream === before.streams[slot]) continue;
      const texts = stream.queues.flatMap((queue) => queue.items).flatMap((item) => item.text ?? []);
      if (texts.length > 0 && deliveries(only, slot, record).owed.length !== 1) return false;
      for (const text of texts) {
        const [bytes] = text.parts;
        if (text.parts.length !== 1 || bytes === undefined) return false;
        sent.set(text.key, bytes);
      }
    }
    return this.record.connections.every((record, slot) => {
      const stream = only.streams[slot];
      if (stream === undefined || stream !== before.streams[slot]) return true;
      return [...sent.values()].every((bytes) => record.find(bytes, stream.at) < 0);
    });
  }

  /** A micro-step that only its own connection hears of can be taken at once: every order of the others comes to the same. */
  private commutes(before: SearchState, slot: number, after: readonly SearchState[]): boolean {
    const [only] = after;
    if (only === undefined || after.length > 1 || this.protocol.model.delivery.order === 'total') return false;
    if (only.world !== before.world || before.lanes[slot]?.openSend !== undefined || only.lanes[slot]?.openSend !== undefined) return false;
    return only.streams.every((stream, i) => i === slot || stream === before.streams[i]);
  }

  /** Whether all has been sent that had been seen when the input was made. */
  private isCaused(state: SearchState, input: Input): boolean {
    return this.record.connections.every((record, slot) => {
      const stream = state.streams[slot];
      if (stream === undefined || stream.wild !== undefined || record.abandoned) return true;
      if (input.seen.ended[slot] === true && !stream.ended) return false;
      const bytes = input.seen.bytes[slot] ?? 0;
      return stream.at >= bytes || (record.length >= bytes && partlyCame(state, slot, record));
    });
  }

  private leaf(state: SearchState): Leaf {
    const owed: OwedItem[] = [];
    for (const [slot, record] of this.record.connections.entries()) {
      const stream = state.streams[slot];
      const lane = state.lanes[slot];
      if (stream === undefined || lane === undefined) continue;
      if (lane.begun < record.inputs.length) return { kind: 'dead', state };
      if (stream.wild !== undefined) {
        const { from, never } = stream.wild;
        if (never.some((text) => containsText(text, record.stream, from, record.length))) return { kind: 'dead', state };
        continue;
      }
      if (stream.at < record.length && !partlyCame(state, slot, record)) return { kind: 'dead', state };
      if (record.ended !== undefined && !stream.ended) return { kind: 'dead', state };
      if (stream.ended || record.abandoned) continue;
      for (const queue of stream.queues) {
        for (const item of queue.items) {
          // What a half-closed connection is sent may be lost; its end may not.
          if (item.owed && (item.text === undefined || record.cut === undefined)) owed.push({ slot, item });
        }
      }
    }
    return owed.length === 0 ? { kind: 'complete', state } : { kind: 'late', state, owed };
  }
}

/** Where the inputs of a connection that we reset or closed go on if its last ones were lost: at the cut. */
function lost(record: ConnectionRecord, begun: number): number | undefined {
  if (!record.abandoned) return undefined;
  const cut = record.inputs.findIndex((input) => input.event.kind === 'end' && !input.optional);
  return cut > begun ? cut : undefined;
}

function isBetter(leaf: Leaf, than: Leaf): boolean {
  const rank = { complete: 2, late: 1, dead: 0 };
  if (rank[leaf.kind] !== rank[than.kind]) return rank[leaf.kind] > rank[than.kind];
  if (leaf.kind === 'late' && than.kind === 'late') return leaf.owed.length < than.owed.length;
  if (leaf.kind === 'dead' && than.kind === 'dead') return explained(leaf.state) > explained(than.state);
  return false;
}

/** How much of what was received an execution explains; inputs begun count a little, so that a halt at the first is worse. */
function explained(state: SearchState): number {
  const bytes = state.streams.reduce((sum, stream) => sum + stream.at + (stream.ended ? 1 : 0), 0);
  return bytes * 1000 + state.lanes.reduce((sum, lane) => sum + lane.begun, 0);
}
