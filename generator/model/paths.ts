import type { Clause, Effect, SessionModel } from '../../runtime/model.js';
import { clausesOf, effectsIn } from '../../runtime/walks.js';
import type { Span } from '../diagnostics/diagnostic.js';
import type { Context } from './context.js';
import { type Facts, intersection, noFacts } from './facts.js';
import { type Path, type Visitor, walk } from './walk.js';

/** What is surely set: of a user at the start of each state's events, of the members of each group. Absent: never reached. */
interface Known {
  readonly states: Map<string, Facts>;
  readonly groups: Map<string, Facts>;
}

/**
 * Follows every path of every clause: whether `connect` leads somewhere, nothing is said after the end, one `become` a
 * path, every attribute is set where it is read, and every state is reached.
 */
export function checkPaths(session: SessionModel, context: Context): void {
  const known = findFacts(session);
  // In a state that nothing leads to nothing is ever unset.
  const everything: Facts = new Set(session.variables.map((one) => one.name));
  const place = (node: object, effect?: Effect): Span | { readonly start: Span['start'] } =>
    context.places.get(node) ?? { start: effect?.at ?? session.connect.at };

  const check = (clause: Clause, facts: Facts, where: string): readonly Path[] => {
    const ended = clause.trigger.kind === 'disconnect';
    const visitor: Visitor = {
      joins: () => {},
      reads: (attribute, group, held, node) => {
        if (group === undefined) {
          if (!held.has(attribute)) context.report.add('P409', place(node), { name: attribute, where });
        } else if (!(known.groups.get(group) ?? everything).has(attribute)) {
          context.report.add('P410', place(node), { group, name: attribute });
        }
      },
      becomesTwice: (effect) => context.report.add('P407', place(effect, effect), {}),
      actsAfterEnd: (what, effect) =>
        context.report.add('P408', place(effect, effect), { what, end: ended ? "the connection's end" : '`close`' }),
    };
    return walk(clause.body, [{ facts, next: undefined, ended }], visitor);
  };

  const connected = check(session.connect, noFacts, '');
  if (connected.some((path) => !path.ended && path.next === undefined)) {
    context.report.add('P406', { start: session.connect.at }, {});
  }
  for (const state of session.states) {
    const facts = known.states.get(state.name);
    if (facts === undefined)
      context.report.add('P413', context.places.get(state) ?? { start: state.at }, { name: state.name });
    for (const clause of state.clauses)
      check(clause, facts ?? everything, `: not every way into \`${state.name}\` sets it`);
  }
}

/** The least that is set anywhere, found by following transitions until nothing changes. */
function findFacts(session: SessionModel): Known {
  const known: Known = { states: new Map(), groups: new Map() };
  let changed = true;
  const lower = (map: Map<string, Facts>, name: string, facts: Facts): void => {
    const before = map.get(name);
    const after = before === undefined ? facts : intersection(before, facts);
    if (before !== undefined && after.size === before.size) return;
    map.set(name, after);
    changed = true;
  };
  const visitor: Visitor = {
    joins: (group, facts) => lower(known.groups, group, facts),
    reads: () => {},
    becomesTwice: () => {},
    actsAfterEnd: () => {},
  };
  const follow = (clause: Clause, facts: Facts, state: string | undefined): void => {
    for (const path of walk(clause.body, [{ facts, next: undefined, ended: false }], visitor)) {
      const next = path.next ?? state;
      if (!path.ended && next !== undefined) lower(known.states, next, path.facts);
    }
  };
  while (changed) {
    changed = false;
    follow(session.connect, noFacts, undefined);
    for (const state of session.states) {
      const facts = known.states.get(state.name);
      if (facts === undefined) continue;
      for (const clause of state.clauses) if (clause.trigger.kind !== 'disconnect') follow(clause, facts, state.name);
    }
  }
  // A member may lose whatever a clause unsets, in any state.
  const effects = clausesOf({ session }).flatMap(({ body }) => effectsIn(body));
  const lost = new Set(effects.flatMap((effect) => (effect.kind === 'unset' ? [effect.place.name] : [])));
  for (const [group, facts] of known.groups)
    known.groups.set(group, new Set([...facts].filter((one) => !lost.has(one))));
  return known;
}
