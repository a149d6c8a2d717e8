import type { Judgement } from '../oracle/judgement.js';
import type { Judge } from './judge.js';

/** A judgement that took longer is not asked for again before as much time has passed, so that reading goes on. */
const dearLookMs = 20;

/**
 * Keeps the judgement up to date, at most once a turn of the event loop however much is read in it, and wakes whoever
 * waits for something to change.
 */
export class Watch {
  private cancel: (() => void) | undefined;
  private lookMs = 0;
  private waiting: (() => void)[] = [];
  private latest: Judgement | undefined;
  private stale = true;
  private full = false;
  private broken: { readonly error: unknown } | undefined;
  /** What the whole search took last. */
  private fullMs = 0;
  /** What the whole search says by what those may have done who are not judged. */
  private otherwise: Judgement | undefined;

  constructor(
    private readonly judge: Judge,
    private readonly onJudgement: (judgement: Judgement) => void,
  ) {}

  /** The trace has grown. */
  changed(): void {
    this.stale = true;
    if (this.cancel !== undefined) return;
    const look = (): void => {
      this.cancel = undefined;
      if (this.stale) this.look(false);
    };
    if (this.lookMs < dearLookMs) {
      const immediate = setImmediate(look);
      this.cancel = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(look, this.lookMs);
      this.cancel = () => clearTimeout(timer);
    }
  }

  /** The judgement of the trace as it stands; undefined when it has grown since the last one. */
  get current(): Judgement | undefined {
    return this.stale ? undefined : this.latest;
  }

  /** Whether the whole search has made the current judgement. */
  get thorough(): boolean {
    return !this.stale && this.full;
  }

  /** Milliseconds of silence before another whole search: where the last took long, what is awaited may as well come meanwhile. */
  get dearMs(): number {
    return this.fullMs < dearLookMs ? 0 : this.fullMs;
  }

  /**
   * Looks by the whole search whether anything is owed at all. Where it is not, only because somebody need not have been
   * taken at their word, or somebody who is not judged may have got what is owed, it is waited for as long as for anything
   * else: the answer may be on its way, and what is written before it has been read may be read together with what it
   * answers.
   */
  lookAgain(): void {
    const before = this.latest;
    const found = this.judgeFully();
    if (before?.kind !== 'late' || found.kind !== 'complete' || found.wild.length === 0) return;
    this.latest = before;
    this.onJudgement(before);
    this.otherwise = found;
  }

  /** Judges now, by the whole search. */
  judgeFully(): Judgement {
    if (this.otherwise !== undefined) {
      this.latest = this.otherwise;
      this.otherwise = undefined;
    }
    if (!this.thorough || this.latest === undefined) this.look(true);
    this.rethrow();
    if (this.latest === undefined) throw new Error('the judge has said nothing');
    return this.latest;
  }

  /** What was said last, of an earlier trace perhaps: for when there is no time for more. */
  last(): Judgement {
    return this.latest ?? this.judgeFully();
  }

  /** Resolves at the next judgement, tick, or change of a connection. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Wakes those who wait. */
  ring(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const resolve of woken) resolve();
  }

  /** Throws what the judge has thrown, to whoever can pass it on. */
  rethrow(): void {
    if (this.broken !== undefined) throw this.broken.error;
  }

  stop(): void {
    this.cancel?.();
    this.ring();
  }

  private look(fully: boolean): void {
    const started = performance.now();
    this.otherwise = undefined;
    try {
      this.latest = fully ? this.judge.judgeFully() : this.judge.judge();
      this.stale = false;
      this.full = fully;
      this.onJudgement(this.latest);
    } catch (error) {
      this.broken = { error };
    }
    this.lookMs = performance.now() - started;
    if (fully) this.fullMs = this.lookMs;
    this.ring();
  }
}
