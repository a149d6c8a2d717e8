import type { ConnectionId } from '../../runtime/index.js';
import type { Judgement } from '../oracle/judgement.js';
import type { ClientIndex } from '../scenario/scenario.js';
import { AwakeClock } from './awake-clock.js';
import { ClientConnection, type ConnectionEvents, type Target } from './connection.js';
import { Deadline } from './deadline.js';
import type { Judge } from './judge.js';
import type { Limits } from './limits.js';
import { type Problem, problemOfConnect } from './problem.js';
import { Recorder } from './recorder.js';
import { Stopped } from './stopped.js';
import { poll } from './turns.js';
import { Watch } from './watch.js';

/** How exact deadlines are. */
const tickMs = 20;
/** So much of what a step may take at most is waited before a second look, however dear that is. */
const DEAREST = 1 / 4;
/** So much slower than all before it a server may well be once. */
const SLOWER = 5;

export interface CaseSetup {
  readonly target: Target;
  readonly clients: readonly string[];
  readonly limits: Limits;
  readonly judge: Judge;
  readonly idleMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Ends every rest when it is aborted, and nothing else does; undefined: a rest is as long as it says. */
  readonly resting?: AbortSignal | undefined;
}

/** The life of one run: its connections, its trace, and the waiting for what is owed. */
export class CaseRun implements ConnectionEvents {
  private readonly connections = new Map<ConnectionId, ClientConnection>();
  private readonly abort = (): void => this.stopFor({ kind: 'aborted', message: 'the run was aborted' });
  readonly recorder: Recorder;
  readonly watch: Watch;
  readonly clock: AwakeClock;
  readonly deadline: Deadline;
  problem: Problem | undefined;
  /** The longest that a step has taken in which everything came. */
  private slowestMs: number | undefined;

  constructor(readonly setup: CaseSetup) {
    const { judge, limits, idleMs, signal } = setup;
    this.clock = new AwakeClock(tickMs, () => this.tick());
    this.deadline = new Deadline(this.clock, limits, () => judge.writesRead());
    this.watch = new Watch(judge, (judgement) => this.deadline.judged(judgement));
    this.recorder = new Recorder(judge, limits, idleMs, () => this.watch.changed());
    this.clock.start();
    signal?.addEventListener('abort', this.abort, { once: true });
    if (signal?.aborted === true) this.abort();
  }

  connection(client: ClientIndex): ClientConnection | undefined {
    return this.connections.get(client);
  }

  // ---- what we do

  open(client: ClientIndex): ClientConnection {
    const { target, limits } = this.setup;
    const connect = (): ClientConnection => new ClientConnection(client, target, limits.connectMs, this);
    const connection = this.recorder.acts({ kind: 'connect', connection: client }, connect);
    this.deadline.progress();
    this.connections.set(client, connection);
    return connection;
  }

  write(connection: ClientConnection, bytes: Uint8Array): void {
    this.recorder.acts({ kind: 'write', connection: connection.id, bytes }, () => connection.write(bytes));
    this.deadline.wrote(connection.id, bytes.length);
    this.deadline.progress();
  }

  cut(connection: ClientConnection, how: 'halfClose' | 'close' | 'reset'): void {
    this.recorder.acts({ kind: how, connection: connection.id }, () => connection[how]());
    this.deadline.progress();
  }

  /** Reads no more of it. */
  stall(connection: ClientConnection): void {
    this.recorder.acts({ kind: 'stall', connection: connection.id }, () => connection.stall());
    this.deadline.progress();
  }

  /** Those that are not read now. */
  get stalled(): readonly ClientConnection[] {
    return [...this.connections.values()].filter((one) => one.stalled && !one.gone);
  }

  // ---- what happens to us

  connected(_connection: ClientConnection): void {
    this.deadline.progress();
    this.watch.ring();
  }

  failed(connection: ClientConnection, error: Error): void {
    const problem = problemOfConnect(error, this.nameOf(connection), this.where);
    // The system may tell of a reset after the connection was made before it tells that it was made.
    if (problem.kind === 'reset-on-connect') this.recorder.ended(connection.id, 'error');
    this.stopFor(problem);
  }

  read(connection: ClientConnection, bytes: Uint8Array): void {
    // What the system held back when reading was stopped.
    if (this.problem?.kind === 'flood') return;
    this.deadline.received(connection.id);
    if (this.recorder.read(connection.id, bytes)) return;
    for (const one of this.connections.values()) one.pause();
    const { receivedBytes } = this.recorder;
    this.stopFor({
      kind: 'flood',
      message: `the server sent more than a run may hold: reading was stopped after ${receivedBytes} bytes`,
    });
  }

  ended(connection: ClientConnection, how: 'fin' | 'error'): void {
    this.deadline.received(connection.id);
    this.recorder.ended(connection.id, how);
    if (how === 'error' && !connection.settled && !connection.used) {
      const message = `${this.nameOf(connection)}'s connection to ${this.where} was made and then reset, before anything was sent on it`;
      this.stopFor({ kind: 'reset-on-connect', message });
    }
  }

  // ---- waiting

  /** Throws when the run can't go on. */
  check(): void {
    this.watch.rethrow();
    if (this.problem !== undefined) throw new Stopped({ kind: 'problem' });
  }

  /**
   * Waits until nothing is owed and `met` holds. Only what is owed has a deadline; what `met` waits for has its own.
   * @throws Stopped at a violation at once, and when the time is up.
   */
  async settle(met: () => boolean = () => true): Promise<Judgement & { kind: 'complete' }> {
    for (;;) {
      this.check();
      const judgement = this.watch.current;
      if (judgement?.kind === 'violation') throw new Stopped({ kind: 'judged', judgement });
      if (judgement?.kind === 'complete' && met()) {
        this.deadline.met();
        if (!this.watch.thorough) this.slowestMs = Math.max(this.slowestMs ?? 0, this.deadline.stepMs);
        return judgement;
      }
      if (judgement !== undefined && judgement.kind !== 'complete' && !this.connecting) {
        if (this.deadline.expired() !== undefined) {
          await this.lastLook();
          continue;
        }
        if (this.deadline.quietMs >= this.secondLookMs && !this.watch.thorough) {
          this.watch.lookAgain();
          continue;
        }
      }
      await this.watch.next();
    }
  }

  /** What usually comes within a millisecond is not waited for long where it need not come. */
  private get secondLookMs(): number {
    const [least, most] = this.setup.limits.secondLookMs;
    const usual = this.slowestMs === undefined ? most : Math.min(most, Math.max(least, SLOWER * this.slowestMs));
    return Math.max(usual, Math.min(this.watch.dearMs, this.setup.limits.progressMs * DEAREST));
  }

  /** The time is up: what has arrived meanwhile is read, and only then does the lateness count. */
  private async lastLook(): Promise<void> {
    await poll();
    this.check();
    const why = this.deadline.expired();
    if (why === undefined) return;
    const judgement = this.watch.judgeFully();
    if (judgement.kind === 'late' && why !== 'hopeless') throw new Stopped({ kind: 'late', judgement, why });
    if (judgement.kind === 'inconclusive') throw new Stopped({ kind: 'judged', judgement });
  }

  // ---- the end

  /** Leaves the server politely, or when there is no time for that at once. Nothing of the run is left when it resolves. */
  async dispose(polite: (connection: ClientConnection) => boolean, leaveMs = this.setup.limits.leaveMs): Promise<void> {
    this.clock.stop();
    this.watch.stop();
    this.setup.signal?.removeEventListener('abort', this.abort);
    const leaving = [...this.connections.values()].map((one) => one.leave(polite(one) ? leaveMs : 0));
    await Promise.all(leaving);
  }

  private get connecting(): boolean {
    for (const one of this.connections.values()) if (one.connecting) return true;
    return false;
  }

  private get where(): string {
    return `${this.setup.target.host}:${this.setup.target.port}`;
  }

  private nameOf(connection: ClientConnection): string {
    return this.setup.clients[connection.id] ?? `client ${connection.id}`;
  }

  private stopFor(problem: Problem): void {
    this.problem ??= problem;
    this.watch.ring();
  }

  private tick(): void {
    this.recorder.patience();
    this.watch.ring();
  }
}
