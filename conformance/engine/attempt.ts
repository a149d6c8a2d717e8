import type { ScenarioRun } from '../driver/run-scenario.js';
import type { TraceJudge } from '../oracle/judge.js';
import type { SeenMessage } from '../oracle/messages-seen.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Finding, findingOf } from './finding.js';
import type { Death } from './servers.js';

/** What running a scenario once came to. */
export type Attempt = {
  readonly run: ScenarioRun;
  readonly scenario: Scenario;
  /** Something in it came of those who were there before. */
  readonly straying: boolean;
  /** The server's process ended in it. */
  readonly death?: Death;
} & (
  | {
      readonly kind: 'accepted';
      /** What clients and server said in it. */
      readonly messages: (wanted: (message: string) => boolean) => Iterable<SeenMessage>;
    }
  /** It shows something against the server. */
  | { readonly kind: 'found'; readonly finding: Finding }
  /** No connection could be had, or nothing at all came on it. */
  | { readonly kind: 'no-service'; readonly reason: string }
  /** Nothing can be said, and the server is not to blame. */
  | { readonly kind: 'undecided'; readonly reason: string }
  | { readonly kind: 'aborted' }
);

/** One in which all was as it should be. */
export type Accepted = Attempt & { readonly kind: 'accepted' };

/** One that shows something against the server. */
export type Found = Attempt & { readonly kind: 'found' };

/** Whether the server has said anything. */
export function wasServed({ run }: Attempt): boolean {
  return run.trace.some((entry) => entry.kind === 'read');
}

/** Whether something happened that the end of the server's process would explain. */
export function hasBroken({ kind, run }: Attempt): boolean {
  if (kind === 'no-service') return true;
  return kind !== 'aborted' && kind !== 'accepted' && run.trace.some((entry) => entry.kind === 'end');
}

/** What a run has come to. */
export function attemptOf(scenario: Scenario, run: ScenarioRun, judge: TraceJudge): Attempt {
  const base = { run, scenario, straying: judge.straying };
  const { judgement, problem, trace } = run;
  switch (problem?.kind) {
    case 'aborted':
      return { ...base, kind: 'aborted' };
    case 'own-limits':
      return { ...base, kind: 'undecided', reason: problem.message };
    case 'refused':
    case 'unreachable':
    case 'reset-on-connect':
      return { ...base, kind: 'no-service', reason: problem.message };
    default:
      break;
  }
  if (judgement.kind === 'inconclusive') return { ...base, kind: 'undecided', reason: judgement.reason };
  // What was still arriving when the step had to end shows slowness, not silence.
  if (judgement.kind === 'late' && run.late?.why === 'hard')
    return { ...base, kind: 'undecided', reason: 'the server was still sending when the time for a step was over' };
  const finding = findingOf(judgement, trace);
  if (finding !== undefined) return { ...base, kind: 'found', finding };
  if (problem !== undefined) return { ...base, kind: 'undecided', reason: problem.message };
  return { ...base, kind: 'accepted', messages: (wanted) => judge.messages(wanted) };
}
