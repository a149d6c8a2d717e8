import type { ConnectionId, Protocol } from '../../runtime/index.js';
import { BestExecution, type Found } from './best-execution.js';
import { Coverage } from './coverage.js';
import { EffortSpent } from './effort.js';
import { explain, owedOf } from './explain.js';
import { Foresight } from './foresight.js';
import type { Execution, Judgement, Owed } from './judgement.js';
import type { OwedItem } from './leaf.js';
import { messagesSeen, type SeenMessage } from './messages-seen.js';
import { type ConnectionRecord, TraceRecord } from './record.js';
import { Search } from './search.js';
import type { LooseText, SearchState } from './state.js';
import { type Stray, straysIn, straysOf } from './strays.js';
import { containsText, shown, type WireText } from './text-match.js';
import type { Trace, TraceEntry } from './trace.js';
import { writesRead } from './writes-read.js';

/** How many states a search may look at before it says that it does not know, and some more for each input. */
export const DEFAULT_BOUND = 8_000;

/** Judges a trace while it grows. */
export class TraceJudge {
  private readonly record: TraceRecord;
  private readonly search: Search;
  private readonly executions: BestExecution;
  private readonly coverage = new Coverage();
  /** What is tried before any search; undefined once it has failed. */
  private foresight: Foresight | undefined;
  /** The end of the last execution that explained all and owed nothing; the next judgement first tries to go on from it. */
  private witness: SearchState;
  /** The end of the last one that was spoken of, whatever was said of it. */
  private last: SearchState;
  /** The end of one that explained all and still owes something. */
  private pending: SearchState | undefined;

  constructor(
    readonly protocol: Protocol,
    leastBound = DEFAULT_BOUND,
    /** What may come of those who have been there before. */
    private readonly strays: readonly Stray[] = [],
  ) {
    this.record = new TraceRecord(protocol.model.framing.client);
    this.search = new Search(protocol, this.record);
    this.executions = new BestExecution(protocol, this.record, this.search, leastBound);
    this.foresight = new Foresight(protocol, this.record, this.search.steps);
    this.witness = this.search.initial();
    this.last = this.witness;
  }

  /** How many states the last judgement looked at. */
  get states(): number {
    return this.executions.states;
  }

  get trace(): Trace {
    return this.record.entries;
  }

  add(entry: TraceEntry): void {
    this.record.add(entry);
  }

  /**
   * What is to be said now, for the price of what is new. An execution that explained the trace so far is gone on with,
   * which is enough to accept; nothing is refused before the whole search has seen it. `late` may be found complete by
   * `judgeFully`.
   */
  judge(): Judgement {
    return this.foreseen() ?? this.bounded(() => this.say(this.executions.goingOn(this.witness, this.pending)));
  }

  private foreseen(): Judgement | undefined {
    this.executions.states = 0;
    const seen = this.foresight?.look();
    if (seen === undefined) {
      this.searchOn();
      return undefined;
    }
    const { kind, owed } = seen;
    const { covered, wild, world } = this.execution(seen);
    return kind === 'complete' ? { kind, covered, wild, world } : { kind, owed: this.owed(owed), covered, wild, world };
  }

  /** From here on executions are searched for. */
  private searchOn(): void {
    if (this.foresight === undefined) return;
    this.witness = this.foresight.state();
    this.last = this.witness;
    this.foresight = undefined;
  }

  /** The judgement over the whole trace, from its beginning. */
  judgeFully(): Judgement {
    this.searchOn();
    return this.bounded(() => this.say(this.executions.ofAll()));
  }

  /** A judgement that costs no more than any trace of a correct server. */
  private bounded(judge: () => Judgement): Judgement {
    this.executions.states = 0;
    this.record.effort.renew();
    return this.unlessSpent(() => this.withStrays(this.unlessSpent(judge)));
  }

  private unlessSpent(judge: () => Judgement): Judgement {
    try {
      return judge();
    } catch (error) {
      if (!(error instanceof EffortSpent)) throw error;
      const reason = `the search for an explanation was given up: ${error.message}`;
      return { kind: 'inconclusive', reason, hopeless: true };
    }
  }

  /** What nothing explains may be due to somebody who was there before, and still be told to all by a server that is slow to. */
  private withStrays(judgement: Judgement): Judgement {
    if (judgement.kind === 'complete' || judgement.kind === 'late' || this.strays.length === 0) return judgement;
    const { witness } = this;
    // That it is not explained is known by now: what it costs to look for another reason is another matter.
    this.record.effort.renew();
    // Where the search was given up, it is not known how far the trace is explained.
    const unexplained = judgement.kind === 'violation' ? [judgement.fault.got] : this.record.connections.map(received);
    const strays = straysIn(unexplained, this.strays, this.record.strays, this.record.effort);
    // One may have come before and been let pass; another may come later.
    const said = strays.length > this.record.strays.length ? this.judgeAnew(strays) : judgement;
    if (said.kind === 'complete' || said.kind === 'late') return said;
    const there = strays.filter(({ text }) => this.isThere(text)).map(({ text }) => shown(text));
    if (there.length > 0) {
      const why = said.kind === 'inconclusive' ? `${said.reason}; ` : '';
      const reason = `${why}something came in it of those who had been there before: ${there.join(', ')}`;
      return { kind: 'inconclusive', reason, hopeless: true };
    }
    if (said.kind === 'inconclusive') return said;
    const refused = this.straying ? this.judgeAnew([]) : judgement;
    this.witness = witness;
    return refused;
  }

  private isThere(text: WireText): boolean {
    return this.record.connections.some(({ stream, length, effort }) => containsText(text, stream, 0, length, effort));
  }

  /** From the beginning, with these on their way. */
  private judgeAnew(strays: readonly LooseText[]): Judgement {
    this.record.strays = strays;
    this.record.effort.renew();
    this.witness = this.search.initial();
    this.pending = undefined;
    // Where much may stand anywhere, the likeliest execution is found sooner than it is proved to be one.
    const likely = this.executions.greedily(this.witness);
    if (likely.kind !== 'dead') return this.say(likely);
    this.record.effort.renew();
    return this.say(this.executions.ofAll());
  }

  /** Whether the last judgement needed them. */
  get straying(): boolean {
    return this.record.strays.length > 0;
  }

  /** What may still come of this trace. */
  get left(): readonly Stray[] {
    this.searchOn();
    const states = new Set([this.witness, this.last]);
    const all = [...states].flatMap((state) => straysOf(state, this.record, this.protocol));
    return [...new Map(all.map((stray) => [stray.text.key, stray])).values()];
  }

  /** The messages of the last execution that explained all and owed nothing. */
  messages(wanted: (message: string) => boolean = () => true): Iterable<SeenMessage> {
    this.searchOn();
    return messagesSeen(this.witness.history, this.record, this.protocol.model, wanted);
  }

  /** How many of its writes the server has surely read, for each connection, as the execution has it that was spoken of last. */
  writesRead(): ReadonlyMap<ConnectionId, number> {
    this.searchOn();
    return writesRead(this.last.history, this.record, this.protocol.model.framing.client.kind);
  }

  private say(best: Found): Judgement {
    if (best.kind === 'inconclusive') return best;
    this.last = best.state;
    switch (best.kind) {
      case 'complete':
        this.witness = best.state;
        this.pending = undefined;
        return { kind: 'complete', ...this.execution(best.state) };
      case 'late': {
        this.pending = best.state;
        return { kind: 'late', owed: this.owed(best.owed), ...this.execution(best.state) };
      }
      case 'dead':
        // That it is refused is known by now: what it costs to say why is another matter.
        this.record.effort.renew();
        return {
          kind: 'violation',
          fault: explain(this.record, best.state),
          covered: this.execution(best.state).covered,
        };
    }
  }

  private owed(items: readonly OwedItem[]): readonly Owed[] {
    return [...items]
      .sort((a, b) => this.entryOf(a) - this.entryOf(b))
      .map(({ slot, item }) => owedOf(this.record, slot, item));
  }

  /** The entry of the trace that made something owed. */
  private entryOf({ item }: OwedItem): number {
    return this.record.connections[item.source]?.inputs[item.input]?.entry ?? 0;
  }

  private execution({ history, world }: Pick<SearchState, 'history' | 'world'>): Execution {
    const { covered, wild } = this.coverage.of(history);
    return { covered, wild, world };
  }
}

/** All that has come on a connection. */
function received({ stream, length }: ConnectionRecord): Uint8Array {
  return stream.subarray(0, length);
}

/** The judgement of a trace that is over. */
export function judgeTrace(protocol: Protocol, trace: Trace, bound = DEFAULT_BOUND): Judgement {
  const judge = new TraceJudge(protocol, bound);
  for (const entry of trace) judge.add(entry);
  return judge.judgeFully();
}
