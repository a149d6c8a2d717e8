import type { Protocol } from '../../runtime/index.js';
import { isBetter, type Leaf, leafOf } from './leaf.js';
import { MicroSteps, withAllConnections } from './micro-step.js';
import type { Reading } from './reading.js';
import type { TraceRecord } from './record.js';
import type { SearchState } from './state.js';
import { StateKeys } from './state-key.js';
import { type SearchKind, Successors } from './successors.js';

export interface SearchResult {
  /** The first execution that owes nothing; else the one that owes least; else the one that explains most. */
  readonly best: Leaf;
  readonly states: number;
  /** The bound was hit before all was seen. */
  readonly exhausted: boolean;
}

/** Looks for an execution of the session that explains a trace. */
export class Search {
  readonly steps: MicroSteps;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
  ) {
    this.steps = new MicroSteps(protocol, record);
  }

  initial(): SearchState {
    return {
      world: this.protocol.session.initial,
      lanes: [],
      streams: [],
      loose: this.record.strays,
      history: undefined,
    };
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
    const run = new Successors(this.protocol, this.record, this.steps, kind, kind === 'plain' ? undefined : reading);
    // Where any execution will do that explains all, states that differ in their debts alone are one.
    const ends = until === 'late' ? connections.map((one) => (one.ended === undefined ? one.length : undefined)) : [];
    const keys = new StateKeys(reading === undefined || reading.reach.failed || reading.reach.valuesMeet, ends);
    const stack: SearchState[] = [withAllConnections(from, ids)];
    const seen = new Set<string>();
    let best: Leaf | undefined;
    let states = 0;
    // Up to the first fork no state can come twice.
    let forked = false;
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (states >= bound) return { best: best ?? { kind: 'dead', state: top }, states, exhausted: true };
      states++;
      const state = run.receive(top);
      if (forked) {
        const key = keys.of(state);
        if (seen.has(key)) continue;
        seen.add(key);
      }
      const next = run.of(state);
      if (next.length > 0) {
        forked ||= next.length > 1;
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
