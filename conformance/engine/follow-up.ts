import type { CasePlan } from '../families/family.js';
import { type Found, wasServed } from './attempt.js';
import type { CaseResult } from './events.js';
import type { Halt } from './halt.js';
import type { Inquiry, Outcome } from './inquiry.js';
import type { JudgedServer } from './judged-server.js';
import { type Run, tell } from './run.js';
import type { ServiceEnd } from './service-end.js';

/** What comes of chance can be blamed on one thing after another for ever. */
const MOST_CHASED = 4;

/** What looking into a finding has come to, for the run. `instead`: what was found in its place. */
interface LookedInto {
  readonly halt: Halt | undefined;
  readonly instead?: Found;
}

/** Follows up what cases show against a server: each requirement is looked into by one worker at a time. */
export class FollowUp {
  constructor(
    private readonly run: Run,
    private readonly server: JudgedServer,
    private readonly inquiry: Inquiry,
    private readonly end: ServiceEnd,
  ) {}

  /** `chased`: how often it has been found to be the doing of something else than it was blamed on. */
  async of(plan: CasePlan, attempt: Found, result: CaseResult, chased = 0): Promise<Halt | undefined> {
    const { run } = this;
    const requirement = attempt.finding.fault.clause;
    if (attempt.finding.late && !run.answered())
      return { kind: 'unreachable', reason: 'the server accepted a connection and never sent a byte' };
    for (let other = run.inquiries.get(requirement); other !== undefined; other = run.inquiries.get(requirement))
      await other;
    if (!run.isJudged(requirement)) run.tally.setAside(requirement);
    if (run.tally.isBroken(requirement)) return undefined;
    const looking = this.lookInto(plan, attempt, result, chased < MOST_CHASED);
    // Those who wait for it want to know that it is over; what came of it is for this worker.
    run.inquiries.set(
      requirement,
      looking.then(
        () => undefined,
        () => undefined,
      ),
    );
    let found: LookedInto;
    try {
      found = await looking;
    } finally {
      run.inquiries.delete(requirement);
    }
    const { halt, instead } = found;
    if (halt !== undefined || instead === undefined) return halt;
    return this.of({ ...plan, scenario: instead.scenario }, instead, result, chased + 1);
  }

  /** `chases`: whether it is asked for elsewhere. */
  private async lookInto(plan: CasePlan, attempt: Found, result: CaseResult, chases: boolean): Promise<LookedInto> {
    const { run, server } = this;
    const { tally, known, interruption } = run;
    const { clause: requirement, kind } = attempt.finding.fault;
    const started = performance.now();
    // What was found beside the end of a process may be its doing, as what is found on a server that was harmed.
    const tainted = server.tainted || attempt.death !== undefined;
    const ran = server.ranBefore(attempt);
    await server.renew();
    const isKnown = known.reasonFor(requirement, kind);
    const found = await this.inquiry.into(plan, attempt, {
      tainted,
      shrinks: isKnown === undefined,
      chases,
      held: tally.isHeld(requirement),
      broken: () => tally.broken,
    });
    tally.spend(requirement, performance.now() - started);
    if (found.kind === 'elsewhere') return { halt: interruption.halt, instead: found.found };
    if (found.kind === 'interrupted') {
      tally.doubt(requirement, 'interrupted: not confirmed');
      return { halt: interruption.halt };
    }
    return { halt: await this.conclude(plan, attempt, result, found, ran) };
  }

  private async conclude(
    plan: CasePlan,
    attempt: Found,
    result: CaseResult,
    found: Exclude<Outcome, { kind: 'elsewhere' | 'interrupted' }>,
    ran: () => ReadonlySet<string> | undefined,
  ): Promise<Halt | undefined> {
    const { run, server } = this;
    const { tally, known, interruption } = run;
    const { clause: requirement, kind } = attempt.finding.fault;
    const isKnown = known.reasonFor(requirement, kind);
    // What was late, and then nobody came as far as that again, is no lateness, if newcomers are wronged since.
    const harm = found.kind === 'explained' ? undefined : await this.harmBy(requirement);
    const serves = interruption.signal.aborted || (await server.service.serves());
    // With a server at an address all connections end: by itself that breaks nothing else. Of one that was started the
    // process is known to have ended, and this one is another.
    const isOfTheEnd =
      !serves &&
      !server.service.replaceable &&
      this.end.isJudged &&
      found.kind === 'failure' &&
      found.failure.confirmed.failed === 0 &&
      hadEnded(attempt);
    if (!isOfTheEnd && (found.kind === 'failure' || (found.kind === 'doubted' && harm !== undefined))) {
      const reason = isKnown ?? known.reasonFor(requirement, found.failure.fault.kind);
      tell(run, {
        ...found.failure,
        ...(reason === undefined ? {} : { known: reason }),
        ...(harm === undefined ? {} : { since: harm }),
      });
      server.tainted = true;
    }
    if (!serves) {
      // Where this case has not had a byte, the one before it was the last that was served.
      const culprit = wasServed(attempt) ? result : (server.last ?? result);
      return this.end.since(culprit, 'the server no longer answers', attempt.death);
    }
    if (interruption.signal.aborted) return interruption.halt;
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
    const {
      server: { service },
      run,
    } = this;
    if (service.replaceable || run.interruption.signal.aborted) return undefined;
    const clause = (await service.harm())?.fault.clause;
    if (clause === undefined || clause === requirement || run.tally.isBroken(clause) || !run.tally.hasPassed(clause))
      return undefined;
    return `the server breaks ${clause}, which it kept before, for everybody who connects`;
  }
}

/** Whether the server had ended the connection at which it shows. */
function hadEnded({ run: { trace }, finding: { fault } }: Found): boolean {
  return trace
    .slice(0, fault.entry + 1)
    .some(({ kind, connection }) => kind === 'end' && connection === fault.connection);
}
