import type { Protocol } from '../../runtime/index.js';
import type { CasePlan } from '../families/family.js';
import type { Attempt, Found } from './attempt.js';
import { type Blame, blame } from './blame.js';
import { type Confirmation, type ConfirmOptions, confirm } from './confirm.js';
import { outsideOf } from './elsewhere.js';
import type { Failure, Requirement, RunEvent } from './events.js';
import { hintFor } from './hints.js';
import { namedByLogin } from './lane-names.js';
import { Replays } from './replays.js';
import { deathText } from './servers.js';
import type { Service } from './service.js';
import { smallest, smallestFinding } from './smallest.js';

export interface InquiryOptions {
  readonly protocol: Protocol;
  readonly requirements: readonly Requirement[];
  readonly signal: AbortSignal;
  emit(event: RunEvent): void;
}

/** What is to be heeded in looking into a finding. */
export interface Circumstances {
  /** An earlier case has shown a fault of the same server. */
  readonly tainted: boolean;
  /** Whether it is to be made small, which nobody needs of what is known of. */
  readonly shrinks: boolean;
  /** Whether it may be the doing of something else than it is blamed on. */
  readonly chases: boolean;
  /** Whether the same has been seen before, and in no replay. */
  readonly held: boolean;
  broken(): ReadonlySet<string>;
}

/** What a finding turned out to be. */
export type Outcome =
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** `failure`: what it would be, did anything else speak for it. */
  | { readonly kind: 'doubted'; readonly reason: string; readonly unlessAlone?: true; readonly failure: Failure }
  | Blame
  /** Nothing that rests on waiting is held against a server before it was confirmed. */
  | { readonly kind: 'interrupted' };

/** What has shown so often, and each time, is sure enough to be made smaller. */
const SURE = 3;
/** How often a case in which a process ended is played again. */
const DEATH_TRIES = 3;

/** What becomes of a finding: it is replayed, made as small as it can be, and told. */
export class Inquiry {
  private readonly replays: Replays;

  constructor(
    private readonly options: InquiryOptions,
    service: Service,
  ) {
    this.replays = new Replays(service);
  }

  async into(plan: CasePlan, found: Found, circumstances: Circumstances): Promise<Outcome> {
    const { protocol, signal, emit } = this.options;
    const { replays } = this;
    const { finding } = found;
    const { tainted, shrinks, held, broken } = circumstances;
    const isReplay = plan.family === 'replay';
    const chases = circumstances.chases && !isReplay;
    const elsewhere = (one: Found): Promise<Blame | undefined> => blame(one, { protocol, replays, broken, signal });
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    const outside = outsideOf(found);
    const how = { ...this.confirming, tainted, broken, outside };
    // What has been seen before and in no replay is likely to be of the same kind.
    const once = held && outside !== undefined ? await confirm(plan.scenario, finding, { ...how, most: 1 }) : undefined;
    const isSame = once?.kind === 'explained' || (once?.kind === 'doubted' && once.failed === 0);
    const others = chases && !isSame ? await elsewhere(found) : undefined;
    if (others !== undefined) return others;
    // What is made smaller is counted then.
    const counts = shrinks && !isReplay && !finding.late;
    const confirmed = isSame ? once : await confirm(plan.scenario, finding, counts ? { ...how, enough: SURE } : how);
    if (confirmed.kind === 'explained') return { kind: 'explained' };
    if (confirmed.kind === 'doubted') return { ...confirmed, failure: this.failure(plan, found, confirmed, undefined) };
    if (confirmed.kind === 'interrupted' && finding.late) return { kind: 'interrupted' };
    if (confirmed.kind === 'interrupted')
      return { kind: 'failure', failure: this.failure(plan, found, confirmed, 'not confirmed') };
    if (!shrinks) return { kind: 'failure', failure: this.failure(plan, found, confirmed, undefined) };
    const best = await smallestFinding(this.options, plan, found, { confirmed, replays });
    const after = best === found || !chases ? undefined : await elsewhere(best);
    if (after !== undefined) return after;
    const again = counts ? await this.recount(plan, best) : confirmed;
    // What showed by chance while it was made smaller is not what is told.
    const [shown, count] = again.failed === 0 ? [found, confirmed] : [best, again];
    return {
      kind: 'failure',
      failure: this.failure(plan, shown, count, signal.aborted ? 'not made smaller' : undefined),
    };
  }

  private get confirming(): Pick<ConfirmOptions, 'attempt' | 'serves' | 'signal'> {
    const { replays } = this;
    return {
      attempt: (scenario, missed) => replays.alone(scenario, missed.size === 0 ? {} : { known: missed }),
      serves: () => replays.service.serves(),
      signal: this.options.signal,
    };
  }

  /** How often the smallest scenario shows the failure: the one that is told is the one that is counted. */
  private recount(plan: CasePlan, { scenario, finding }: Found): Promise<Confirmation> {
    this.options.emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    return confirm(scenario, finding, { ...this.confirming, tainted: false, broken: () => new Set() });
  }

  /**
   * A case in which the server's process ended: whether it does so again, and how little it takes, each time on a fresh
   * one: what others have done to a server may end it in whatever is played next.
   */
  async intoDeath(
    plan: CasePlan,
    attempt: Attempt,
  ): Promise<{ readonly smallest: Attempt; readonly confirmed: Confirmation; readonly interrupted: boolean }> {
    const { signal, emit } = this.options;
    const { replays } = this;
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    let [failed, tries] = [0, 0];
    while (tries < DEATH_TRIES) {
      const again = await replays.alone(plan.scenario);
      if (signal.aborted) break;
      tries++;
      if (again.death !== undefined) failed++;
    }
    const how = {
      isShown: ({ death }: Attempt) => death !== undefined,
      play: (scenario: Attempt['scenario']) => replays.alone(scenario),
    };
    // What took more than this case is not found by taking from it.
    const best = failed === tries ? await smallest(this.options, plan, attempt, how) : attempt;
    return { smallest: best, confirmed: { failed, tries }, interrupted: signal.aborted };
  }

  private failure(
    plan: CasePlan,
    { finding, run, scenario, death }: Found,
    { failed, tries }: Confirmation,
    interrupted: Failure['interrupted'],
  ): Failure {
    const { protocol, requirements } = this.options;
    const requirement = finding.fault.clause;
    const hint = hintFor({ protocol, finding, trace: run.trace, judgement: run.judgement, times: run.times });
    return {
      requirement,
      level: requirements.find((one) => one.id === requirement)?.level ?? 'must',
      fault: finding.fault,
      scenario: namedByLogin(scenario),
      trace: run.trace,
      times: run.times,
      found: plan.id,
      confirmed: { failed, tries },
      ...(interrupted === undefined ? {} : { interrupted }),
      ...(run.lateMs === undefined ? {} : { waitedMs: Math.round(run.lateMs) }),
      ...(death === undefined ? {} : { process: deathText(death) }),
      ...(hint === undefined ? {} : { hint }),
    };
  }
}
