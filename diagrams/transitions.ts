import type { Arm, Clause, Effect, SessionModel, Trigger } from '../runtime/model.js';

/** Where a transition leads: a state by its name, the end of the connection, or where nothing is defined any more. */
export type Place = { readonly state: string } | 'start' | 'end' | 'undefined';

/** One way through a clause, or several that lead to the same place. */
export interface Transition {
  readonly from: Place;
  readonly to: Place;
  /** What causes it, and in brackets the branches that it takes: `Open [locked]`. */
  readonly label: string;
  /** The ids of the innermost branches that go this way; the clause's own where all of its ways do. */
  readonly ids: readonly string[];
  readonly clause: string;
}

/** All that a session can do to a connection's state, in the order of the spec. */
export function transitionsOf(session: SessionModel): readonly Transition[] {
  const found: Transition[] = [...transitionsOfClause(session.connect, 'start')];
  for (const state of session.states) {
    const from = { state: state.name };
    for (const clause of state.clauses) found.push(...transitionsOfClause(clause, from));
    if (state.clauses.some(({ trigger }) => trigger.kind === 'disconnect')) continue;
    // Without a clause of its own a connection that ends is gone all the same.
    const id = `${session.connect.id.replace(/\/connect$/, '')}/${state.name}/disconnect`;
    found.push({ from, to: 'end', label: 'disconnect', ids: [id], clause: id });
  }
  return found;
}

export function transitionsOfClause(clause: Clause, from: Place): readonly Transition[] {
  const end = clause.trigger.kind === 'disconnect';
  const start: Way = { to: end ? 'end' : from, branches: [], id: clause.id };
  const ways = walk(clause.body, [start]);
  const what = triggerName(clause.trigger);
  const places = new Map<string, Way[]>();
  for (const way of ways) {
    const key = JSON.stringify(way.to);
    places.set(key, [...(places.get(key) ?? []), way]);
  }
  if (places.size === 1)
    return ways.slice(0, 1).map(({ to }) => ({ from, to, label: what, ids: [clause.id], clause: clause.id }));
  return [...places.values()].map((same) => ({
    from,
    to: same[0]?.to ?? from,
    label: `${what} [${[...new Set(same.map(({ branches }) => branches.join(', ')))].join(' | ')}]`,
    ids: [...new Set(same.map(({ id }) => id))],
    clause: clause.id,
  }));
}

export function triggerName(trigger: Trigger): string {
  return trigger.kind === 'message' ? trigger.name : trigger.kind;
}

interface Way {
  readonly to: Place;
  /** The names of the branches that it takes, outermost first. */
  readonly branches: readonly string[];
  readonly id: string;
}

function walk(body: readonly Effect[], before: readonly Way[]): readonly Way[] {
  return body.reduce((ways, effect) => distinct(ways.flatMap((way) => step(effect, way))), before);
}

function step(effect: Effect, way: Way): readonly Way[] {
  if (way.to === 'undefined') return [way];
  switch (effect.kind) {
    case 'become':
      return way.to === 'end' ? [way] : [{ ...way, to: { state: effect.state } }];
    case 'close':
      return [{ ...way, to: 'end' }];
    case 'undefined':
      return [{ ...way, to: 'undefined' }];
    case 'branch':
      return withoutArm(effect.arms, way).concat(
        effect.arms.flatMap((arm) =>
          walk(arm.body, [{ ...way, branches: [...way.branches, nameOf(arm)], id: arm.id }]),
        ),
      );
    default:
      return [way];
  }
}

/** A guard without an `else` may be passed by. */
function withoutArm(arms: readonly Arm[], way: Way): Way[] {
  const isGuard = arms.every(({ when }) => when !== 'open' && when !== 'otherwise');
  return isGuard ? [{ ...way, branches: [...way.branches, 'otherwise'] }] : [];
}

function nameOf(arm: Arm): string {
  return arm.id.slice(arm.id.lastIndexOf('/') + 1);
}

function distinct(ways: readonly Way[]): readonly Way[] {
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}
