import type { Protocol } from '../../runtime/index.js';
import { explain, owedOf } from './explain.js';
import type { Execution, Judgement } from './judgement.js';
import { TraceRecord } from './record.js';
import { type OwedItem, Search, type SearchResult } from './search.js';
import { recall, type SearchState } from './state.js';
import type { Trace, TraceEntry } from './trace.js';

/** How many states a search may look at before it says that it does not know. */
export const DEFAULT_BOUND = 30_000;

/** Judges a trace while it grows. */
export class TraceJudge {
  private readonly record: TraceRecord;
  private readonly search: Search;
  /** The end of the last execution that explained all; the next judgement first tries to go on from it. */
  private witness: SearchState | undefined;

  constructor(
    readonly protocol: Protocol,
    private readonly bound = DEFAULT_BOUND,
  ) {
    this.record = new TraceRecord(protocol.model.framing.client);
    this.search = new Search(protocol, this.record);
  }

  get trace(): Trace {
    return this.record.entries;
  }

  add(entry: TraceEntry): void {
    this.record.add(entry);
  }

  /**
   * What is to be said now. An execution that explained the trace so far is gone on with, which is enough to accept;
   * whatever else comes of it is decided by the whole search. `late` may be found complete by `judgeFully`.
   */
  judge(): Judgement {
    if (this.witness !== undefined) {
      const quick = this.search.run(this.witness, this.bound, 'plain');
      if (quick.best.kind !== 'dead' && !quick.exhausted) return this.say(quick);
    }
    return this.judgeFully();
  }

  /** The judgement over the whole trace, from its beginning. */
  judgeFully(): Judgement {
    const initial = this.search.initial();
    for (const care of ['quick', 'strict'] as const) {
      const found = this.search.run(initial, this.bound, care);
      if (found.best.kind === 'complete') return this.say(found);
    }
    return this.say(this.search.run(initial, this.bound, 'plain'));
  }

  private say({ best, exhausted, states }: SearchResult): Judgement {
    if (best.kind === 'complete') {
      this.witness = best.state;
      return { kind: 'complete', ...this.execution(best.state) };
    }
    if (exhausted) return { kind: 'inconclusive', reason: `the search for an explanation was given up after ${states} states` };
    if (best.kind === 'late') {
      const owed = [...best.owed].sort((a, b) => this.entryOf(a) - this.entryOf(b)).map(({ slot, item }) => owedOf(this.record, slot, item));
      return { kind: 'late', owed, ...this.execution(best.state) };
    }
    return { kind: 'violation', fault: explain(this.record, best.state), covered: this.execution(best.state).covered };
  }

  /** The entry of the trace that made something owed. */
  private entryOf({ slot, item }: OwedItem): number {
    const source = item.output.kind === 'message' ? this.record.slotOf(item.output.origin) : slot;
    return this.record.connections[source]?.inputs[item.input]?.entry ?? 0;
  }

  private execution(state: SearchState): Execution {
    const covered = new Set<string>();
    const wild: { connection: number; clause: string }[] = [];
    for (const one of recall(state.history)) {
      if (one.kind === 'ran') for (const clause of one.clauses) covered.add(clause);
      else if (one.kind === 'wild') wild.push({ connection: one.connection, clause: one.clause });
    }
    return { covered: [...covered], world: state.world, wild };
  }
}

/** The judgement of a trace that is over. */
export function judgeTrace(protocol: Protocol, trace: Trace, bound = DEFAULT_BOUND): Judgement {
  const judge = new TraceJudge(protocol, bound);
  for (const entry of trace) judge.add(entry);
  return judge.judgeFully();
}
