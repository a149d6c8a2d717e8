import type { Judgement } from '../oracle/judgement.js';
import type { AwakeClock } from './awake-clock.js';
import type { Limits } from './limits.js';

/**
 * When a step's time is up. It counts from the last progress: what comes on a connection that is owed something. What
 * comes elsewhere is none, or a connection on which anything may come could keep a step waiting for its whole cap.
 */
export class Deadline {
  private started = 0;
  private last = 0;
  private owed: ReadonlySet<number> | undefined;
  private debts = Number.POSITIVE_INFINITY;
  private onlyKnown = false;

  constructor(
    private readonly clock: Pick<AwakeClock, 'now'>,
    private readonly limits: Pick<Limits, 'progressMs' | 'hardMs' | 'knownMs' | 'known'>,
  ) {}

  /** A step begins. */
  start(): void {
    this.started = this.clock.now();
    this.progress();
    this.owed = undefined;
    this.debts = Number.POSITIVE_INFINITY;
    this.onlyKnown = false;
  }

  progress(): void {
    this.last = this.clock.now();
  }

  /** Something was received on a connection. */
  received(connection: number): void {
    if (this.owed === undefined || this.owed.has(connection)) this.progress();
  }

  /** What is owed is known anew. */
  judged(judgement: Judgement): void {
    if (judgement.kind !== 'late') {
      this.owed = undefined;
      return;
    }
    if (judgement.owed.length < this.debts) this.progress();
    this.debts = judgement.owed.length;
    this.onlyKnown = judgement.owed.every((debt) => this.limits.known.has(debt.clause));
    this.owed = new Set(judgement.owed.map((debt) => debt.connection));
  }

  /** Milliseconds since the step began. */
  get stepMs(): number {
    return this.clock.now() - this.started;
  }

  /** Milliseconds since the last progress. */
  get quietMs(): number {
    return this.clock.now() - this.last;
  }

  expired(): 'quiet' | 'hard' | undefined {
    if (this.clock.now() - this.started >= this.limits.hardMs) return 'hard';
    const patience = this.onlyKnown ? Math.min(this.limits.knownMs, this.limits.progressMs) : this.limits.progressMs;
    return this.quietMs >= patience ? 'quiet' : undefined;
  }
}
