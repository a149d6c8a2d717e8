import type { ConnectionId } from '../../runtime/index.js';
import type { Failure } from '../engine/events.js';
import { isDeed } from '../oracle/trace.js';
import { entriesOf } from '../scenario/scenario.js';
import type { Row } from './rows.js';

/** A time in which a client said nothing on purpose. */
export interface Rest {
  readonly connection: ConnectionId;
  readonly ms: number;
  /** The entry of the trace that it stands before. */
  readonly before: number;
}

/** Where a failure's clients rest: the longest gap between what came before it and what was done next. */
export function restsOf({
  scenario,
  trace,
  times = [],
}: Pick<Failure, 'scenario' | 'trace' | 'times'>): readonly Rest[] {
  const own = trace.flatMap((entry, at) => (isDeed(entry) ? [at] : []));
  const gapBefore = (at: number): number => (times[at] ?? 0) - (times[at - 1] ?? 0);
  const rests: Rest[] = [];
  let done = 0;
  for (const step of scenario.steps) {
    const actions = step.kind === 'act' ? [step.action] : step.lanes.flat();
    for (const action of actions) {
      done += entriesOf(action);
      if (action.kind !== 'rest') continue;
      const [first, last] = [(own[done - 1] ?? -1) + 1, own[done] ?? trace.length - 1];
      let before = first;
      for (let at = first; at <= last; at++) if (gapBefore(at) > gapBefore(before)) before = at;
      if (before < trace.length) rests.push({ connection: action.client, ms: gapBefore(before), before });
    }
  }
  return rests;
}

/** The rows, with the rests between them. */
export function withRests(rows: readonly Row[], rests: readonly Rest[]): readonly Row[] {
  return rests.reduce((all: readonly Row[], { connection, ms, before }) => {
    const place = all.findIndex(({ entry }) => entry >= before);
    const at = place < 0 ? all.length : place;
    const rest: Row = { kind: 'rest', connection, ms, entry: before - 1, from: 0 };
    return [...all.slice(0, at), rest, ...all.slice(at)];
  }, rows);
}
