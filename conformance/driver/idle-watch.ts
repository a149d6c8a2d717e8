import type { ConnectionId } from '../../runtime/index.js';

/**
 * Which connections have been silent for longer than the spec lets a server bear. It goes by real time, as the server
 * does, and counts from before our writes, so it never ends after the server's own count.
 */
export class IdleWatch {
  private readonly since = new Map<ConnectionId, number>();
  private next = Number.POSITIVE_INFINITY;

  constructor(
    /** Undefined: a silent connection is kept for ever. */
    private readonly idleMs: number | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** It was opened, or is about to be written to. */
  active(connection: ConnectionId): void {
    if (this.idleMs === undefined) return;
    const at = this.now();
    this.since.set(connection, at);
    this.next = Math.min(this.next, at + this.idleMs);
  }

  /** Its end was seen, or made: patience no longer matters. */
  gone(connection: ConnectionId): void {
    this.since.delete(connection);
  }

  /** Those whose time has passed since the last call, each told once. */
  due(): readonly ConnectionId[] {
    const now = this.now();
    if (this.idleMs === undefined || now < this.next) return [];
    const due: ConnectionId[] = [];
    this.next = Number.POSITIVE_INFINITY;
    for (const [connection, at] of this.since) {
      if (now >= at + this.idleMs) {
        due.push(connection);
        this.since.delete(connection);
      } else {
        this.next = Math.min(this.next, at + this.idleMs);
      }
    }
    return due;
  }
}
