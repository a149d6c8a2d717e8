import type { ConnectionId } from '../../runtime/index.js';
import type { Judgement } from '../oracle/judgement.js';
import type { AwakeClock } from './awake-clock.js';
import type { Limits } from './limits.js';

/** What is shorter says nothing of how fast bytes are taken. */
const TELLING_BYTES = 64;
/** So many steps of a run tell enough. */
const MOST_PACES = 100;
/** What is on its way is waited for no longer than that, or one step that took its time would make all that follow endless. */
const MOST_ON_THE_WAY_MS = 30_000;

/** How many writes there were on a connection, and the sizes of the last two: an answer to the last shows that those before it were read. */
interface Written {
  readonly writes: number;
  readonly before: number;
  readonly last: number;
}

/**
 * When a step's time is up. It counts from the last progress: what comes on a connection that is owed something. What
 * comes elsewhere is none, or a connection on which anything may come could keep a step waiting for its whole cap.
 */
export class Deadline {
  private started = 0;
  private last = 0;
  /** Connections that are owed something, and those that owe it to somebody; undefined where nothing is known to be owed. */
  private owed: { readonly to: ReadonlySet<ConnectionId>; readonly by: ReadonlySet<ConnectionId> } | undefined;
  private debts = Number.POSITIVE_INFINITY;
  private onlyKnown = false;
  /** Since when what has come is beyond being judged. */
  private hopelessSince: number | undefined;
  private stepBytes = 0;
  private readonly written = new Map<ConnectionId, Written>();
  /** How many milliseconds steps have taken for each byte that was written in them. */
  readonly paces: number[] = [];

  constructor(
    private readonly clock: Pick<AwakeClock, 'now'>,
    private readonly limits: Pick<Limits, 'progressMs' | 'hardMs' | 'knownMs' | 'known' | 'hopelessMs' | 'msPerByte'>,
    /** How many writes on each connection have surely been read, as the judgement has it that was told last. */
    private readonly writesRead: () => ReadonlyMap<ConnectionId, number>,
  ) {}

  /** A step begins. */
  start(): void {
    this.started = this.clock.now();
    this.progress();
    this.owed = undefined;
    this.debts = Number.POSITIVE_INFINITY;
    this.onlyKnown = false;
    this.hopelessSince = undefined;
    this.stepBytes = 0;
  }

  /** So much is on its way to the server now: where that is slow to take it, what comes of it is later. */
  wrote(connection: ConnectionId, bytes: number): void {
    this.stepBytes += bytes;
    const { writes, last } = this.written.get(connection) ?? { writes: 0, last: 0 };
    this.written.set(connection, { writes: writes + 1, before: last, last: bytes });
  }

  /** All that the step owed has come. */
  met(): void {
    if (this.stepBytes >= TELLING_BYTES && this.paces.length < MOST_PACES)
      this.paces.push(this.stepMs / this.stepBytes);
  }

  progress(): void {
    this.last = this.clock.now();
  }

  /** Something was received on a connection. */
  received(connection: ConnectionId): void {
    if (this.owed === undefined || this.owed.to.has(connection)) this.progress();
  }

  /** What is owed is known anew. */
  judged(judgement: Judgement): void {
    if (judgement.kind === 'inconclusive' && judgement.hopeless === true) this.hopelessSince ??= this.clock.now();
    else this.hopelessSince = undefined;
    if (judgement.kind !== 'late') {
      this.owed = undefined;
      return;
    }
    if (judgement.owed.length < this.debts) this.progress();
    this.debts = judgement.owed.length;
    this.onlyKnown = judgement.owed.every((debt) => this.limits.known.has(debt.clause));
    this.owed = {
      to: new Set(judgement.owed.map((debt) => debt.connection)),
      by: new Set(judgement.owed.map((debt) => debt.source)),
    };
  }

  /** Milliseconds since the step began. */
  get stepMs(): number {
    return this.clock.now() - this.started;
  }

  /** Milliseconds since the last progress. */
  get quietMs(): number {
    return this.clock.now() - this.last;
  }

  expired(): 'quiet' | 'hard' | 'hopeless' | undefined {
    const { progressMs, knownMs, hopelessMs, hardMs } = this.limits;
    if (this.hopelessSince !== undefined && this.clock.now() - this.hopelessSince >= hopelessMs) return 'hopeless';
    if (this.onlyKnown && this.quietMs >= Math.min(knownMs, progressMs)) return 'quiet';
    if (this.stepMs >= hardMs && this.stepMs >= hardMs + this.msFor((one) => one.before + one.last)) return 'hard';
    return this.quietMs >= progressMs && this.quietMs >= progressMs + this.onTheWayMs ? 'quiet' : undefined;
  }

  /** How long the server may be in taking what it need not have read yet, and in answering it. */
  private get onTheWayMs(): number {
    const { owed } = this;
    const read = owed === undefined ? undefined : this.writesRead();
    return this.msFor(({ writes, before, last }, connection) => {
      // What it has made others hear may still be on the way to some of them.
      const unread = owed?.by.has(connection) === true ? writes : writes - (read?.get(connection) ?? 0);
      return unread <= 0 ? 0 : unread === 1 ? last : before + last;
    });
  }

  private msFor(bytesOf: (written: Written, connection: ConnectionId) => number): number {
    let bytes = 0;
    for (const [connection, written] of this.written) bytes += bytesOf(written, connection);
    return Math.min(MOST_ON_THE_WAY_MS, bytes * this.limits.msPerByte);
  }
}
