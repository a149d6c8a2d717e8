import type { Protocol, World } from '../../runtime/index.js';
import type { Limits } from '../driver/limits.js';
import { runScenario, type ScenarioRun } from '../driver/run-scenario.js';
import { TraceJudge } from '../oracle/judge.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Finding, findingOf } from './finding.js';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** What running a scenario once came to. */
export type Attempt = {
  readonly run: ScenarioRun;
  readonly scenario: Scenario;
} & (
  | { readonly kind: 'accepted' }
  /** It shows something against the server. */
  | { readonly kind: 'found'; readonly finding: Finding }
  /** No connection could be had, or nothing at all came on it. */
  | { readonly kind: 'no-service'; readonly reason: string }
  /** Nothing can be said, and the server is not to blame. */
  | { readonly kind: 'undecided'; readonly reason: string }
  | { readonly kind: 'aborted' }
);

/** Runs scenarios against one server, each with values of its own, so that none can be taken for an earlier one. */
export class Attempts {
  private number: number;
  /** What the server's variables were when the last case was over: they outlive connections. */
  private variables: World['variables'];

  /** The world in which the next case starts, as far as it is known. */
  get world(): World {
    return { ...this.protocol.session.initial, variables: this.variables };
  }

  /** Whether the server has ever accepted a case's first connection and answered it. */
  answered = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly target: Target,
    private readonly signal: AbortSignal | undefined,
    private readonly limits: Partial<Limits>,
    firstNumber: number,
  ) {
    this.number = firstNumber;
    this.variables = protocol.session.initial.variables;
  }

  async once(scenario: Scenario, limits: Partial<Limits> = {}): Promise<Attempt> {
    const run = await runScenario({
      protocol: this.protocol,
      target: this.target,
      scenario,
      number: this.number++,
      limits: { ...this.limits, ...limits },
      ...(this.signal === undefined ? {} : { signal: this.signal }),
      judge: new TraceJudge(startingWith(this.protocol, this.variables)),
    });
    if (run.judgement.kind === 'complete' || run.judgement.kind === 'late')
      this.variables = run.judgement.world.variables;
    const attempt = classify(scenario, run);
    if (run.trace.some((entry) => entry.kind === 'read') || attempt.kind === 'accepted') this.answered = true;
    return attempt;
  }
}

/** The protocol, judged from a world with these variables on. */
function startingWith(protocol: Protocol, variables: World['variables']): Protocol {
  const { session } = protocol;
  if (variables === session.initial.variables) return protocol;
  return { ...protocol, session: { ...session, initial: { ...session.initial, variables } } };
}

function classify(scenario: Scenario, run: ScenarioRun): Attempt {
  const base = { run, scenario };
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
  return { ...base, kind: 'accepted' };
}
