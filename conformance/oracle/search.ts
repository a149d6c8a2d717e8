import type { Protocol } from '../../runtime/index.js';
import { type Delivery, deliveries, partlyCame } from './deliver.js';
import { isBetter, type Leaf, leafOf } from './leaf.js';
import { MicroSteps, type Step, withAllConnections } from './micro-step.js';
import type { Reading } from './reading.js';
import type { ConnectionRecord, Input, TraceRecord } from './record.js';
import { Reductions } from './reductions.js';
import type { SearchState } from './state.js';
import { StateKeys } from './state-key.js';

export interface SearchResult {
  /** The first execution that owes nothing; else the one that owes least; else the one that explains most. */
  readonly best: Leaf;
  readonly states: number;
  /** The bound was hit before all was seen. */
  readonly exhausted: boolean;
}

/**
 * How a search goes about it. `plain`: every order of everything. `reduced`: it leaves out what `Reductions` proves
 * needless. `complete`: the same, but it looks only for executions that owe nothing. `nearest`: the same, but it goes on
 * where no execution can come of it, to see how far it gets. `greedy`: it receives whatever can be received at once, and
 * tries one order of what nobody else hears of; it proves nothing but what it finds.
 */
export type SearchKind = 'plain' | 'reduced' | 'complete' | 'nearest' | 'greedy';

interface Move {
  /** The trace's entry that it comes of, or that shows it. */
  readonly entry: number;
  readonly states: readonly SearchState[];
  readonly seen: boolean;
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

  /** Depth first, the likeliest execution first. `bound` counts states. `late` is enough: the first that explains all. */
  run(
    from: SearchState,
    bound: number,
    kind: SearchKind,
    reading?: Reading,
    until: 'complete' | 'late' = 'complete',
  ): SearchResult {
    const { connections } = this.record;
    const ids = connections.map((one) => one.id);
    const run = new SearchRun(this.protocol, this.record, this.steps, kind, kind === 'plain' ? undefined : reading);
    const keys = new StateKeys(reading === undefined || reading.reach.failed || reading.reach.valuesMeet);
    const stack: SearchState[] = [withAllConnections(from, ids)];
    const seen = new Set<string>();
    let best: Leaf | undefined;
    let states = 0;
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (states >= bound) return { best: best ?? { kind: 'dead', state: top }, states, exhausted: true };
      states++;
      const state = run.receive(top);
      if (stack.length > 0 || states > 1) {
        const key = keys.of(state);
        if (seen.has(key)) continue;
        seen.add(key);
      }
      const next = run.successors(state);
      if (next.length > 0) {
        for (let i = next.length - 1; i >= 0; i--) stack.push(next[i] as SearchState);
        if (kind !== 'plain') continue;
      }
      const leaf = leafOf(this.record, state);
      if (best === undefined || isBetter(leaf, best)) best = leaf;
      if (leaf.kind === 'complete' || leaf.kind === until) break;
    }
    return { best: best ?? { kind: 'dead', state: from }, states, exhausted: false };
  }
}

class SearchRun {
  private readonly reductions: Reductions | undefined;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
    private readonly steps: MicroSteps,
    private readonly kind: SearchKind,
    private readonly reading: Reading | undefined,
  ) {
    this.reductions = reading === undefined ? undefined : new Reductions(protocol, record, steps, reading);
  }

  /** Receives what can be explained in one way only. */
  receive(from: SearchState): SearchState {
    if (this.kind === 'plain') return from;
    let state = from;
    for (const [slot, record] of this.record.connections.entries()) {
      for (;;) {
        const found = this.deliveries(state, slot, record);
        const [only] = found;
        if (only === undefined || found.length > 1) break;
        const { by } = only;
        if (
          this.reductions !== undefined &&
          !(by !== undefined && this.reductions.isCertain(state, slot, by.queue, by.item))
        )
          break;
        state = only.state;
      }
    }
    return state;
  }

  /** What is known to be a judged input's is not taken for something that a connection that is not judged has caused. */
  private deliveries(state: SearchState, slot: number, record: ConnectionRecord): readonly Delivery[] {
    const found = deliveries(state, slot, record);
    if (state.loose.length === 0) return found;
    const segment = this.reading?.segment(slot, state.streams[slot]?.at ?? 0);
    const isJudged = segment?.candidates.every(({ text }) => !text.hole) === true;
    return isJudged ? found.filter(({ by }) => by !== undefined) : found;
  }

  /** All states that can come next, the likeliest first. */
  successors(state: SearchState): readonly SearchState[] {
    const received = this.record.connections.flatMap((record, slot) => this.deliveries(state, slot, record));
    if (received.length > 0 && this.kind === 'greedy') return received.map((one) => one.state);
    const moves: Move[] = [];
    for (const [slot, record] of this.record.connections.entries()) {
      const moved = this.moveOf(state, slot, record);
      if (moved === undefined) continue;
      if (moved.first) return moved.states;
      moves.push({ entry: moved.entry, states: moved.states, seen: this.isSeen(moved.states) });
    }
    moves.sort((a, b) => Number(b.seen) - Number(a.seen) || a.entry - b.entry);
    return [...received.map((one) => one.state), ...moves.flatMap((move) => move.states)];
  }

  /** What one connection's next micro-step can be; `first`: nothing else need be looked at before it. */
  private moveOf(
    state: SearchState,
    slot: number,
    record: ConnectionRecord,
  ): { entry: number; states: readonly SearchState[]; first: boolean } | undefined {
    const lane = state.lanes[slot];
    if (lane === undefined) return undefined;
    const running = lane.run !== undefined;
    const index = running ? lane.begun - 1 : lane.begun;
    const input = record.inputs[index];
    if (input === undefined) return undefined;
    const entry = this.reading?.shownBy(slot, index) ?? input.entry;
    let steps: readonly Step[] = [];
    if (lane.run !== undefined) steps = this.steps.advance(state, slot, lane.run, input);
    else if (isCaused(this.record, state, input)) steps = this.steps.start(state, slot, input);
    const skipped = running ? [] : this.skips(state, slot, record, index, input);
    const { reductions } = this;
    if (reductions === undefined) {
      const states = [...steps.map((step) => step.state), ...skipped];
      const [step] = steps;
      return {
        entry,
        states,
        first:
          this.kind === 'greedy' && states.length === 1 && step !== undefined && this.commutes(state, slot, step.state),
      };
    }
    const first = steps.length > 0 && steps.every((step) => reductions.canComeFirst(state, slot, step));
    const alive =
      this.kind === 'nearest'
        ? steps
        : steps.filter((step) => !reductions.isDead(state, slot, step, this.kind === 'complete'));
    return { entry, states: [...alive.map((step) => step.state), ...skipped], first };
  }

  /** Inputs that need not have happened: an overlong line that was cut, a drop for patience, the last ones before our own cut. */
  private skips(
    state: SearchState,
    slot: number,
    record: ConnectionRecord,
    index: number,
    input: Input,
  ): readonly SearchState[] {
    const to = lost(record, index) ?? (input.optional ? index + 1 : undefined);
    if (to === undefined) return [];
    for (let i = index; i < to; i++) if (this.reductions?.wasTaken(slot, i) === true) return [];
    return [this.steps.skip(state, slot, to)];
  }

  /** Whether a move sends what stands next on some stream: then it is likelier to come first. */
  private isSeen(states: readonly SearchState[]): boolean {
    return states.some((state) =>
      this.record.connections.some((record, slot) => deliveries(state, slot, record).length > 0),
    );
  }

  /** A micro-step that only its own connection hears of. */
  private commutes(before: SearchState, slot: number, only: SearchState): boolean {
    if (this.protocol.model.delivery.order === 'total') return false;
    if (
      only.world !== before.world ||
      before.lanes[slot]?.openSend !== undefined ||
      only.lanes[slot]?.openSend !== undefined
    )
      return false;
    return only.streams.every((stream, i) => i === slot || stream === before.streams[i]);
  }
}

/** Whether all has been sent that had been seen when the input was made. */
function isCaused(record: TraceRecord, state: SearchState, input: Input): boolean {
  return record.connections.every((connection, slot) => {
    const stream = state.streams[slot];
    if (stream === undefined || stream.wild !== undefined || connection.abandoned) return true;
    if (input.seen.ended[slot] === true && !stream.ended) return false;
    const bytes = input.seen.bytes[slot] ?? 0;
    return stream.at >= bytes || (connection.length >= bytes && partlyCame(state, slot, connection));
  });
}

/** Where the inputs of a connection that we reset or closed go on if its last ones were lost: at the cut. */
function lost(record: ConnectionRecord, begun: number): number | undefined {
  if (!record.abandoned) return undefined;
  const cut = record.inputs.findIndex((input) => input.event.kind === 'end' && !input.optional);
  return cut > begun ? cut : undefined;
}
