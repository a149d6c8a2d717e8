import type { Coverage, Failure, Requirement, Verdict, VerdictKind } from './events.js';
import { Held } from './held.js';
import type { undefinedSeen } from './undefined-seen.js';

/** Why what no case came to was not come to, where nothing better is known. */
export interface Unreached {
  readonly kind: 'blocked' | 'skipped';
  readonly reason: string;
}

export const NOT_SELECTED = 'not selected';

/** Collects what the cases of a run say of each requirement. */
export class Tally {
  private readonly covered = new Map<string, number>();
  private readonly failures = new Map<string, Failure>();
  private readonly doubts = new Map<string, string>();
  private readonly held = new Held();
  private readonly kept = new Map<string, Failure>();
  /** Broken, and not asked for: it is not judged, and yet cases stop at it. */
  private readonly aside = new Set<string>();
  /** What cases would have come to, had they not stopped at other requirements. */
  private readonly stoppedAt = new Map<string, Set<string>>();
  private readonly spentMs = new Map<string, number>();
  /** What the server did in each undefined case, and how often. */
  private readonly deeds = new Map<string, Map<string, number>>();
  private readonly told = new Map<string, string>();
  /** A verdict may have changed since they were asked for last. */
  private changed = true;

  constructor(
    private readonly requirements: readonly Requirement[],
    /** Whether a requirement is asked for. */
    private readonly isJudged: (requirement: string) => boolean,
  ) {}

  /** An accepted case ran these clauses and branches, and these undefined cases came to that. */
  accept(covered: readonly string[], undefinedCases: ReturnType<typeof undefinedSeen> = []): void {
    for (const id of covered) {
      const before = this.covered.get(id) ?? 0;
      this.covered.set(id, before + 1);
      this.changed ||= before === 0;
    }
    for (const { clause, deed } of undefinedCases) {
      const deeds = this.deeds.get(clause) ?? new Map<string, number>();
      this.deeds.set(clause, deeds.set(deed, (deeds.get(deed) ?? 0) + 1));
    }
  }

  fail(failure: Failure): void {
    this.failures.set(failure.requirement, failure);
    this.changed = true;
  }

  /** Whether it stands is known when the run is over. */
  hold(...seen: Parameters<Held['add']>): void {
    this.held.add(...seen);
  }

  /** Whether it was seen in an earlier case, and in no replay of that. */
  isHeld(requirement: string): boolean {
    return this.held.has(requirement);
  }

  /** It stands, and is told when the run is over, if nothing surer of its requirement was found by then; of several, the first. */
  keep(failure: Failure): void {
    if (!this.kept.has(failure.requirement)) this.kept.set(failure.requirement, failure);
  }

  /** What is told when the run is over: what was kept, and of what was held what stands. The rest of that is in doubt. */
  release(): readonly Failure[] {
    const kept = [...this.kept.values()].filter(({ requirement }) => !this.isBroken(requirement));
    for (const failure of kept) this.fail(failure);
    const { stands, doubted } = this.held.release(this.broken);
    // What was not asked for has been seen to be broken, and was not looked into: nothing is said of it.
    const others =
      this.failures.size === 0
        ? 'something that was not asked for'
        : `${[...this.failures.keys()].join(', ')}, broken too`;
    for (const { failure, reason } of doubted) this.doubt(failure.requirement, `${reason}: it may come of ${others}`);
    for (const failure of stands) this.fail(failure);
    return [...kept, ...stands];
  }

  /** It was seen to be broken, and is not asked for. */
  setAside(requirement: string): void {
    this.aside.add(requirement);
    this.changed = true;
  }

  doubt(requirement: string, reason: string): void {
    if (this.doubts.has(requirement)) return;
    this.doubts.set(requirement, reason);
    this.changed = true;
  }

  /** A case stopped at this requirement, and would have come to these. */
  stop(requirement: string, ids: Iterable<string>): void {
    for (const id of ids) {
      if (id === requirement) continue;
      const stops = this.stoppedAt.get(id) ?? new Set<string>();
      this.stoppedAt.set(id, stops.add(requirement));
    }
  }

  spend(requirement: string | undefined, ms: number): void {
    if (requirement !== undefined) this.spentMs.set(requirement, (this.spentMs.get(requirement) ?? 0) + ms);
  }

  isBroken(requirement: string): boolean {
    return this.failures.has(requirement) || this.aside.has(requirement);
  }

  /** A case has come through it, or through a branch of it. */
  hasPassed(requirement: string): boolean {
    return this.covered.has(requirement);
  }

  /** All that are known to be broken, whether they are asked for or not. */
  get broken(): ReadonlySet<string> {
    return new Set([...this.failures.keys(), ...this.aside]);
  }

  get failed(): readonly Failure[] {
    return [...this.failures.values()];
  }

  get doubtful(): boolean {
    return [...this.doubts.keys()].some((id) => !this.failures.has(id) && this.isJudged(id));
  }

  verdicts(unreached: Unreached): readonly Verdict[] {
    return this.requirements.map((requirement) => this.verdict(requirement, unreached));
  }

  /** What is new since this was asked last, of the requirements that something is known of. */
  news(): readonly Verdict[] {
    if (!this.changed) return [];
    this.changed = false;
    return this.verdicts({ kind: 'skipped', reason: '' }).filter((verdict) => {
      if (verdict.kind === 'skipped' || verdict.kind === 'blocked') return false;
      const text = `${verdict.kind} ${verdict.kind === 'info' ? '' : verdict.reason}`;
      const isNew = this.told.get(verdict.requirement) !== text;
      this.told.set(verdict.requirement, text);
      return isNew;
    });
  }

  coverage(): Pick<Coverage, 'clauses' | 'open'> {
    const asked = this.requirements.filter(({ id }) => this.isJudged(id));
    const judged = asked.filter((one) => one.kind === 'clause' || one.kind === 'branch');
    return {
      clauses: judged.map(({ id }) => ({ id, covered: this.covered.has(id) })),
      open: asked.filter((one) => one.kind === 'open').map(({ id }) => ({ id, seen: this.seen(id) })),
    };
  }

  private verdict({ id, kind: requirementKind }: Requirement, unreached: Unreached): Verdict {
    const cases = this.covered.get(id) ?? 0;
    const say = (kind: VerdictKind, reason?: string): Verdict => ({
      requirement: id,
      kind,
      ...(reason === undefined ? {} : { reason }),
      cases,
      ms: Math.round(this.spentMs.get(id) ?? 0),
    });
    if (!this.isJudged(id)) return say('skipped', NOT_SELECTED);
    const failure = this.failures.get(id);
    if (failure !== undefined) return say(kindOf(failure), failure.known ?? failure.fault.kind);
    const doubt = this.doubts.get(id);
    if (doubt !== undefined) return say('inconclusive', doubt);
    if (requirementKind === 'open') return say('info', this.seen(id));
    if (cases > 0) return say('pass');
    const stop = this.whereStopped(id);
    if (stop !== undefined) return say('blocked', `each case that comes to it stops ${stop}`);
    return say(unreached.kind, unreached.reason);
  }

  /** Where cases stop before they come to this; undefined: none did. */
  private whereStopped(id: string): string | undefined {
    const stops = [...(this.stoppedAt.get(id) ?? [])];
    if (stops.length === 0) return undefined;
    const broken = stops.find((stop) => this.isBroken(stop));
    if (broken !== undefined) return `at ${broken}, which is broken`;
    const doubted = stops.find((stop) => this.doubts.has(stop));
    // What seemed broken there was the doing of something else.
    return doubted === undefined ? 'before, for what is broken elsewhere' : `at ${doubted}, which is inconclusive`;
  }

  private seen(id: string): string {
    const cases = this.covered.get(id) ?? 0;
    if (cases === 0) return 'not seen';
    const deeds = [...(this.deeds.get(id) ?? [])];
    const all = deeds.reduce((sum, [, times]) => sum + times, 0);
    // Several clients of one case can come to it, each with what the server did to it.
    const times = all === 0 || all === cases ? '' : `, by ${all} ${all === 1 ? 'client' : 'clients'}`;
    const what = deeds.length === 0 ? '' : `: ${deeds.map(([deed, count]) => `${deed} (${count})`).join(', ')}`;
    return `seen in ${cases} ${cases === 1 ? 'case' : 'cases'}${times}${what}`;
  }
}

function kindOf({ level, known }: Failure): VerdictKind {
  if (known !== undefined) return 'known';
  return level === 'must' ? 'fail' : level === 'should' ? 'warn' : 'info';
}
