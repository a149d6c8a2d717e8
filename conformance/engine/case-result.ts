import type { CasePlan } from '../families/family.js';
import type { Attempt } from './attempt.js';
import type { CaseResult } from './events.js';

/** What is told of a case. `cutAt`: the requirement before which it was cut short. */
export function resultOf(plan: CasePlan, attempt: Attempt, cutAt: string | undefined): CaseResult {
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
