import type { ConnectionId } from '../../runtime/index.js';
import type { Judgement, Owed } from '../oracle/judgement.js';
import type { CaseRun } from './case-run.js';
import { Stopped } from './stopped.js';

/** How a step whose time was up went on. */
export interface Resolved {
  /**
   * A violation where the lateness could be turned into one; inconclusive where all came after all, since a FIN of
   * ours may have brought it; else the lateness.
   */
  readonly judgement: Judgement;
  readonly left: readonly number[];
}

/**
 * Turns lateness into an order violation where it can be: the sources of what is owed leave, and what their leaving
 * causes comes after all that they have caused before. So its coming without what is owed convicts without any clock.
 */
export async function resolveLateness(run: CaseRun, late: Judgement & { kind: 'late' }): Promise<Resolved> {
  const left: number[] = [];
  const before = late.owed.map((debt) => receivedFor(run, debt));
  for (const source of leaversFor(late)) {
    const connection = run.connection(source);
    if (connection === undefined || connection.gone || connection.cut !== undefined) continue;
    run.cut(connection, 'halfClose');
    left.push(source);
  }
  if (left.length === 0) return { judgement: late, left };
  run.deadline.start();
  try {
    await run.settle();
    // To have left excuses what was owed to the leaver itself; that does not make it come.
    const came = late.owed.every((debt, i) => receivedFor(run, debt) > (before[i] ?? 0));
    return { judgement: came ? lateButCame : late, left };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { reason } = error;
    return {
      judgement: reason.kind === 'judged' && reason.judgement.kind === 'violation' ? reason.judgement : late,
      left,
    };
  }
}

const lateButCame: Judgement = {
  kind: 'inconclusive',
  reason: 'what was owed came only after its time was up and its source had been made to leave',
};

/**
 * The sources whose leaving can tell something to somebody else who stays. Not those who are owed their own answer
 * alone, nor those who are on their way out by the session already: a FIN of ours could be what the server needed to do
 * what it owed without it.
 */
function leaversFor({ owed, world }: Judgement & { kind: 'late' }): ReadonlySet<ConnectionId> {
  const open = new Set(world.connections.filter((one) => one.open).map((one) => one.id));
  const leavers = new Set<ConnectionId>();
  const witnesses = new Set<ConnectionId>();
  for (const { source, connection } of owed) {
    if (!open.has(source) || source === connection || witnesses.has(source) || leavers.has(connection)) continue;
    leavers.add(source);
    witnesses.add(connection);
  }
  return leavers;
}

/** Counts what could have paid a debt. */
function receivedFor(run: CaseRun, debt: Owed): number {
  const { bytes, ended } = run.recorder.of(debt.connection);
  return debt.text === undefined ? Number(ended) : bytes;
}
