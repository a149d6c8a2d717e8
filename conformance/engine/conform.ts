import type { Protocol, World } from '../../runtime/index.js';
import type { Limits } from '../driver/limits.js';
import type { CasePlan } from '../families/family.js';
import { families } from '../families/index.js';
import { flawsOf } from '../scenario/check.js';
import { withPoliteEnd } from '../scenario/ending.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Attempt, Attempts, type Target } from './attempt.js';
import { confirm, shows } from './confirm.js';
import type { CaseResult, ExitStatus, Failure, Report, Requirement, RunEvent } from './events.js';
import type { Finding } from './finding.js';
import { hintFor } from './hints.js';
import { requirementsOf, suiteRequirement } from './requirements.js';
import { shrink, upTo } from './shrink.js';
import { Tally } from './tally.js';
import { undefinedSeen } from './undefined-seen.js';

export interface ConformOptions {
  readonly protocol: Protocol;
  readonly target: Target;
  /** Fixes which scenarios are generated. */
  readonly seed: number;
  /** How many random scenarios, beside those that the spec's clauses give. */
  readonly runs: number;
  /** The whole run's; what could not be run by then is `blocked`. */
  readonly timeoutMs?: number;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Run this alone. */
  readonly replay?: Scenario;
  emit(event: RunEvent): void;
}

/** Judges a server. Never throws for anything that the server does. */
export function conform(options: ConformOptions): Promise<Report> {
  return new ConformanceRun(options).go();
}

/** Why a run stopped before its last case. */
type Halt =
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'aborted' | 'timeout'; readonly reason: string };

const SHRINK_BUDGET = { tries: 60, ms: 15_000 };
/** What a candidate that is only late is waited for, while shrinking: the smallest one is tried again at full length. */
const SHRINK_PROGRESS_MS = 400;

class ConformanceRun {
  private readonly requirements: readonly Requirement[];
  private readonly tally: Tally;
  private readonly attempts: Attempts;
  private readonly signal: AbortSignal;
  private readonly started = performance.now();
  private readonly probe: Scenario;
  private cases = 0;
  /** The last case that ran to its end, to which the death of the server is charged. */
  private last: CaseResult | undefined;

  constructor(private readonly options: ConformOptions) {
    const { protocol } = options;
    this.requirements = requirementsOf(protocol.model);
    this.tally = new Tally(this.requirements);
    const signals = [
      options.signal,
      options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs),
    ];
    this.signal = AbortSignal.any(signals.filter((signal) => signal !== undefined));
    // Names of an earlier run may still be known to the server: a run starts at a number of its own.
    const firstNumber = Math.floor(Math.random() * 46_656);
    this.attempts = new Attempts(protocol, options.target, this.signal, options.limits ?? {}, firstNumber);
    this.probe = withPoliteEnd(protocol, {
      clients: ['Probe'],
      steps: [{ kind: 'act', action: { kind: 'connect', client: 0 } }],
    });
  }

  async go(): Promise<Report> {
    const { protocol, target, seed, runs, emit } = this.options;
    const { initial } = protocol.session;
    const expected = [...this.plans(() => initial)];
    const plans = protocol.model.session.variables.some(({ scope }) => scope === 'world')
      ? this.plans(() => this.attempts.world)
      : expected;
    emit({
      kind: 'start',
      model: protocol.model,
      target: addressOf(target),
      seed,
      runs,
      requirements: this.requirements,
      cases: expected.length,
    });
    let halt: Halt | undefined;
    for (const plan of plans) {
      halt = this.interrupted() ?? (await this.runCase(plan));
      if (halt !== undefined) break;
    }
    if (halt === undefined && this.options.replay === undefined)
      this.tally.accept([suiteRequirement(protocol.model, 'survival')]);
    const report = this.report(halt);
    emit({ kind: 'end', report });
    return report;
  }

  /** Made one by one: what a server's variables hold by then decides what a case has to do. */
  private *plans(world: () => World): Generator<CasePlan> {
    const { protocol, seed, runs, replay } = this.options;
    if (replay !== undefined) yield { id: 'replay/scenario', family: 'replay', scenario: replay };
    else for (const family of families) yield* family.cases({ protocol, seed, runs, world });
  }

  private interrupted(): Halt | undefined {
    if (this.options.signal?.aborted === true) return { kind: 'aborted', reason: 'the run was interrupted' };
    if (this.signal.aborted) return { kind: 'timeout', reason: 'the time given for the run is over' };
    return undefined;
  }

  private async runCase(plan: CasePlan): Promise<Halt | undefined> {
    const { emit } = this.options;
    this.cases++;
    emit({ kind: 'case-start', id: plan.id, family: plan.family, number: this.cases });
    const attempt = await this.attempts.once(plan.scenario, { known: this.tally.failedRequirements });
    const result = resultOf(plan, attempt);
    emit({ kind: 'case-end', result });
    switch (attempt.kind) {
      case 'aborted':
        return this.interrupted() ?? { kind: 'aborted', reason: 'the run was interrupted' };
      case 'accepted':
        if (attempt.run.judgement.kind === 'complete') {
          this.tally.accept(attempt.run.judgement.covered, undefinedSeen(attempt.run.judgement, attempt.run.trace));
        }
        break;
      case 'undecided':
        if (plan.aim !== undefined) this.tally.doubt(plan.aim, attempt.reason);
        break;
      case 'no-service':
        return this.withoutService(result, attempt.reason);
      case 'found': {
        const halt = await this.found(plan, attempt, result);
        if (halt !== undefined) return halt;
        break;
      }
    }
    this.last = result;
    return undefined;
  }

  /** Confirms, shrinks and reports what a case has shown. */
  private async found(
    plan: CasePlan,
    attempt: Attempt & { kind: 'found' },
    result: CaseResult,
  ): Promise<Halt | undefined> {
    const { emit } = this.options;
    const { finding } = attempt;
    const requirement = finding.fault.clause;
    if (finding.late && !this.attempts.answered) {
      return { kind: 'unreachable', reason: 'the server accepted a connection and never sent a byte' };
    }
    if (this.tally.hasFailed(requirement)) return undefined;
    emit({ kind: 'confirming', id: plan.id, doing: 'replay', tries: 0 });
    const confirmation = await confirm(plan.scenario, finding, {
      attempts: this.attempts,
      serves: () => this.serves(),
      tainted: this.tally.failed.length > 0,
      signal: this.signal,
    });
    if (!confirmation.believed) {
      if (this.signal.aborted) return undefined;
      if (!(await this.serves())) return this.withoutService(result, 'the server no longer answers', result);
      this.tally.doubt(requirement, confirmation.reason);
      return undefined;
    }
    const smallest = await this.shrunk(plan, attempt);
    const level = this.requirements.find((one) => one.id === requirement)?.level ?? 'must';
    const hint = hintFor({
      protocol: this.options.protocol,
      finding: smallest.finding,
      trace: smallest.run.trace,
      judgement: smallest.run.judgement,
    });
    const failure: Failure = {
      requirement,
      level,
      fault: smallest.finding.fault,
      scenario: smallest.scenario,
      trace: smallest.run.trace,
      found: plan.id,
      confirmed: { failed: confirmation.failed, tries: confirmation.tries },
      ...(smallest.run.lateMs === undefined ? {} : { waitedMs: Math.round(smallest.run.lateMs) }),
      ...(hint === undefined ? {} : { hint }),
    };
    this.tally.fail(failure);
    emit({ kind: 'failure', failure });
    return (await this.serves()) || this.signal.aborted
      ? undefined
      : this.withoutService(result, 'the server no longer answers', result);
  }

  private async shrunk(plan: CasePlan, attempt: Attempt & { kind: 'found' }): Promise<Attempt & { kind: 'found' }> {
    const { finding } = attempt;
    const { protocol, emit } = this.options;
    if (plan.family === 'replay') return attempt;
    const limits = finding.late ? { progressMs: SHRINK_PROGRESS_MS } : {};
    let best = attempt;
    let tries = 0;
    const start = { ...plan.scenario, steps: upTo(plan.scenario, ownEntries(attempt)).steps };
    const smallest = await shrink(start, {
      budget: SHRINK_BUDGET,
      signal: this.signal,
      complete: (core) => {
        const candidate = withPoliteEnd(protocol, core);
        return flawsOf(protocol, candidate).length === 0 ? candidate : undefined;
      },
      stillFails: async (candidate) => {
        tries++;
        emit({ kind: 'confirming', id: plan.id, doing: 'shrink', tries });
        const again = await this.attempts.once(candidate, limits);
        if (again.kind !== 'found' || !shows(again, finding)) return false;
        best = again;
        return true;
      },
    });
    if (!finding.late || smallest === start) return best;
    const sure = await this.attempts.once(best.scenario);
    return sure.kind === 'found' && shows(sure, finding) ? sure : attempt;
  }

  /** Whether somebody who comes anew is served: logs in where there is a login, and leaves. */
  private async serves(): Promise<boolean> {
    for (let tries = 0; tries < 2; tries++) {
      const attempt = await this.attempts.once(this.probe);
      // A finding of its own is no silence: somebody answered.
      if (attempt.kind === 'accepted' || attempt.kind === 'undecided' || attempt.kind === 'aborted') return true;
      if (attempt.kind === 'found' && attempt.run.trace.some((entry) => entry.kind === 'read')) return true;
    }
    return false;
  }

  /** Nobody is served: it never was so, or a case has ended it. */
  private async withoutService(during: CaseResult, reason: string, culprit = this.last): Promise<Halt | undefined> {
    if (!this.attempts.answered) return { kind: 'unreachable', reason };
    if (await this.serves()) return undefined;
    const requirement = suiteRequirement(this.options.protocol.model, 'survival');
    const guilty = culprit ?? during;
    const failure: Failure = {
      requirement,
      level: 'must',
      fault: {
        kind: 'refused',
        connection: 0,
        offset: 0,
        clause: requirement,
        acceptable: [],
        got: new Uint8Array(),
        entry: guilty.trace.length,
      },
      scenario: guilty.scenario,
      trace: guilty.trace,
      found: guilty.id,
      confirmed: { failed: 1, tries: 1 },
      hint: `After this case the server served nobody any more (${reason}).`,
    };
    this.tally.fail(failure);
    this.options.emit({ kind: 'failure', failure });
    return { kind: 'gone', reason: `the server stopped serving after ${guilty.id}: ${reason}` };
  }

  private report(halt: Halt | undefined): Report {
    const { protocol, target, seed, runs } = this.options;
    const unreached =
      halt === undefined
        ? ({ kind: 'skipped', reason: 'no case came to it' } as const)
        : ({ kind: 'blocked', reason: halt.reason } as const);
    const failures = this.tally.failed;
    const { status, summary } = this.conclusion(halt, failures);
    return {
      protocol: protocol.model.name,
      target: addressOf(target),
      seed,
      runs,
      status,
      summary,
      verdicts: this.tally.verdicts(unreached),
      failures,
      coverage: this.tally.coverage(),
      cases: this.cases,
      ms: Math.round(performance.now() - this.started),
    };
  }

  private conclusion(halt: Halt | undefined, failures: readonly Failure[]): { status: ExitStatus; summary: string } {
    const broken = failures.filter((failure) => failure.level === 'must').length;
    if (broken > 0)
      return { status: 1, summary: `${broken} ${broken === 1 ? 'requirement is' : 'requirements are'} broken` };
    if (halt !== undefined) return { status: 3, summary: `not judged to the end: ${halt.reason}` };
    if (this.tally.doubtful)
      return { status: 3, summary: 'nothing is broken for certain, but not everything could be judged' };
    return { status: 0, summary: 'conformant' };
  }
}

/** As it is typed: an IPv6 address stands in brackets. */
function addressOf({ host, port }: Target): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function resultOf(plan: CasePlan, attempt: Attempt): CaseResult {
  return {
    id: plan.id,
    family: plan.family,
    ...(plan.aim === undefined ? {} : { aim: plan.aim }),
    scenario: attempt.scenario,
    trace: attempt.run.trace,
    judgement: attempt.run.judgement,
    ms: attempt.run.ms,
    ...(attempt.kind === 'undecided' || attempt.kind === 'no-service' ? { inconclusive: attempt.reason } : {}),
  };
}

/** How many entries of a trace are our own doing. */
function ownEntries(attempt: Attempt & { finding: Finding }): number {
  return attempt.run.trace.filter((entry) => entry.kind !== 'read' && entry.kind !== 'end' && entry.kind !== 'patience')
    .length;
}
