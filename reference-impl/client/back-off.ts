const firstMs = 1_000;
const longestMs = 30_000;
/** A connection that held for so long was a good one. */
const goodMs = 10_000;

/** How long to wait before the next attempt to connect: twice as long each time, and never the same for everybody. */
export class BackOff {
  private failures = 0;

  /** @param random from 0 to 1. */
  constructor(private readonly random: () => number = Math.random) {}

  /** A connection has ended that held for so many milliseconds; 0: it was never made. */
  next(heldMs: number): number {
    this.failures = heldMs >= goodMs ? 1 : this.failures + 1;
    const full = Math.min(longestMs, firstMs * 2 ** (this.failures - 1));
    return Math.round(full * (0.75 + this.random() / 4));
  }
}
