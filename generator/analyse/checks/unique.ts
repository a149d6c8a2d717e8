import type { Condition, Effect, GroupModel, Model, State, Value } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { Check } from '../subject.js';

/**
 * `group g unique a` holds where every join comes behind the other side of `when g has a = v`, with `a` set to v in the
 * same event, no member sets `a`, and an event happens at once.
 */
export const checkUnique: Check = function* ({ model }) {
  const [promise] = model.promises;
  for (const group of model.session.groups) {
    const why = group.unique === undefined ? undefined : breach(model, group, group.unique);
    if (why === undefined) continue;
    const values = { group: group.name, attribute: group.unique ?? '', why };
    const found = diagnostic('P526', model.file, { start: group.at }, values);
    if (promise === undefined) yield found;
    else {
      const refuted = { promise: promise.kind, why: found.message, hint: found.hint };
      yield diagnostic('P520', model.file, { start: group.at }, refuted);
    }
  }
};

/** What a path through a clause knows. */
interface Known {
  /** Values that no member has. */
  readonly free: ReadonlySet<string>;
  /** What this event has set the attribute to. */
  readonly held: string | undefined;
  /** Whether the connection may be a member. */
  readonly member: boolean;
}

function breach(model: Model, group: GroupModel, attribute: string): string | undefined {
  if (model.delivery.unit !== 'event')
    return 'events do not happen at once (`atomic send`), so that two may join at the same time';
  const members = statesOfMembers(model, group.name);
  const { connect, states } = model.session;
  const clauses = [
    { clause: connect, member: false },
    ...states.flatMap((state) => state.clauses.map((clause) => ({ clause, member: members.has(state.name) }))),
  ];
  for (const { clause, member } of clauses) {
    let found: string | undefined;
    const visit = (body: readonly Effect[], start: Known): readonly Known[] =>
      body.reduce<readonly Known[]>((ways, effect) => ways.flatMap((known) => step(effect, known)), [start]);
    const step = (effect: Effect, known: Known): readonly Known[] => {
      switch (effect.kind) {
        case 'set': {
          if (effect.place.scope === 'world' || effect.place.name !== attribute) return [known];
          if (known.member) found ??= `line ${effect.at.line} sets it while the user may be a member`;
          return [{ ...known, held: JSON.stringify(effect.value) }];
        }
        case 'unset':
          return [effect.place.name === attribute ? { ...known, held: undefined } : known];
        case 'join': {
          if (effect.group.group !== group.name) return [known];
          // Who is a member already stays one.
          if (!known.member && (known.held === undefined || !known.free.has(known.held)))
            found ??= `line ${effect.at.line} joins without having asked whether a member has the same`;
          return [{ ...known, member: true, free: new Set() }];
        }
        case 'leave':
          return [effect.group.group === group.name ? { ...known, member: false } : known];
        case 'branch': {
          let failed = known;
          const ways = effect.arms.flatMap(({ when, body }) => {
            if (when === 'open') return visit(body, known);
            if (when === 'otherwise') return visit(body, failed);
            const held = assume(failed, when, true, group.name, attribute);
            failed = assume(failed, when, false, group.name, attribute);
            return visit(body, held);
          });
          return distinct(ways);
        }
        case 'undefined':
          return visit(effect.own, known);
        default:
          return [known];
      }
    };
    visit(clause.body, { free: new Set(), held: undefined, member });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Which values are free where a condition holds, or where it does not. */
function assume(known: Known, condition: Condition, holds: boolean, group: string, attribute: string): Known {
  switch (condition.kind) {
    case 'not':
      return assume(known, condition.of, !holds, group, attribute);
    case 'and':
    case 'or':
      if ((condition.kind === 'and') !== holds) return known;
      return assume(assume(known, condition.left, holds, group, attribute), condition.right, holds, group, attribute);
    case 'has':
      if (holds || condition.of.group !== group || condition.attribute !== attribute) return known;
      return { ...known, free: new Set([...known.free, valueKey(condition.value)]) };
    case 'inGroup':
      return condition.of.group === group && !holds ? { ...known, member: false } : known;
    default:
      return known;
  }
}

function valueKey(value: Value): string {
  return JSON.stringify(value);
}

function distinct(ways: readonly Known[]): readonly Known[] {
  const byKey = new Map(ways.map((one) => [JSON.stringify([[...one.free].sort(), one.held, one.member]), one]));
  return [...byKey.values()];
}

/** The states in which a connection may be a member. */
function statesOfMembers(model: Model, group: string): ReadonlySet<string> {
  const { connect, states } = model.session;
  const members = new Set<string>();
  const byName = new Map<string, State>(states.map((state) => [state.name, state]));
  const reached: (readonly [state: string, member: boolean])[] = [];
  const done = new Set<string>();
  const follow = (body: readonly Effect[], state: string | undefined, member: boolean): void => {
    for (const way of membership(body, { member, next: state }, group)) {
      if (way.next !== undefined) reached.push([way.next, way.member]);
    }
  };
  follow(connect.body, undefined, false);
  for (const [name, member] of reached) {
    if (done.has(`${name} ${member}`)) continue;
    done.add(`${name} ${member}`);
    if (member) members.add(name);
    for (const clause of byName.get(name)?.clauses ?? []) follow(clause.body, name, member);
  }
  return members;
}

interface Membership {
  readonly member: boolean;
  readonly next: string | undefined;
}

function membership(body: readonly Effect[], start: Membership, group: string): readonly Membership[] {
  return body.reduce<readonly Membership[]>(
    (ways, effect) => {
      const after = ways.flatMap((way): readonly Membership[] => {
        switch (effect.kind) {
          case 'join':
            return [effect.group.group === group ? { ...way, member: true } : way];
          case 'leave':
            return [effect.group.group === group ? { ...way, member: false } : way];
          case 'become':
            return [{ ...way, next: effect.state }];
          case 'branch':
            return effect.arms.flatMap((arm) => membership(arm.body, way, group));
          case 'undefined':
            return membership(effect.own, way, group);
          default:
            return [way];
        }
      });
      return [...new Map(after.map((one) => [`${one.member} ${one.next}`, one])).values()];
    },
    [start],
  );
}
