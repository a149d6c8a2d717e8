import type { Protocol } from '../../runtime/index.js';
import { comesTooLate } from './causal.js';
import { DeadEnds } from './dead-ends.js';
import { type Delivery, deliveries, partlyCame } from './deliver.js';
import { FirstSteps } from './first-steps.js';
import type { MicroSteps, Step } from './micro-step.js';
import type { Reading } from './reading.js';
import type { ConnectionRecord, Input, TraceRecord } from './record.js';
import type { SearchState } from './state.js';

/**
 * How a search goes about it. `plain`: every order of everything. `reduced`: it leaves out what `FirstSteps`
 * and `DeadEnds` prove needless. `complete`: the same, but it looks only for executions that owe nothing. `nearest`: the same, but it goes on
 * where no execution can come of it, to see how far it gets. `greedy`: it receives whatever can be received at once, and
 * tries one order of what nobody else hears of; it proves nothing but what it finds.
 */
export type SearchKind = 'plain' | 'reduced' | 'complete' | 'nearest' | 'greedy';

interface Move {
  /** The trace's entry that it comes of, or that shows it. */
  readonly entry: number;
  readonly states: readonly SearchState[];
}

/** Knows what can come next in one search. */
export class Successors {
  private readonly reductions: { readonly first: FirstSteps; readonly ends: DeadEnds } | undefined;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
    private readonly steps: MicroSteps,
    private readonly kind: SearchKind,
    private readonly reading: Reading | undefined,
  ) {
    this.reductions =
      reading === undefined
        ? undefined
        : {
            first: new FirstSteps(protocol, record, steps, reading),
            ends: new DeadEnds(protocol, record, steps, reading),
          };
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
        if (!this.isCertain(state, slot, only)) break;
        state = only.state;
      }
    }
    return state;
  }

  private isCertain(state: SearchState, slot: number, { by }: Delivery): boolean {
    if (by === undefined) return false;
    // What need not come may look like what is still to be sent, and will be owed.
    return this.reductions === undefined
      ? by.item.owed
      : this.reductions.first.isCertain(state, slot, by.queue, by.item);
  }

  /** What is known to be a judged input's is not taken for something that a connection that is not judged has caused. */
  private deliveries(state: SearchState, slot: number, record: ConnectionRecord): readonly Delivery[] {
    const all = deliveries(state, slot, record, (offset) => this.reading?.mayBegin(slot, offset) !== false);
    const causal = this.protocol.model.delivery.order === 'causal';
    const found = causal
      ? all.filter(({ by }) => by === undefined || !comesTooLate(this.record, state, slot, by.item))
      : all;
    if (state.loose.length === 0) return found;
    const isJudged = this.reading?.isJudged(slot, state.streams[slot]?.at ?? 0);
    return isJudged === true ? found.filter(({ by }) => by !== undefined) : found;
  }

  /** All states that can come next, the likeliest first. */
  of(state: SearchState): readonly SearchState[] {
    const received = this.record.connections.flatMap((record, slot) => this.deliveries(state, slot, record));
    // What a judged input may yet owe is not taken too soon for something that only may have been sent.
    if (this.kind === 'greedy' && received.some(isOwed)) {
      received.sort((a, b) => Number(isOwed(b)) - Number(isOwed(a)));
      return received.map((one) => one.state);
    }
    const moves: Move[] = [];
    for (const [slot, record] of this.record.connections.entries()) {
      const moved = this.moveOf(state, slot, record);
      if (moved === undefined) continue;
      if (moved.first) return moved.states;
      moves.push(moved);
    }
    const moved = this.likeliestFirst(moves).flatMap((move) => move.states);
    const came = received.map((one) => one.state);
    return this.kind === 'greedy' ? [...moved, ...came] : [...came, ...moved];
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
    // What nobody is seen to have heard of is likelier to be still under way.
    const entry = this.reading?.shownBy(slot, index) ?? this.record.entries.length + input.entry;
    let steps: readonly Step[] = [];
    if (lane.run !== undefined) steps = this.steps.advance(state, slot, lane.run, input);
    else if (isCaused(this.record, state, input)) steps = this.steps.start(state, slot, input);
    const skipped = running ? [] : this.skips(state, slot, record, index, input);
    const { reductions } = this;
    if (reductions === undefined) {
      const states = inOrder(input, steps, skipped);
      const [step] = steps;
      return {
        entry,
        states,
        first:
          this.kind === 'greedy' && states.length === 1 && step !== undefined && this.commutes(state, slot, step.state),
      };
    }
    const first = steps.length > 0 && steps.every((step) => reductions.first.canComeFirst(state, slot, step));
    const alive =
      this.kind === 'nearest'
        ? steps
        : steps.filter((step) => !reductions.ends.isDead(state, slot, step, this.kind === 'complete'));
    return { entry, states: inOrder(input, alive, skipped), first };
  }

  /** Inputs that need not have happened: an overlong line that was cut, a drop for patience, the last ones before our own cut. */
  private skips(
    state: SearchState,
    slot: number,
    record: ConnectionRecord,
    index: number,
    input: Input,
  ): readonly SearchState[] {
    const ends = new Set([lost(record, index), input.optional ? index + 1 : undefined]);
    const isSkipped = (i: number): boolean => this.reductions?.ends.wasTaken(slot, i) !== true;
    return [...ends].flatMap((to) => {
      if (to === undefined) return [];
      for (let i = index; i < to; i++) if (!isSkipped(i)) return [];
      return [this.steps.skip(state, slot, to)];
    });
  }

  private likeliestFirst(moves: readonly Move[]): readonly Move[] {
    if (moves.length < 2) return moves;
    return moves
      .map((move) => ({ ...move, seen: this.isSeen(move.states) }))
      .sort((a, b) => Number(b.seen) - Number(a.seen) || a.entry - b.entry);
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

function isOwed({ by }: Delivery): boolean {
  return by?.item.owed === true;
}

/** What happens comes before what need not, but for a drop by the server's patience: most servers have more of it. */
function inOrder(input: Input, steps: readonly Step[], skipped: readonly SearchState[]): readonly SearchState[] {
  const taken = steps.map((step) => step.state);
  return input.event.kind === 'end' ? [...skipped, ...taken] : [...taken, ...skipped];
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
