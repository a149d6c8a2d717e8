/** A batch waits no longer than this for more to share its writes with. */
const shortestBoundMs = 2;

/** Nor longer than this where more keeps coming while it waits. */
const longestBoundMs = 7;

/** How long it waits, in times of what the last flush has taken: more makes fewer writes, and those who talk wait longer. */
const waitPerFlush = 1.5;

/** By so much the bound changes from one batch to the next. */
const boundStepMs = 1;

/** When nobody has come in for so long, nobody is coming in. */
const arrivalMs = 4;

/**
 * When a batch goes out. A write to a socket costs much the same at any size, so a busy server gathers: it waits for half
 * as long again as the last flush has taken. An idle one writes as soon as what has been read is dealt with.
 *
 * The wait has a bound, for the sake of those who talk. It grows while waiting pays, that is, while more comes until its
 * end, and shrinks while it does not: where everybody waits for an answer before the next message, nothing more comes.
 * The bound does not hold while clients come in one after the other. Node accepts one connection a turn, so a flush to
 * everybody after every few turns would let a crowd in for ever.
 */
export class FlushClock {
  private awaited = false;
  private notBefore = 0;
  private boundMs = shortestBoundMs;
  /** When the batch that is awaited was asked for, and when the latest text of it came. */
  private since = 0;
  private latest = 0;
  /** As long as clients come in. */
  private atMost = 0;

  /**
   * @param flush writes what has been gathered.
   * @param arrived whether anybody has come in since it was asked last.
   */
  constructor(
    private readonly flush: () => void,
    private readonly arrived: () => boolean,
  ) {}

  /** Something waits to be flushed. */
  request(): void {
    this.latest = performance.now();
    if (this.awaited) return;
    this.awaited = true;
    this.since = this.latest;
    this.arrived();
    this.wait(this.notBefore - this.latest);
  }

  /** Flushes now: the batch is long enough. */
  now(): void {
    const begun = performance.now();
    this.flush();
    const done = performance.now();
    const took = done - begun;
    this.notBefore = Math.max(this.notBefore, done + Math.min(took * waitPerFlush, this.boundMs));
    this.atMost = Math.max(this.atMost, done + took);
  }

  private readonly fire = (): void => {
    const now = performance.now();
    if (this.arrived() && now + arrivalMs < this.atMost) {
      this.wait(arrivalMs);
      return;
    }
    this.awaited = false;
    const pays = this.latest > this.since && this.latest - this.since >= (now - this.since) / 2;
    const bound = this.boundMs + (pays ? boundStepMs : -boundStepMs);
    this.boundMs = Math.min(longestBoundMs, Math.max(shortestBoundMs, bound));
    this.now();
  };

  private wait(milliseconds: number): void {
    // After the reads of this turn of the loop.
    if (milliseconds <= 0) setImmediate(this.fire);
    else setTimeout(this.fire, milliseconds);
  }
}
