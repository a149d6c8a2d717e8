import type { CasePlan } from '../families/family.js';
import type { Attempt } from './attempt.js';
import { resultOf } from './case-result.js';
import type { CaseResult, Failure } from './events.js';
import type { Halt } from './halt.js';
import type { Inquiry } from './inquiry.js';
import type { JudgedServer } from './judged-server.js';
import { suiteRequirement } from './requirements.js';
import { type Run, tell } from './run.js';
import { type Death, deathText } from './servers.js';
import { type SurvivalFinding, survivalFailure } from './survival-failure.js';

/** How many ends that do not come again are looked into: then there is no more looking for one that does. */
const MOST_CHANCES = 5;

/** Sees to it that a server serves nobody any more, and to whose doing it is. */
export class ServiceEnd {
  private readonly requirement: string;
  /** How many ends have not come again. */
  private chances = 0;

  constructor(
    private readonly run: Run,
    private readonly server: JudgedServer,
    private readonly inquiry: Inquiry,
  ) {
    this.requirement = suiteRequirement(run.protocol.model, 'survival');
  }

  /** Whether it is asked for that a server goes on serving. */
  get isJudged(): boolean {
    return this.run.isJudged(this.requirement);
  }

  /** The server's process ended in a case. */
  async died(plan: CasePlan, attempt: Attempt, death: Death): Promise<void> {
    const { run, requirement } = this;
    if (run.tally.isBroken(requirement) || this.chances >= MOST_CHANCES) return;
    if (!this.isJudged) return run.tally.setAside(requirement);
    const started = performance.now();
    const { smallest, confirmed, interrupted } = await this.inquiry.intoDeath(plan, attempt);
    run.tally.spend(requirement, performance.now() - started);
    const failure = this.failure(resultOf({ ...plan, scenario: smallest.scenario }, smallest, undefined), {
      confirmed,
      process: deathText(smallest.death ?? death),
      hint: `The server's process ended in this exchange${confirmed.failed === 0 ? ', and in no repetition of it by itself: what came before it may be the cause' : ''}. Whatever a client sends or leaves out, the others are to be served on.`,
      ...(interrupted ? { interrupted: 'not made smaller' } : {}),
    });
    if (confirmed.failed > 0) return this.tellOnce(failure);
    run.tally.keep(failure);
    this.chances += 1;
  }

  /** Nobody could be connected: it never was so, or a case has ended it. */
  async unreachable(culprit: CaseResult, attempt: Attempt & { kind: 'no-service' }): Promise<Halt | undefined> {
    const {
      run,
      server: { service },
    } = this;
    if (run.interruption.signal.aborted) return run.interruption.halt;
    if (!run.answered()) {
      const notRun = attempt.death?.notRun === true;
      return { kind: 'unreachable', reason: attempt.reason, ...(notRun ? { notRun } : {}) };
    }
    // That a fresh one does not come up is no doing of the cases.
    if (service.replaceable)
      return { kind: 'gone', reason: `the server could not be started again: ${attempt.reason}` };
    return (await service.serves()) ? undefined : this.since(culprit, attempt.reason, attempt.death);
  }

  /** Nobody is served any more, since this case: it is told, and where there can be a fresh server, the run goes on with it. */
  async since({ id, ...culprit }: CaseResult, reason: string, death: Death | undefined): Promise<Halt | undefined> {
    const { run, server } = this;
    const failure = this.failure(
      { id, ...culprit },
      {
        confirmed: { failed: 1, tries: 1 },
        hint: `After this case the server served nobody any more (${reason}).${this.doubtOf(id)}`,
        ...(death === undefined ? {} : { process: deathText(death) }),
      },
    );
    this.tellOnce(failure);
    if (!server.service.replaceable)
      return { kind: 'gone', reason: `the server stopped serving after ${id}: ${reason}` };
    await server.renew();
    return run.interruption.halt;
  }

  /** A server that is only told of by its address can't be asked again: it may have been ending since the case before. */
  private doubtOf(id: string): string {
    const { last, service } = this.server;
    if (service.replaceable || last === undefined || last.id === id) return '';
    return ` If a fresh one survives this exchange, the case before may have ended it: ${last.id}. Where the suite starts the server itself, each is tried at a fresh one.`;
  }

  private failure(culprit: CaseResult, rest: SurvivalFinding): Failure {
    const { run, requirement } = this;
    const known = run.known.reasonFor(requirement, 'refused');
    const failure = survivalFailure(requirement, culprit, rest);
    return known === undefined ? failure : { ...failure, known };
  }

  private tellOnce(failure: Failure): void {
    const { run, requirement } = this;
    if (!this.isJudged) run.tally.setAside(requirement);
    if (!run.tally.isBroken(requirement)) tell(run, failure);
  }
}
