import { performance } from 'node:perf_hooks';

/**
 * A clock that stands still while this process does: when a tick comes late, because the event loop was busy or the
 * machine was, only one tick's time has passed. Deadlines that count by it have our own lag added to them.
 */
export class AwakeClock {
  private awake = 0;
  private since = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    /** Milliseconds; also how exact a deadline is. */
    private readonly tickMs: number,
    private readonly onTick: () => void,
  ) {}

  start(): void {
    this.since = performance.now();
    this.timer = setInterval(() => {
      this.awake = this.now();
      this.since = performance.now();
      this.onTick();
    }, this.tickMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds in which this process could have noticed something. */
  now(): number {
    return this.awake + Math.min(performance.now() - this.since, this.tickMs);
  }
}
