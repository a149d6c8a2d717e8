import type { Protocol, World } from '../../runtime/index.js';
import type { CasePlan } from '../families/family.js';
import type { GrammarTally } from '../grammar/grammar-tally.js';
import { type Accepted, type Attempt, type Found, wasServed } from './attempt.js';
import type { Beside } from './bystander.js';
import type { CaseResult, Failure, RunEvent } from './events.js';
import type { Halt, Interruption } from './halt.js';
import { type Inquiry, REPLAY_LEAVE_MS } from './inquiry.js';
import type { KnownFailures } from './known-failures.js';
import type { ObservedOrder } from './observed-order.js';
import type { Pace } from './pace.js';
import { Past } from './past.js';
import { pathOf } from './path.js';
import { suiteRequirement } from './requirements.js';
import { type Death, deathText } from './servers.js';
import type { Service } from './service.js';
import type { Standstill } from './standstill.js';
import { type SurvivalFinding, survivalFailure } from './survival-failure.js';
import type { Tally } from './tally.js';
import { undefinedSeen } from './undefined-seen.js';

/** How often a case is tried again in which something of an earlier one has come. */
const STRAY_TRIES = 3;
/** What comes of chance can be blamed on one thing after another for ever. */
const MOST_CHASED = 4;

/** What the workers of a run share. */
export interface Run {
  readonly protocol: Protocol;
  readonly tally: Tally;
  readonly grammar: GrammarTally;
  readonly standstill: Standstill;
  readonly known: KnownFailures;
  readonly interruption: Interruption;
  /** Requirements that a worker is looking into: another one waits until it is known what came of it. */
  readonly inquiries: Map<string, Promise<void>>;
  readonly order: ObservedOrder;
  readonly pace: Pace;
  isJudged(requirement: string): boolean;
  /** Whether any server of the run has ever answered. */
  answered(): boolean;
  count(kind: 'run' | 'blocked'): number;
  emit(event: RunEvent): void;
}

/** Runs one case after the other on a server of its own, and sees to what they show. */
export class Worker {
  /** The last case that ran to its end, to which the death of the server is charged. */
  private last: CaseResult | undefined;
  /** Its server has shown a fault, and may be harmed by it. */
  private tainted = false;
  /** What its server has been through. */
  private readonly past: Past;

  constructor(
    private readonly run: Run,
    readonly service: Service,
    private readonly inquiry: Inquiry,
  ) {
    this.past = new Past(run.protocol, service);
  }

  async runCase(planned: CasePlan): Promise<Halt | undefined> {
    const { run, service } = this;
    const { tally, standstill } = run;
    const { world } = service.attempts;
    const ahead = planned.family === 'replay' ? undefined : standstill.ahead(planned.scenario, world, tally.broken);
    if (ahead !== undefined) tally.stop(ahead.requirement, ahead.path.ids);
    if (ahead !== undefined && ahead.scenario === undefined) {
      run.count('blocked');
      run.emit({ kind: 'case-blocked', id: planned.id, family: planned.family, requirement: ahead.requirement });
      return undefined;
    }
    const plan = { ...planned, scenario: ahead?.scenario ?? planned.scenario };
    run.emit({ kind: 'case-start', id: plan.id, family: plan.family, number: run.count('run') });
    const attempt = await this.attempt(plan);
    standstill.note(attempt, world);
    run.pace.note(attempt.run.trace, attempt.run.times);
    return this.conclude(plan, attempt, world, ahead?.requirement);
  }

  /** What was played beside the others: what shows then and never again may be their doing. */
  async concludeBeside({ plan, attempt }: Beside): Promise<Halt | undefined> {
    const { run, service } = this;
    run.emit({ kind: 'case-start', id: plan.id, family: plan.family, number: run.count('run') });
    this.tainted = true;
    if (attempt.kind === 'accepted') this.learnFrom(plan, attempt);
    return this.conclude(plan, attempt, service.attempts.world, undefined);
  }

  private async conclude(
    plan: CasePlan,
    attempt: Attempt,
    world: World,
    cutAt: string | undefined,
  ): Promise<Halt | undefined> {
    const { run } = this;
    const { tally } = run;
    const result = resultOf(plan, attempt, cutAt);
    tally.spend(plan.aim, attempt.run.ms);
    run.emit({ kind: 'case-end', result });
    this.past.add(attempt.scenario, world);
    const halt = await this.follow(plan, attempt, result, world);
    for (const verdict of tally.news()) run.emit({ kind: 'verdict', verdict });
    this.last = result;
    return halt;
  }

  /** Plays a case; where the one before it has ended the server, on a fresh one if there can be one. */
  private async attempt(plan: CasePlan): Promise<Attempt> {
    const { service, last } = this;
    const known = this.run.tally.broken;
    // Of a server that is replaced as soon as something shows nobody need take their leave.
    const limits = { known, ...(known.size > 0 && service.replaceable ? { leaveFoundMs: REPLAY_LEAVE_MS } : {}) };
    // It may have ended a moment after the last case was over.
    if (service.death !== undefined && last !== undefined)
      await this.serviceEnded(last, 'its process had ended', service.death);
    const play = (): Promise<Attempt> =>
      service.attempt(plan.scenario, limits, (accepted) => this.learnFrom(plan, accepted));
    let attempt = await play();
    for (let again = 0; again < STRAY_TRIES && attempt.kind === 'undecided' && attempt.straying; again++) {
      // What a broken server goes on saying of those who have gone is over at a fresh one.
      if (this.run.tally.broken.size > 0) await this.renew();
      attempt = await play();
    }
    if (attempt.kind !== 'no-service' || !service.replaceable || last === undefined) return attempt;
    await this.serviceEnded(last, attempt.reason, attempt.death);
    return play();
  }

  /** What an accepted case shows of the server. */
  private learnFrom({ scenario }: CasePlan, { run: { judgement, trace }, straying, messages }: Accepted): void {
    const { tally, grammar, order } = this.run;
    if (judgement.kind === 'complete') {
      tally.accept(judgement.covered, undefinedSeen(judgement, trace));
      grammar.accept(messages);
    }
    // Under another order, what strays in would be refused.
    if (!straying && scenario.steps.some((step) => step.kind === 'block' && step.lanes.length > 1)) order.note(trace);
  }

  /** What follows from how a case ended. */
  private async follow(plan: CasePlan, attempt: Attempt, result: CaseResult, world: World): Promise<Halt | undefined> {
    const { run } = this;
    const { tally, interruption } = run;
    switch (attempt.kind) {
      case 'aborted':
        return interruption.halt ?? { kind: 'aborted', reason: 'the run was interrupted' };
      case 'accepted':
        break;
      case 'undecided':
        if (plan.aim !== undefined) tally.doubt(plan.aim, attempt.reason);
        break;
      case 'no-service':
        return this.withoutService(this.last ?? result, attempt);
      case 'found': {
        run.tally.stop(attempt.finding.fault.clause, pathOf(run.protocol, plan.scenario, world).ids);
        const halt = await this.found(plan, attempt, result);
        if (halt !== undefined) return halt;
        break;
      }
    }
    if (attempt.death !== undefined) await this.died(plan, attempt, attempt.death);
    if (attempt.kind !== 'accepted' || attempt.death !== undefined) await this.renew();
    return interruption.halt;
  }

  /** `chased`: how often it has been found to be the doing of something else than it was blamed on. */
  private async found(plan: CasePlan, attempt: Found, result: CaseResult, chased = 0): Promise<Halt | undefined> {
    const { run } = this;
    const requirement = attempt.finding.fault.clause;
    if (attempt.finding.late && !run.answered())
      return { kind: 'unreachable', reason: 'the server accepted a connection and never sent a byte' };
    for (let other = run.inquiries.get(requirement); other !== undefined; other = run.inquiries.get(requirement))
      await other;
    if (!run.isJudged(requirement)) run.tally.setAside(requirement);
    if (run.tally.isBroken(requirement)) return undefined;
    let elsewhere: Found | undefined;
    const inquiry = this.lookInto(plan, attempt, result, {
      chases: chased < MOST_CHASED,
      instead: (found) => {
        elsewhere = found;
      },
    });
    // Those who wait for it want to know that it is over; what came of it is for this worker.
    run.inquiries.set(
      requirement,
      inquiry.then(
        () => undefined,
        () => undefined,
      ),
    );
    let halt: Halt | undefined;
    try {
      halt = await inquiry;
    } finally {
      run.inquiries.delete(requirement);
    }
    if (halt !== undefined || elsewhere === undefined) return halt;
    return this.found({ ...plan, scenario: elsewhere.scenario }, elsewhere, result, chased + 1);
  }

  private async lookInto(
    plan: CasePlan,
    attempt: Found,
    result: CaseResult,
    /** `chases`: whether it is asked for elsewhere; `instead` is told of what is found in its place. */
    { chases, instead }: { readonly chases: boolean; instead(found: Found): void },
  ): Promise<Halt | undefined> {
    const { run, service } = this;
    const { tally, known, interruption } = run;
    const { clause: requirement, kind } = attempt.finding.fault;
    const started = performance.now();
    // What was found beside the end of a process may be its doing, as what is found on a server that was harmed.
    const tainted = this.tainted || attempt.death !== undefined;
    const ran = this.past.upTo(attempt);
    await this.renew();
    const isKnown = known.reasonFor(requirement, kind);
    const found = await this.inquiry.into(plan, attempt, {
      tainted,
      shrinks: isKnown === undefined,
      chases,
      held: tally.isHeld(requirement),
      broken: () => tally.broken,
    });
    tally.spend(requirement, performance.now() - started);
    if (found.kind === 'elsewhere') {
      instead(found.found);
      return interruption.halt;
    }
    if (found.kind === 'interrupted') {
      tally.doubt(requirement, 'interrupted: not confirmed');
      return interruption.halt;
    }
    // What was late, and then nobody came as far as that again, is no lateness, if newcomers are wronged since.
    const harm = found.kind === 'explained' ? undefined : await this.harmBy(requirement);
    if (found.kind === 'failure' || (found.kind === 'doubted' && harm !== undefined)) {
      const reason = isKnown ?? known.reasonFor(requirement, found.failure.fault.kind);
      this.fail({
        ...found.failure,
        ...(reason === undefined ? {} : { known: reason }),
        ...(harm === undefined ? {} : { since: harm }),
      });
      this.tainted = true;
    }
    if (interruption.signal.aborted) return interruption.halt;
    if (!(await service.serves())) {
      // Where this case has not had a byte, the one before it was the last that was served.
      const culprit = wasServed(attempt) ? result : (this.last ?? result);
      return this.serviceEnded(culprit, 'the server no longer answers', attempt.death);
    }
    if (harm !== undefined) return { kind: 'gone', reason: `since ${plan.id} ${harm}` };
    if (found.kind === 'doubted' && found.unlessAlone === true) {
      const reason = isKnown === undefined ? {} : { known: isKnown };
      tally.hold({ ...found.failure, ...reason }, found.reason, ran());
    } else if (found.kind === 'doubted' && attempt.death === undefined) tally.doubt(requirement, found.reason);
    return undefined;
  }

  /**
   * What a failure has made of a server that can't be replaced, if it goes on: where newcomers are now shown to be wronged
   * in what cases came through before, nothing that they show can be charged to what it breaks.
   */
  private async harmBy(requirement: string): Promise<string | undefined> {
    const { service, run } = this;
    if (service.replaceable || run.interruption.signal.aborted) return undefined;
    const clause = (await service.harm())?.fault.clause;
    if (clause === undefined || clause === requirement || run.tally.isBroken(clause) || !run.tally.hasPassed(clause))
      return undefined;
    return `the server breaks ${clause}, which it kept before, for everybody who connects`;
  }

  /** The server's process ended in a case. */
  private async died(plan: CasePlan, attempt: Attempt, death: Death): Promise<void> {
    const { run } = this;
    const requirement = suiteRequirement(run.protocol.model, 'survival');
    if (run.tally.isBroken(requirement)) return;
    if (!run.isJudged(requirement)) return run.tally.setAside(requirement);
    const started = performance.now();
    const { smallest, confirmed, interrupted } = await this.inquiry.intoDeath(plan, attempt);
    run.tally.spend(requirement, performance.now() - started);
    this.failSurvival(resultOf({ ...plan, scenario: smallest.scenario }, smallest, undefined), {
      confirmed,
      process: deathText(smallest.death ?? death),
      hint: "The server's process ended in this exchange: whatever a client sends or leaves out, the others are to be served on.",
      ...(interrupted ? { interrupted: 'not made smaller' } : {}),
    });
  }

  /** Nobody could be connected: it never was so, or a case has ended it. */
  private async withoutService(
    culprit: CaseResult,
    attempt: Attempt & { kind: 'no-service' },
  ): Promise<Halt | undefined> {
    const { run, service } = this;
    if (run.interruption.signal.aborted) return run.interruption.halt;
    if (!run.answered()) {
      const notRun = attempt.death?.notRun === true;
      return { kind: 'unreachable', reason: attempt.reason, ...(notRun ? { notRun } : {}) };
    }
    // That a fresh one does not come up is no doing of the cases.
    if (service.replaceable)
      return { kind: 'gone', reason: `the server could not be started again: ${attempt.reason}` };
    return (await service.serves()) ? undefined : this.serviceEnded(culprit, attempt.reason, attempt.death);
  }

  /** Nobody is served any more, since this case: it is told, and where there can be a fresh server, the run goes on with it. */
  private async serviceEnded(
    { id, ...culprit }: CaseResult,
    reason: string,
    death: Death | undefined,
  ): Promise<Halt | undefined> {
    const { run, service } = this;
    this.failSurvival(
      { id, ...culprit },
      {
        confirmed: { failed: 1, tries: 1 },
        hint: `After this case the server served nobody any more (${reason}).`,
        ...(death === undefined ? {} : { process: deathText(death) }),
      },
    );
    if (!service.replaceable) return { kind: 'gone', reason: `the server stopped serving after ${id}: ${reason}` };
    await this.renew();
    return run.interruption.halt;
  }

  /** What a case has damaged is replaced, where it can be. */
  private async renew(): Promise<void> {
    if (!this.service.replaceable || this.run.interruption.signal.aborted) return;
    await this.service.renew();
    this.tainted = false;
  }

  private failSurvival(culprit: CaseResult, rest: SurvivalFinding): void {
    const { run } = this;
    const requirement = suiteRequirement(run.protocol.model, 'survival');
    if (!run.isJudged(requirement)) run.tally.setAside(requirement);
    if (run.tally.isBroken(requirement)) return;
    const known = run.known.reasonFor(requirement, 'refused');
    const failure = survivalFailure(requirement, culprit, rest);
    this.fail(known === undefined ? failure : { ...failure, known });
  }

  private fail(failure: Failure): void {
    this.run.tally.fail(failure);
    this.run.emit({ kind: 'failure', failure });
  }
}

function resultOf(plan: CasePlan, attempt: Attempt, cutAt: string | undefined): CaseResult {
  return {
    id: plan.id,
    family: plan.family,
    ...(plan.aim === undefined ? {} : { aim: plan.aim }),
    scenario: attempt.scenario,
    trace: attempt.run.trace,
    times: attempt.run.times,
    judgement: attempt.run.judgement,
    ms: attempt.run.ms,
    ...(attempt.kind === 'undecided' || attempt.kind === 'no-service' ? { inconclusive: attempt.reason } : {}),
    ...(cutAt === undefined ? {} : { cutAt }),
  };
}
