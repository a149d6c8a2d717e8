/** So many messages a second, and as many at once after a quiet second: a bucket that fills evenly. */
export class Allowance {
  private left: number;

  /** @param since the time, in milliseconds of any clock that only goes forward. */
  constructor(
    private readonly perSecond: number,
    private since: number,
  ) {
    this.left = perSecond;
  }

  /** How many milliseconds it takes until there is a message to spend; 0: there is one. */
  wait(now: number): number {
    this.left = Math.min(this.perSecond, this.left + ((now - this.since) * this.perSecond) / 1000);
    this.since = now;
    // A timer may be early by a rounding.
    return this.left >= 1 - 1e-6 ? 0 : Math.ceil(((1 - this.left) * 1000) / this.perSecond);
  }

  /** Spends a message. */
  spend(): void {
    this.left -= 1;
  }
}
