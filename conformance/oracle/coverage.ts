import type { Execution } from './judgement.js';
import type { History } from './state.js';

type Covered = Pick<Execution, 'covered' | 'wild'>;

const nothing: Covered = { covered: [], wild: [] };

/** So far apart are the happenings whose answers are kept: to keep each takes longer than to go over some again. */
const KEPT = 32;

/** What executions have run. Each goes on from one whose answer is known, mostly: only what is new of it is walked through. */
export class Coverage {
  private readonly known = new WeakMap<History, Covered>();
  private last: History | undefined;
  private ofLast = nothing;

  of(history: History | undefined): Covered {
    const fresh: History[] = [];
    let one = history;
    while (one !== undefined && one !== this.last && (one.depth % KEPT !== 0 || !this.known.has(one))) {
      fresh.push(one);
      one = one.before;
    }
    let covered = one === undefined ? nothing : one === this.last ? this.ofLast : (this.known.get(one) ?? nothing);
    for (const happened of fresh.reverse()) {
      covered = withHappening(covered, happened);
      if (happened.depth % KEPT === 0) this.known.set(happened, covered);
    }
    [this.last, this.ofLast] = [history, covered];
    return covered;
  }
}

function withHappening(before: Covered, happened: History): Covered {
  if (happened.kind === 'wild') {
    const { connection, clause } = happened;
    return { ...before, wild: [...before.wild, { connection, clause }] };
  }
  const fresh = idsOf(happened).filter((clause) => !before.covered.includes(clause));
  return fresh.length === 0 ? before : { ...before, covered: [...before.covered, ...fresh] };
}

/** What a happening shows to have been run: clauses and branches, and sends that need not have been. */
function idsOf(happened: History): readonly string[] {
  if (happened.kind === 'ran') return happened.clauses;
  if (happened.kind !== 'received' || happened.item?.output.kind !== 'message') return [];
  const { times, clause, message } = happened.item.output;
  return times.min === 0 ? [optionalSend(clause, message.kind)] : [];
}

/** The id under which a send that a server may leave out is listed. */
export function optionalSend(clause: string, message: string): string {
  return `${clause}/may ${message}`;
}
