import type { Protocol } from '../../runtime/index.js';
import { defaultLimits, type Limits } from '../driver/limits.js';
import type { CasePlan } from '../families/family.js';
import { flawsOf } from '../scenario/check.js';
import { withPoliteEnd } from '../scenario/ending.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Attempt, Found } from './attempt.js';
import { type Confirmation, type ConfirmOptions, confirm, shows } from './confirm.js';
import { isAlike, outsideOf, ranBefore, strangerIn, withoutCauses } from './elsewhere.js';
import type { Failure, Requirement, RunEvent } from './events.js';
import { hintFor } from './hints.js';
import { namedByLogin } from './lane-names.js';
import { pathOf } from './path.js';
import { deathText } from './servers.js';
import type { Service } from './service.js';
import { shrink, upTo } from './shrink.js';

export interface InquiryOptions {
  readonly protocol: Protocol;
  readonly requirements: readonly Requirement[];
  readonly signal: AbortSignal;
  emit(event: RunEvent): void;
}

/** What a finding turned out to be. */
export type Outcome =
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** `failure`: what it would be, did anything else speak for it. */
  | { readonly kind: 'doubted'; readonly reason: string; readonly unlessAlone?: true; readonly failure: Failure }
  /** It is the doing of what is known to be broken. */
  | { readonly kind: 'explained' }
  /** It shows without what it was blamed on: what it shows then. */
  | { readonly kind: 'elsewhere'; readonly found: Found }
  /** Nothing that rests on waiting is held against a server before it was confirmed. */
  | { readonly kind: 'interrupted' };

const SHRINK_BUDGET = { tries: 60, ms: 15_000 };
/** What a candidate that is only late is waited for, while shrinking: the smallest one is tried again at full length. */
const SHRINK_PROGRESS_MS = 400;
/** So much longer than anything took when it was found. */
const SHRINK_MARGIN = 5;
/** What has shown so often, and each time, is sure enough to be made smaller. */
const SURE = 3;
/** What hardly ever shows can't be made much smaller in the time that there is. */
const MOST_TIMES = 5;
/** A server that is shown to be wrong again and again gets less time to say goodbye each time. */
export const REPLAY_LEAVE_MS = 60;
/** How often a case in which a process ended is played again. */
const DEATH_TRIES = 3;

/** What becomes of a finding: it is replayed, made as small as it can be, and told. */
export class Inquiry {
  /** Which of the service's servers has shown something in a replay. */
  private used: number | undefined;

  constructor(
    private readonly options: InquiryOptions,
    private readonly service: Service,
  ) {}

  /**
   * `tainted`: an earlier case has shown a fault of the same server. `shrinks`: whether it is to be made small, which
   * nobody needs of what is known of. `held`: whether the same has been seen before, and in no replay. `chases`: whether it may be the doing of something else than it is blamed on.
   */
  async into(
    plan: CasePlan,
    found: Found,
    {
      tainted,
      shrinks,
      chases,
      held,
      broken,
    }: { tainted: boolean; shrinks: boolean; chases: boolean; held: boolean; broken(): ReadonlySet<string> },
  ): Promise<Outcome> {
    const { signal, emit } = this.options;
    const { finding } = found;
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    const outside = outsideOf(found);
    const replays: Omit<ConfirmOptions, 'most'> = {
      attempt: (scenario, missed) => this.playAlone(scenario, missed.size === 0 ? {} : { known: missed }),
      serves: () => this.service.serves(),
      tainted,
      broken,
      outside,
      signal,
    };
    // What has been seen before and in no replay is likely to be of the same kind.
    const once =
      held && outside !== undefined ? await confirm(plan.scenario, finding, { ...replays, most: 1 }) : undefined;
    const isSame = once?.kind === 'explained' || (once?.kind === 'doubted' && once.failed === 0);
    const others = chases && !isSame ? await this.elsewhere(plan, found, broken) : undefined;
    if (others !== undefined) return others;
    // What is made smaller is counted then.
    const counts = shrinks && plan.family !== 'replay' && !finding.late;
    const confirmed = isSame
      ? once
      : await confirm(plan.scenario, finding, counts ? { ...replays, enough: SURE } : replays);
    if (confirmed.kind === 'explained') return confirmed;
    if (confirmed.kind === 'doubted') return { ...confirmed, failure: this.failure(plan, found, confirmed, undefined) };
    if (confirmed.kind === 'interrupted' && finding.late) return { kind: 'interrupted' };
    if (confirmed.kind === 'interrupted')
      return { kind: 'failure', failure: this.failure(plan, found, confirmed, 'not confirmed') };
    if (!shrinks) return { kind: 'failure', failure: this.failure(plan, found, confirmed, undefined) };
    const smallest = await this.shrunk(plan, found, confirmed);
    const after = smallest === found || !chases ? undefined : await this.elsewhere(plan, smallest, broken);
    if (after !== undefined) return after;
    const again = counts ? await this.recount(plan, smallest) : confirmed;
    // What showed by chance while it was made smaller is not what is told.
    const [shown, count] = again.failed === 0 ? [found, confirmed] : [smallest, again];
    return {
      kind: 'failure',
      failure: this.failure(plan, shown, count, signal.aborted ? 'not made smaller' : undefined),
    };
  }

  /** Plays a scenario by itself: a server may not have told yet what it has to tell of those who came before. */
  private async playAlone(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    this.used = this.service.generation;
    return this.replay(scenario, limits);
  }

  /**
   * Plays a scenario in which something was found, on a fresh server where that can be had and the last one has shown
   * something: what comes of that could be taken for what is asked for, or come instead. What bears the name of somebody
   * who was there before is not of this scenario either.
   */
  private async replay(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    const { service } = this;
    if (this.used === service.generation) await service.renew();
    const play = (): Promise<Attempt> => service.attempt(scenario, { leaveMs: REPLAY_LEAVE_MS, ...limits });
    let attempt = await play();
    if (attempt.kind === 'found' && strangerIn(attempt) !== undefined && service.replaceable) {
      await service.renew();
      attempt = await play();
    }
    if (attempt.kind !== 'accepted') this.used = service.generation;
    return attempt;
  }

  /**
   * Whether what was found shows without what it is blamed on, and is something else's doing: where that is known to be
   * broken, it is explained; where it is not, it is what was found.
   */
  private async elsewhere(
    plan: CasePlan,
    found: Found,
    broken: () => ReadonlySet<string>,
  ): Promise<Outcome | undefined> {
    const { protocol, signal } = this.options;
    if (plan.family === 'replay') return undefined;
    const { fault: shown } = found.finding;
    const ran = ranBefore(protocol, found, this.service.attempts.world);
    for (const { scenario, last } of withoutCauses(found)) {
      if (signal.aborted || (!last && broken().size === 0)) return undefined;
      const candidate = withPoliteEnd(protocol, scenario);
      if (flawsOf(protocol, candidate).length > 0) continue;
      // Where the end is broken, all would end in that; at a server that goes with it nobody need see it.
      const { ids } = pathOf(protocol, candidate, protocol.session.initial);
      const endsHere = this.service.replaceable && [...ids].some((id) => broken().has(id));
      const again = await this.replay(endsHere ? scenario : candidate, { progressMs: SHRINK_PROGRESS_MS });
      if (endsHere) this.used = this.service.generation;
      if (again.kind !== 'found' || again.finding.late) continue;
      const { fault } = again.finding;
      if (fault.clause === shown.clause || !ran.has(fault.clause) || !isAlike(fault, shown)) continue;
      const isWithout = last || !hasRun(again, shown.clause) || ownEntries(again) < deedsIn(scenario);
      if (broken().has(fault.clause) && isWithout) return { kind: 'explained' };
      if (last) return { kind: 'elsewhere', found: again };
    }
    return undefined;
  }

  /** How often the smallest scenario shows the failure: the one that is told is the one that is counted. */
  private recount(plan: CasePlan, { scenario, finding }: Found): Promise<Confirmation> {
    const { signal, emit } = this.options;
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    return confirm(scenario, finding, {
      attempt: (one) => this.playAlone(one),
      serves: () => this.service.serves(),
      tainted: false,
      broken: () => new Set(),
      signal,
    });
  }

  /** A case in which the server's process ended: whether it does so again on fresh ones, and how little it takes. */
  async intoDeath(
    plan: CasePlan,
    attempt: Attempt,
  ): Promise<{ readonly smallest: Attempt; readonly confirmed: Confirmation; readonly interrupted: boolean }> {
    const { signal, emit } = this.options;
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    let [failed, tries] = [0, 0];
    while (tries < DEATH_TRIES) {
      const again = await this.service.attempt(plan.scenario, { leaveMs: REPLAY_LEAVE_MS });
      if (signal.aborted) break;
      tries++;
      if (again.death !== undefined) failed++;
    }
    // What took more than this case is not found by taking from it.
    const smallest =
      failed === tries ? await this.smallest(plan, attempt, ({ death }) => death !== undefined) : attempt;
    return { smallest, confirmed: { failed, tries }, interrupted: signal.aborted };
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

  private async shrunk(plan: CasePlan, found: Found, confirmed: Confirmation): Promise<Found> {
    const { finding } = found;
    const progressMs = shrinkProgressMs(found);
    const showsIt = (attempt: Attempt): attempt is Found => shows(attempt, finding);
    const smallest = await this.smallest(plan, found, showsIt, {
      play: async (one) => {
        const again = await this.replay(one, { progressMs });
        // To start a server for each candidate takes too long: the smallest is counted on fresh ones.
        if (showsIt(again)) this.used = undefined;
        return again;
      },
      times: finding.late ? 1 : timesFor(confirmed),
    });
    if (smallest === found || !finding.late) return showsIt(smallest) ? smallest : found;
    const sure = await this.service.attempt(smallest.scenario);
    return showsIt(sure) ? sure : found;
  }

  /** The smallest scenario found in which this still shows, as it was played last. */
  private async smallest(
    plan: CasePlan,
    start: Attempt,
    isShown: (attempt: Attempt) => boolean,
    {
      play = (scenario) => this.service.attempt(scenario, { leaveMs: REPLAY_LEAVE_MS }),
      times = 1,
    }: { play?(scenario: Scenario): Promise<Attempt>; readonly times?: number } = {},
  ): Promise<Attempt> {
    const { protocol, emit, signal } = this.options;
    if (plan.family === 'replay') return start;
    let best = start;
    let tries = 0;
    const scenario = { ...plan.scenario, steps: upTo(plan.scenario, ownEntries(start)).steps };
    await shrink(scenario, {
      budget: SHRINK_BUDGET,
      signal,
      complete: (core) => {
        const candidate = withPoliteEnd(protocol, core);
        return flawsOf(protocol, candidate).length === 0 ? candidate : undefined;
      },
      stillFails: async (candidate) => {
        for (let time = 0; time < times && !signal.aborted; time++) {
          tries++;
          emit({ kind: 'confirming', id: plan.id, doing: 'shrink', tries });
          const again = await play(candidate);
          if (!isShown(again)) continue;
          best = again;
          return true;
        }
        return false;
      },
    });
    return best;
  }
}

/** How much is done in a scenario of single acts, the rest at its end left out. */
function deedsIn({ steps }: Scenario): number {
  return steps.filter((step) => step.kind === 'act' && step.action.kind !== 'rest').length;
}

function hasRun({ run: { judgement } }: Found, clause: string): boolean {
  return judgement.kind !== 'violation' || judgement.covered.includes(clause);
}

/**
 * How long a candidate is waited for while shrinking. Where the finding does not rest on waiting, what is late is no sign of
 * it, but for what comes before it: that takes as long as it has taken.
 */
function shrinkProgressMs({ finding, run }: Found): number {
  if (finding.late || run.late !== undefined) return SHRINK_PROGRESS_MS;
  return Math.min(defaultLimits.progressMs, Math.max(SHRINK_PROGRESS_MS, SHRINK_MARGIN * run.slowestMs));
}

/** How often a candidate is tried before it counts as one that does not show it: as often as makes that nine times in ten. */
function timesFor({ failed, tries }: Confirmation): number {
  if (failed === tries) return 1;
  const share = Math.max(failed, 1) / tries;
  return Math.min(MOST_TIMES, Math.ceil(Math.log(0.1) / Math.log(1 - share)));
}

/** How many entries of a trace are our own doing. */
function ownEntries({ run }: Attempt): number {
  return run.trace.filter((entry) => entry.kind !== 'read' && entry.kind !== 'end' && entry.kind !== 'patience').length;
}
