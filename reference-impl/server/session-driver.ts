import type { Effects, Machine } from '../../runtime/protocol.js';
import type { ConnectionId, SessionEvent } from '../../runtime/world.js';

/**
 * Feeds a machine its events one after the other. An effect can cause an event (a send finds that a reader is too slow,
 * so its connection ends); such an event waits until the one that caused it is over, since the machine is then between
 * two of its lines.
 */
export class SessionDriver {
  private readonly waiting: SessionEvent[] = [];
  private running = false;
  private stopped = false;

  constructor(
    private readonly machine: Machine,
    private readonly effects: Effects,
    private readonly onFault: (connection: ConnectionId, error: unknown) => void,
  ) {}

  /** Applies an event, at once or after those that wait already. */
  post(event: SessionEvent): void {
    if (this.stopped) return;
    this.waiting.push(event);
    if (!this.running) this.during(() => undefined);
  }

  /** Does something that may cause events; they wait until it is over. */
  during(act: () => void): void {
    if (this.running) {
      act();
      return;
    }
    this.running = true;
    try {
      act();
      for (const next of this.waiting) this.apply(next);
    } finally {
      this.waiting.length = 0;
      this.running = false;
    }
  }

  /** From here on nothing happens to the session any more. */
  stop(): void {
    this.stopped = true;
  }

  private apply(event: SessionEvent): void {
    // A connection that the session has closed is out of its world, but its socket may still report bytes and an end.
    if (this.stopped) return;
    if (event.kind !== 'connect' && this.machine.stateOf(event.connection) === undefined) return;
    try {
      this.machine.apply(event, this.effects);
    } catch (error) {
      this.onFault(event.connection, error);
    }
  }
}
