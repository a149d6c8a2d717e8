/** A batch waits no longer than this for more to share its writes with. */
const longestMs = 2;

/**
 * When a batch goes out. A write to a socket costs much the same at any size, so a busy server gathers: it waits for as
 * long as the last flush has taken, and so spends at most as long waiting as writing. An idle one writes as soon as what
 * has been read is dealt with.
 */
export class FlushClock {
  private awaited = false;
  private notBefore = 0;

  constructor(private readonly flush: () => void) {}

  /** Something waits to be flushed. */
  request(): void {
    if (this.awaited) return;
    this.awaited = true;
    const wait = this.notBefore - performance.now();
    // After the reads of this turn of the loop.
    if (wait <= 0) setImmediate(this.fire);
    else setTimeout(this.fire, wait);
  }

  /** Flushes now: the batch is long enough. */
  now(): void {
    const begun = performance.now();
    this.flush();
    const done = performance.now();
    this.notBefore = Math.max(this.notBefore, done + Math.min(done - begun, longestMs));
  }

  private readonly fire = (): void => {
    this.awaited = false;
    this.now();
  };
}
