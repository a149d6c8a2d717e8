/** A time that counts from when it is first asked for. */
export class TimeBox {
  private ends: number | undefined;

  /** `ms`: how long it is; undefined: it has no end. */
  constructor(private readonly ms: number | undefined) {}

  isOver(): boolean {
    if (this.ms === undefined) return false;
    this.ends ??= performance.now() + this.ms;
    return performance.now() >= this.ends;
  }
}
