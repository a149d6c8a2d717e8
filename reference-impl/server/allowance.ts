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

  /** Takes one message, if there is one to take. Returns how many milliseconds to wait before it is tried again: 0, it is taken. */
  take(now: number): number {
    this.left = Math.min(this.perSecond, this.left + ((now - this.since) * this.perSecond) / 1000);
    this.since = now;
    // A timer may be early by a rounding.
    if (this.left >= 1 - 1e-6) {
      this.left -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.left) * 1000) / this.perSecond);
  }
}
