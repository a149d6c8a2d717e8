import type { ConnectionId, Protocol } from '../../runtime/index.js';
import { Coverage } from './coverage.js';
import { EffortSpent } from './effort.js';
import { explain, owedOf } from './explain.js';
import { Foresight } from './foresight.js';
import type { Execution, Judgement, Owed } from './judgement.js';
import { isBetter, type Leaf, type OwedItem } from './leaf.js';
import { messagesSeen, type SeenMessage } from './messages-seen.js';
import { Reach } from './reach.js';
import { Reading } from './reading.js';
import { type ConnectionRecord, TraceRecord } from './record.js';
import { Search, type SearchResult } from './search.js';
import type { LooseText, SearchState } from './state.js';
import { type Stray, straysIn, straysOf } from './strays.js';
import { containsText, shown, type WireText } from './text-match.js';
import type { Trace, TraceEntry } from './trace.js';
import { writesRead } from './writes-read.js';

/** How many states a search may look at before it says that it does not know, and so many more for each input. */
export const DEFAULT_BOUND = 8_000;
const BOUND_EACH = 8;

/** The same for going on from an execution that is known: enough for a sequential step, and so much more for each input more. */
const GREEDY_BOUND = 40;
const GREEDY_BOUND_EACH = 8;

/** The same for a trace that is gone through from its beginning. */
const WHOLE_BOUND_EACH = 60;

/** The same for going on from one that still owes something. */
const PENDING_BOUND = 10;

/** As many debts may well be none in another execution. */
const FEW_DEBTS = 2;

/** The same for an execution that owes nothing, while more is to be expected. */
const SECOND_BOUND = 300;

/** The same for the plain search that confirms a refusal. */
const CONFIRMING_BOUND = 300;

/** The same for finding the execution that comes nearest, which has to come as far as what is refused, past all inputs. */
const NEAREST_BOUND = 300;
const NEAREST_BOUND_EACH = 16;

/** Judges a trace while it grows. */
export class TraceJudge {
  private readonly record: TraceRecord;
  private readonly search: Search;
  private reached: Reach | undefined;
  private readonly coverage = new Coverage();
  /** What is tried before any search; undefined once it has failed. */
  private foresight: Foresight | undefined;
  /** The end of the last execution that explained all and owed nothing; the next judgement first tries to go on from it. */
  private witness: SearchState;
  /** The end of the last one that was spoken of, whatever was said of it. */
  private last: SearchState;
  /** The end of one that explained all and still owes something. */
  private pending: SearchState | undefined;
  /** How many states the last judgement looked at. */
  states = 0;

  constructor(
    readonly protocol: Protocol,
    private readonly leastBound = DEFAULT_BOUND,
    /** What may come of those who have been there before. */
    private readonly strays: readonly Stray[] = [],
  ) {
    this.record = new TraceRecord(protocol.model.framing.client);
    this.search = new Search(protocol, this.record);
    this.foresight = new Foresight(protocol, this.record, this.search.steps);
    this.witness = this.search.initial();
    this.last = this.witness;
  }

  /** A long trace has many states, though nothing in it need be in doubt. */
  private get bound(): number {
    return this.leastBound + BOUND_EACH * this.inputs;
  }

  private get inputs(): number {
    return this.record.connections.reduce((sum, one) => sum + one.inputs.length, 0);
  }

  /** Made when a search first needs it: most traces are explained without. */
  private get reach(): Reach {
    this.reached ??= new Reach(this.protocol, this.record);
    return this.reached;
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
    return this.foreseen() ?? this.bounded(() => this.judgeNew());
  }

  private foreseen(): Judgement | undefined {
    this.states = 0;
    const seen = this.foresight?.look();
    if (seen === undefined) {
      this.searchOn();
      return undefined;
    }
    const { kind, owed } = seen;
    return kind === 'complete'
      ? { kind, ...this.execution(seen) }
      : { kind, owed: this.owed(owed), ...this.execution(seen) };
  }

  /** From here on executions are searched for. */
  private searchOn(): void {
    if (this.foresight === undefined) return;
    this.witness = this.foresight.state();
    this.last = this.witness;
    this.foresight = undefined;
  }

  private judgeNew(): Judgement {
    const { witness } = this;
    const known = this.pending === undefined ? undefined : this.goOnFrom(this.pending, PENDING_BOUND).best;
    // Where much is owed, most of it is on its way; where little is, another execution may owe nothing.
    if (known?.kind === 'complete' || (known?.kind === 'late' && known.owed.length > FEW_DEBTS)) return this.say(known);
    const greedy = this.goOnFrom(witness, GREEDY_BOUND + GREEDY_BOUND_EACH * this.newInputs(witness));
    if (greedy.best.kind === 'complete' || (greedy.best.kind === 'late' && !greedy.exhausted))
      return this.say(known !== undefined && isBetter(known, greedy.best) ? known : greedy.best);
    this.reach.update();
    const reading = new Reading(this.record, this.reach, witness);
    if (reading.impossible !== undefined) return this.judgeWhole(SECOND_BOUND);
    const { best } = this.searchFrom(witness, reading, SECOND_BOUND);
    return best.kind === 'dead' ? this.judgeWhole(SECOND_BOUND) : this.say(best);
  }

  /** Inputs that an execution does not account for yet. */
  private newInputs({ lanes }: SearchState): number {
    return this.record.connections.reduce(
      (sum, { inputs }, slot) => sum + inputs.length - (lanes[slot]?.begun ?? 0),
      0,
    );
  }

  private goOnFrom(from: SearchState, bound: number): SearchResult {
    const result = this.search.run(from, bound, 'greedy');
    this.states += result.states;
    return result;
  }

  /** The judgement over the whole trace, from its beginning. */
  judgeFully(): Judgement {
    this.searchOn();
    return this.bounded(() => this.judgeWhole(this.bound));
  }

  /** A judgement that costs no more than any trace of a correct server. */
  private bounded(judge: () => Judgement): Judgement {
    this.states = 0;
    this.record.effort.renew();
    return this.unlessSpent(() => this.withStrays(this.unlessSpent(judge)));
  }

  private unlessSpent(judge: () => Judgement): Judgement {
    try {
      return judge();
    } catch (error) {
      if (!(error instanceof EffortSpent)) throw error;
      return { kind: 'inconclusive', reason: `the search for an explanation was given up: ${error.message}` };
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
      return { kind: 'inconclusive', reason };
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
    const likely = this.goOnFrom(this.witness, GREEDY_BOUND + WHOLE_BOUND_EACH * this.newInputs(this.witness)).best;
    if (likely.kind !== 'dead') return this.say(likely);
    this.record.effort.renew();
    return this.judgeWhole(this.bound);
  }

  /** Whether the last judgement needed them. */
  get straying(): boolean {
    return this.record.strays.length > 0;
  }

  /** What may still come of this trace. */
  get left(): readonly Stray[] {
    this.searchOn();
    const all = [this.witness, this.last].flatMap((state) => straysOf(state, this.record, this.protocol));
    return [...new Map(all.map((stray) => [stray.text.key, stray])).values()];
  }

  /** `bound` is for finding an execution that owes nothing; past the smaller one it is called late, not inconclusive. */
  private judgeWhole(bound: number): Judgement {
    this.reach.update();
    const reading = new Reading(this.record, this.reach);
    const initial = this.search.initial();
    if (reading.impossible === undefined) {
      const { best, undecided } = this.searchFrom(initial, reading, bound);
      if (undecided && (best.kind === 'dead' || bound === this.bound)) {
        const reason = `the search for an explanation was given up after ${this.states} states`;
        return { kind: 'inconclusive', reason };
      }
      if (best.kind !== 'dead') return this.say(best);
      // Reductions are easy to get wrong: a refusal stands if the plain search, as far as it gets, does not know better.
      const plain = this.search.run(initial, CONFIRMING_BOUND, 'plain');
      if (plain.best.kind !== 'dead') return this.say(plain.best);
    }
    const nearest = NEAREST_BOUND + NEAREST_BOUND_EACH * this.inputs;
    return this.say(this.search.run(initial, nearest, 'nearest', reading).best);
  }

  /**
   * An execution that owes nothing, if there is one; else one that explains all; else one that explains most.
   * `undecided`: a better one may not have been found.
   */
  private searchFrom(from: SearchState, reading: Reading, bound: number): { best: Leaf; undecided: boolean } {
    let isComplete: 'no' | 'unknown' = 'no';
    if (!reading.owing) {
      const complete = this.search.run(from, bound, 'complete', reading);
      this.states += complete.states;
      if (complete.best.kind === 'complete') return { best: complete.best, undecided: false };
      if (complete.exhausted) isComplete = 'unknown';
    }
    const reduced = this.search.run(from, this.bound, 'reduced', reading, 'late');
    this.states += reduced.states;
    const { best } = reduced;
    if (best.kind === 'complete') return { best, undecided: false };
    return { best, undecided: best.kind === 'dead' ? reduced.exhausted : isComplete === 'unknown' };
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

  private say(best: Leaf): Judgement {
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
    return { ...this.coverage.of(history), world };
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
