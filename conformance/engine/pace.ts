import type { Trace } from '../oracle/trace.js';

/** How long a small write waits, in milliseconds, while Nagle's algorithm holds it back for a delayed acknowledgement. */
const HELD = { least: 38, most: 47 };
/** What is shorter is no pause. */
const PAUSE_MS = 5;
/** So many pauses of that length, and such a share of all, are no chance. */
const LEAST_HELD = 8;
const LEAST_SHARE = 0.8;

/**
 * Looks at the pauses between things that a server sends one after the other with nobody doing anything meanwhile. No
 * verdict comes of it; but a server whose every second message waits for an acknowledgement is slow for a reason.
 */
export class Pace {
  private pauses = 0;
  private held = 0;

  note(trace: Trace, times: readonly number[]): void {
    for (const [i, entry] of trace.entries()) {
      const before = trace[i - 1];
      if (entry.kind !== 'read' || before?.kind !== 'read' || before.connection !== entry.connection) continue;
      const ms = (times[i] ?? 0) - (times[i - 1] ?? 0);
      if (ms < PAUSE_MS) continue;
      this.pauses += 1;
      if (HELD.least <= ms && ms <= HELD.most) this.held += 1;
    }
  }

  /** What its user would want to know, if there is something. */
  get remark(): string | undefined {
    if (this.held < LEAST_HELD || this.held < this.pauses * LEAST_SHARE) return undefined;
    return `${this.held} times what the server sent next came some 40 ms later, as where Nagle's algorithm waits for an acknowledgement: TCP_NODELAY on its sockets would spare it that.`;
  }
}
