import type { Coverage, Failure, Requirement, Verdict } from './events.js';
import type { undefinedSeen } from './undefined-seen.js';

/** Collects what the cases of a run say of each requirement. */
export class Tally {
  private readonly covered = new Map<string, number>();
  private readonly failures = new Map<string, Failure>();
  private readonly doubts = new Map<string, string>();
  /** What the server did in each undefined case, and how often. */
  private readonly deeds = new Map<string, Map<string, number>>();

  constructor(private readonly requirements: readonly Requirement[]) {}

  /** An accepted case ran these clauses and branches, and these undefined cases came to that. */
  accept(covered: readonly string[], undefinedCases: ReturnType<typeof undefinedSeen> = []): void {
    for (const id of covered) this.covered.set(id, (this.covered.get(id) ?? 0) + 1);
    for (const { clause, deed } of undefinedCases) {
      const deeds = this.deeds.get(clause) ?? new Map<string, number>();
      this.deeds.set(clause, deeds.set(deed, (deeds.get(deed) ?? 0) + 1));
    }
  }

  fail(failure: Failure): void {
    this.failures.set(failure.requirement, failure);
  }

  hasFailed(requirement: string): boolean {
    return this.failures.has(requirement);
  }

  doubt(requirement: string, reason: string): void {
    if (!this.doubts.has(requirement)) this.doubts.set(requirement, reason);
  }

  get failedRequirements(): ReadonlySet<string> {
    return new Set(this.failures.keys());
  }

  get failed(): readonly Failure[] {
    return [...this.failures.values()];
  }

  get doubtful(): boolean {
    return [...this.doubts.keys()].some((id) => !this.failures.has(id));
  }

  /** `unreached` says why what no case exercised was not: the server had gone, or no case came to it. */
  verdicts(unreached: { readonly kind: 'blocked' | 'skipped'; readonly reason: string }): readonly Verdict[] {
    return this.requirements.map((requirement): Verdict => {
      const { id } = requirement;
      const cases = this.covered.get(id) ?? 0;
      const failure = this.failures.get(id);
      if (failure !== undefined) {
        const kind = failure.level === 'must' ? 'fail' : failure.level === 'should' ? 'warn' : 'info';
        return { requirement: id, kind, reason: failure.fault.kind, cases };
      }
      const doubt = this.doubts.get(id);
      if (doubt !== undefined) return { requirement: id, kind: 'inconclusive', reason: doubt, cases };
      if (requirement.kind === 'open') return { requirement: id, kind: 'info', reason: this.seen(id), cases };
      if (cases > 0) return { requirement: id, kind: 'pass', cases };
      return { requirement: id, kind: unreached.kind, reason: unreached.reason, cases };
    });
  }

  coverage(): Coverage {
    const judged = this.requirements.filter((one) => one.kind === 'clause' || one.kind === 'branch');
    return {
      clauses: judged.map(({ id }) => ({ id, covered: this.covered.has(id) })),
      open: this.requirements.filter((one) => one.kind === 'open').map(({ id }) => ({ id, seen: this.seen(id) })),
    };
  }

  private seen(id: string): string {
    const cases = this.covered.get(id) ?? 0;
    if (cases === 0) return 'not seen';
    const deeds = [...(this.deeds.get(id) ?? [])].map(([deed, times]) => `${deed} (${times})`);
    const what = deeds.length === 0 ? '' : `: ${deeds.join(', ')}`;
    return `seen in ${cases} ${cases === 1 ? 'case' : 'cases'}${what}`;
  }
}
