import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Protocol, World } from '../../runtime/index.js';
import type { CasePlan } from '../families/family.js';
import { families } from '../families/index.js';
import type { Scenario } from '../scenario/scenario.js';

export interface CaseQueueOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly runs: number;
  /** Run this alone. */
  readonly replay?: Scenario | undefined;
  /** Whether a case is to be run. */
  wanted(plan: CasePlan): boolean;
}

/** Hands out the cases of a run, each once, in their order, however many take them. */
export class CaseQueue {
  private readonly taken = new Set<string>();
  /** Where no world outlives its connections, cases are the same for everyone, and are made once. */
  private shared: CasePlan[] | undefined;
  /** The case that is run beside all others, if there is one: nobody takes it with them. */
  beside: CasePlan | undefined;
  /** How many cases there are, planned from the world in which a server starts. */
  length = 0;

  constructor(private readonly options: CaseQueueOptions) {}

  /** Makes up the cases, a few at a time, so that whoever wants to end the run is heard. */
  async prepare(signal: AbortSignal): Promise<void> {
    const { protocol } = this.options;
    const { initial } = protocol.session;
    const plans: CasePlan[] = [];
    let since = performance.now();
    for (const plan of this.plans(() => initial)) {
      plans.push(plan);
      if (plan.beside === true) this.beside ??= plan;
      if (performance.now() - since < 20) continue;
      await nextTurn();
      if (signal.aborted) break;
      since = performance.now();
    }
    this.length = plans.length;
    if (!protocol.model.session.variables.some(({ scope }) => scope === 'world'))
      this.shared = plans.filter((plan) => plan.beside !== true);
  }

  /** How many nobody has taken yet. */
  get left(): number {
    return this.shared?.length ?? Math.max(0, this.length - this.taken.size);
  }

  /** The cases that nobody has taken yet, for a worker whose server's world is this: made one by one where it matters. */
  *take(world: () => World): Generator<CasePlan> {
    if (this.shared !== undefined) {
      for (let next = this.shared.shift(); next !== undefined; next = this.shared.shift()) yield next;
      return;
    }
    for (const plan of this.plans(world)) {
      if (plan.beside === true || this.taken.has(plan.id)) continue;
      this.taken.add(plan.id);
      yield plan;
    }
  }

  /** All cases that are wanted, each made when it is asked for, from the world as it is then. */
  *plans(world: () => World): Generator<CasePlan> {
    const { protocol, seed, runs, replay, wanted } = this.options;
    if (replay !== undefined) {
      yield { id: 'replay/scenario', family: 'replay', scenario: replay };
      return;
    }
    for (const family of families) {
      for (const plan of family.cases({ protocol, seed, runs, world })) if (wanted(plan)) yield plan;
    }
  }
}
