import type { Judgement } from '../oracle/judgement.js';
import type { AwakeClock } from './awake-clock.js';
import type { Limits } from './limits.js';

/** What is shorter says nothing of how fast bytes are taken. */
const TELLING_BYTES = 64;
/** So many steps of a run tell enough. */
const MOST_PACES = 100;
/** What is on its way is waited for no longer than that, or one step that took its time would make all that follow endless. */
const MOST_ON_THE_WAY_MS = 30_000;

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
  private stepBytes = 0;
  /** The sizes of the last two writes on each connection: an answer to the last shows that those before it were read. */
  private readonly written = new Map<number, readonly [number, number]>();
  /** How many milliseconds steps have taken for each byte that was written in them. */
  readonly paces: number[] = [];

  constructor(
    private readonly clock: Pick<AwakeClock, 'now'>,
    private readonly limits: Pick<Limits, 'progressMs' | 'hardMs' | 'knownMs' | 'known' | 'msPerByte'>,
  ) {}

  /** A step begins. */
  start(): void {
    this.started = this.clock.now();
    this.progress();
    this.owed = undefined;
    this.debts = Number.POSITIVE_INFINITY;
    this.onlyKnown = false;
    this.stepBytes = 0;
  }

  /** So much is on its way to the server now: where that is slow to take it, what comes of it is later. */
  wrote(connection: number, bytes: number): void {
    this.stepBytes += bytes;
    this.written.set(connection, [this.written.get(connection)?.[1] ?? 0, bytes]);
  }

  /** All that the step owed has come. */
  met(): void {
    if (this.stepBytes >= TELLING_BYTES && this.paces.length < MOST_PACES)
      this.paces.push(this.stepMs / this.stepBytes);
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
    const { progressMs, knownMs, hardMs } = this.limits;
    if (this.onlyKnown && this.quietMs >= Math.min(knownMs, progressMs)) return 'quiet';
    const onTheWayMs = this.onTheWayMs;
    if (this.stepMs >= hardMs + onTheWayMs) return 'hard';
    return this.quietMs >= progressMs + onTheWayMs ? 'quiet' : undefined;
  }

  /** How long the server may be in taking what was written last, and what an early answer may have left behind it. */
  private get onTheWayMs(): number {
    let bytes = 0;
    for (const [before, last] of this.written.values()) bytes += last + before;
    return Math.min(MOST_ON_THE_WAY_MS, bytes * this.limits.msPerByte);
  }
}
