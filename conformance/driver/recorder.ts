import type { ConnectionId } from '../../runtime/index.js';
import type { TraceEntry } from '../oracle/trace.js';
import { IdleWatch } from './idle-watch.js';
import type { Judge } from './judge.js';
import type { Limits } from './limits.js';

export type ReadListener = (connection: ConnectionId, bytes: Uint8Array) => void;

/** What has come on a connection so far. */
export interface Received {
  readonly bytes: number;
  readonly ended: boolean;
}

const nothing: Received = { bytes: 0, ended: false };

/** Writes the trace, in the order in which things happen, within the bounds of a run. */
export class Recorder {
  private readonly idle: IdleWatch;
  private readonly listeners = new Set<ReadListener>();
  private readonly perConnection = new Map<ConnectionId, Received>();
  private reads = 0;
  private connections = 0;
  receivedBytes = 0;
  sentBytes = 0;
  /** When each entry of the trace was noted, in milliseconds since the first: for people. No verdict looks at it. */
  readonly times: number[] = [];
  private started: number | undefined;

  constructor(
    private readonly judge: Judge,
    private readonly limits: Pick<Limits, 'caseBytes' | 'caseReads'>,
    idleMs: number | undefined,
    /** Called after every entry. */
    private readonly onEntry: (entry: TraceEntry) => void,
  ) {
    this.idle = new IdleWatch(idleMs);
  }

  /** Does what the entry says, and notes it while the server is at work on it: nothing is heard before this returns. */
  acts<T>(entry: Exclude<TraceEntry, { kind: 'read' | 'end' | 'patience' }>, act: () => T): T {
    this.patience();
    if (entry.kind === 'write') this.sentBytes += entry.bytes.length;
    if (entry.kind === 'connect') this.connections += 1;
    if (entry.kind === 'write' || entry.kind === 'connect') this.idle.active(entry.connection);
    else if (entry.kind !== 'stall') this.idle.gone(entry.connection);
    const done = act();
    this.add(entry);
    return done;
  }

  /** Says whether the run may hold more. What is past its bounds is not recorded. */
  read(connection: ConnectionId, bytes: Uint8Array): boolean {
    this.patience();
    // A message can come back to everyone.
    const limit = this.limits.caseBytes + this.sentBytes * this.connections;
    const kept = bytes.subarray(0, limit - this.receivedBytes);
    this.receivedBytes += kept.length;
    this.reads += 1;
    if (kept.length > 0) {
      this.perConnection.set(connection, { bytes: this.of(connection).bytes + kept.length, ended: false });
      this.add({ kind: 'read', connection, bytes: kept });
      for (const listener of this.listeners) listener(connection, kept);
    }
    return kept.length === bytes.length && this.reads < this.limits.caseReads;
  }

  ended(connection: ConnectionId, how: 'fin' | 'error'): void {
    this.patience();
    this.idle.gone(connection);
    this.perConnection.set(connection, { ...this.of(connection), ended: true });
    this.add({ kind: 'end', connection, how });
  }

  /**
   * Notes whose silence has become too long. Before anything that is received, too: what a drop makes others hear may
   * come before the drop itself.
   */
  patience(): void {
    for (const connection of this.idle.due()) this.add({ kind: 'patience', connection });
  }

  /** So much waits for it that a server may drop it, whatever time has passed. */
  overfull(connection: ConnectionId): void {
    this.idle.gone(connection);
    this.add({ kind: 'patience', connection });
  }

  of(connection: ConnectionId): Received {
    return this.perConnection.get(connection) ?? nothing;
  }

  /** Until `offRead`. */
  onRead(listener: ReadListener): void {
    this.listeners.add(listener);
  }

  offRead(listener: ReadListener): void {
    this.listeners.delete(listener);
  }

  private add(entry: TraceEntry): void {
    const now = performance.now();
    this.started ??= now;
    this.times.push(Math.round((now - this.started) * 10) / 10);
    this.judge.add(entry);
    this.onEntry(entry);
  }
}
