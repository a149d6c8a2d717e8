import type { Delivery, Protocol } from '../../runtime/index.js';
import { TraceJudge } from '../oracle/judge.js';
import type { Trace } from '../oracle/trace.js';

export type Order = Delivery['order'];

/** What the spec promises, and the strongest order that no trace speaks against. */
export interface OrderSeen {
  /** The order that the spec declares. */
  readonly promised: Order;
  /** The strongest under which all that was seen can be explained. */
  readonly strongest: Order;
  /** Cases in which several acted at the same time, so that an order could be told. */
  readonly cases: number;
}

/** From the weakest to the strongest. */
const ORDERS: readonly Order[] = ['fifo', 'causal', 'total'];

/** How long a search for an execution under a stronger order may be, and how many traces are looked at. */
const BOUND = 2_000;
const MOST = 60;

/** Judges the accepted traces of a run once more, as if more had been promised. */
export class ObservedOrder {
  private strongest: Order = 'total';
  private cases = 0;

  constructor(private readonly protocol: Protocol) {}

  /** An accepted trace in which several acted at the same time. */
  note(trace: Trace): void {
    const promised = this.protocol.model.delivery.order;
    if (this.cases >= MOST) return;
    this.cases += 1;
    while (ORDERS.indexOf(this.strongest) > ORDERS.indexOf(promised) && this.refutes(trace, this.strongest))
      this.strongest = ORDERS[ORDERS.indexOf(this.strongest) - 1] ?? promised;
  }

  get seen(): OrderSeen | undefined {
    const promised = this.protocol.model.delivery.order;
    return this.cases === 0 ? undefined : { promised, strongest: this.strongest, cases: this.cases };
  }

  private refutes(trace: Trace, order: Order): boolean {
    const { model } = this.protocol;
    const stronger = { ...this.protocol, model: { ...model, delivery: { ...model.delivery, order } } };
    const judge = new TraceJudge(stronger, BOUND);
    for (const entry of trace) judge.add(entry);
    // An execution is mostly found at once; only that there is none takes the whole search.
    return judge.judge().kind !== 'complete' && judge.judgeFully().kind === 'violation';
  }
}
