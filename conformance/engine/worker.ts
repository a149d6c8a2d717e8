import type { World } from '../../runtime/index.js';
import type { CasePlan } from '../families/family.js';
import type { Accepted, Attempt } from './attempt.js';
import type { Beside } from './bystander.js';
import { resultOf } from './case-result.js';
import type { CaseResult } from './events.js';
import { FollowUp } from './follow-up.js';
import type { Halt } from './halt.js';
import type { Inquiry } from './inquiry.js';
import { JudgedServer } from './judged-server.js';
import { pathOf } from './path.js';
import { REPLAY_LEAVE_MS } from './replays.js';
import type { Run } from './run.js';
import type { Service } from './service.js';
import { ServiceEnd } from './service-end.js';
import { undefinedSeen } from './undefined-seen.js';

/** How often a case is tried again in which something of an earlier one has come. */
const STRAY_TRIES = 3;

/** Runs one case after the other on a server of its own, and sees to what they show. */
export class Worker {
  private readonly server: JudgedServer;
  private readonly end: ServiceEnd;
  private readonly followUp: FollowUp;

  constructor(
    private readonly run: Run,
    readonly service: Service,
    inquiry: Inquiry,
  ) {
    this.server = new JudgedServer(run.protocol, run.interruption.signal, service);
    this.end = new ServiceEnd(run, this.server, inquiry);
    this.followUp = new FollowUp(run, this.server, inquiry, this.end);
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
    this.server.tainted = true;
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
    this.server.played(attempt, world);
    const halt = await this.follow(plan, attempt, result, world);
    for (const verdict of tally.news()) run.emit({ kind: 'verdict', verdict });
    this.server.last = result;
    return halt;
  }

  /** Plays a case; where the one before it has ended the server, on a fresh one if there can be one. */
  private async attempt(plan: CasePlan): Promise<Attempt> {
    const { service } = this;
    const { last } = this.server;
    const known = this.run.tally.broken;
    // Of a server that is replaced as soon as something shows nobody need take their leave.
    const limits = { known, ...(known.size > 0 && service.replaceable ? { leaveFoundMs: REPLAY_LEAVE_MS } : {}) };
    // It may have ended a moment after the last case was over.
    if (service.death !== undefined && last !== undefined)
      await this.end.since(last, 'its process had ended', service.death);
    const play = (): Promise<Attempt> =>
      service.attempt(plan.scenario, limits, (accepted) => this.learnFrom(plan, accepted));
    let attempt = await play();
    for (let again = 0; again < STRAY_TRIES && attempt.kind === 'undecided' && attempt.straying; again++) {
      // What a broken server goes on saying of those who have gone is over at a fresh one.
      if (this.run.tally.broken.size > 0) await this.server.renew();
      attempt = await play();
    }
    if (attempt.kind !== 'no-service' || !service.replaceable || last === undefined) return attempt;
    await this.end.since(last, attempt.reason, attempt.death);
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
        return this.end.unreachable(this.server.last ?? result, attempt);
      case 'found': {
        run.tally.stop(attempt.finding.fault.clause, pathOf(run.protocol, plan.scenario, world).ids);
        const halt = await this.followUp.of(plan, attempt, result);
        if (halt !== undefined) return halt;
        break;
      }
    }
    if (attempt.death !== undefined) await this.end.died(plan, attempt, attempt.death);
    if (attempt.kind !== 'accepted' || attempt.death !== undefined) await this.server.renew();
    return interruption.halt;
  }
}
