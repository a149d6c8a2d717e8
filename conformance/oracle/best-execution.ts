import type { Protocol } from '../../runtime/index.js';
import { isBetter, type Leaf } from './leaf.js';
import { Reach } from './reach.js';
import { Reading } from './reading.js';
import type { TraceRecord } from './record.js';
import type { Search, SearchResult } from './search.js';
import type { SearchState } from './state.js';

/** How many states more a search over the whole trace may look at for each input before it says that it does not know. */
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

/** The execution to speak of, or why there is none that could be spoken of. */
export type Found = Leaf | { readonly kind: 'inconclusive'; readonly reason: string };

/** Looks for the execution that says the most for the server: first where it is likely to be, and for a small price. */
export class BestExecution {
  private reached: Reach | undefined;
  /** How many states have been looked at. */
  states = 0;

  constructor(
    private readonly protocol: Protocol,
    private readonly record: TraceRecord,
    private readonly search: Search,
    private readonly leastBound: number,
  ) {}

  /**
   * For the price of what is new: first from where the trace so far was explained. `late` may be complete by `ofAll`.
   * @param witness - the end of the last execution that owed nothing.
   * @param pending - the end of one that explained all and still owed something.
   */
  goingOn(witness: SearchState, pending: SearchState | undefined): Found {
    const known = pending === undefined ? undefined : this.goOnFrom(pending, PENDING_BOUND).best;
    // Where much is owed, most of it is on its way; where little is, another execution may owe nothing.
    if (known?.kind === 'complete' || (known?.kind === 'late' && known.owed.length > FEW_DEBTS)) return known;
    const greedy = this.goOnFrom(witness, GREEDY_BOUND + GREEDY_BOUND_EACH * this.newInputs(witness));
    if (greedy.best.kind === 'complete' || (greedy.best.kind === 'late' && !greedy.exhausted))
      return known !== undefined && isBetter(known, greedy.best) ? known : greedy.best;
    this.reach.update();
    const reading = new Reading(this.record, this.reach, witness);
    if (reading.impossible !== undefined) return this.ofAll(SECOND_BOUND);
    const { best } = this.searchFrom(witness, reading, SECOND_BOUND);
    return best.kind === 'dead' ? this.ofAll(SECOND_BOUND) : best;
  }

  /** The likeliest execution alone, from here to the end of the trace. */
  greedily(from: SearchState): Leaf {
    return this.goOnFrom(from, GREEDY_BOUND + WHOLE_BOUND_EACH * this.newInputs(from)).best;
  }

  /**
   * Over the whole trace, from its beginning; nothing is refused before. `bound` is for finding an execution that owes
   * nothing; past the smaller one it is called late, not inconclusive.
   */
  ofAll(bound = this.bound): Found {
    this.reach.update();
    const reading = new Reading(this.record, this.reach);
    const initial = this.search.initial();
    if (reading.impossible === undefined) {
      const { best, undecided } = this.searchFrom(initial, reading, bound);
      if (undecided && (best.kind === 'dead' || bound === this.bound)) {
        const reason = `the search for an explanation was given up after ${this.states} states`;
        return { kind: 'inconclusive', reason };
      }
      if (best.kind !== 'dead') return best;
      // Reductions are easy to get wrong: a refusal stands if the plain search, as far as it gets, does not know better.
      const plain = this.search.run(initial, CONFIRMING_BOUND, 'plain');
      if (plain.best.kind !== 'dead') return plain.best;
    }
    const nearest = NEAREST_BOUND + NEAREST_BOUND_EACH * this.inputs;
    return this.search.run(initial, nearest, 'nearest', reading).best;
  }

  /** A long trace has many states, though nothing in it need be in doubt. */
  private get bound(): number {
    return this.leastBound + BOUND_EACH * this.inputs;
  }

  private get inputs(): number {
    return this.record.connections.reduce((sum, one) => sum + one.inputs.length, 0);
  }

  /** Inputs that an execution does not account for yet. */
  private newInputs({ lanes }: SearchState): number {
    return this.record.connections.reduce(
      (sum, { inputs }, slot) => sum + inputs.length - (lanes[slot]?.begun ?? 0),
      0,
    );
  }

  /** Made when a search first needs it: most traces are explained without. */
  private get reach(): Reach {
    this.reached ??= new Reach(this.protocol, this.record);
    return this.reached;
  }

  private goOnFrom(from: SearchState, bound: number): SearchResult {
    const result = this.search.run(from, bound, 'greedy');
    this.states += result.states;
    return result;
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
}
