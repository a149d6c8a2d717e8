import type { Clause, Condition, Effect, Model, State, Variable } from '../../../runtime/model.js';
import { clausesOf, conditionsIn, effectsIn } from '../../../runtime/walks.js';
import { constantCase, localNames, type Names, namesOf, pascalCase } from '../names.js';
import { type Membership, membershipByState } from './membership.js';

/** What a machine is made of: the names in it, and what its clauses ask of attributes and groups. */
export interface Plan {
  readonly model: Model;
  readonly names: Names;
  readonly className: string;
  /** The property that holds a group. */
  group(name: string): string;
  /** The attributes by which members of a group are looked up. */
  indexed(group: string): readonly string[];
  /** Whether a group is indexed by an attribute. */
  indexesAttribute(attribute: string): readonly string[];
  /** The method that runs a clause. Clauses of a state that do the same share one. */
  method(clause: Clause): string;
  /** The method that reads a text in a state. */
  reader(state: State): string;
  /** Of which groups a connection is surely a member, or surely not, in a state. */
  membership(state: string): Membership;
  /** The constant that holds the text of a message without fields, where the session sends it. */
  constant(message: string): string | undefined;
  /** Whether an attribute or a variable may be unset where it is read. */
  mayBeUnset(variable: Pick<Variable, 'scope' | 'name'>): boolean;
}

/** Names of the machine's own members. */
const OWN = ['apply', 'stateOf', 'world', 'connect', 'frame', 'overlong', 'end', 'forget', 'users', 'variables'];

export function planMachine(model: Model): Plan {
  const member = localNames(OWN);
  const groups = new Map(model.session.groups.map(({ name }) => [name, member(name)]));
  const readers = new Map(model.session.states.map((state) => [state, member(state.name)]));
  const methods = new Map<Clause, string>();
  for (const state of model.session.states) {
    for (const clause of state.clauses) {
      const same = state.clauses.find((earlier) => methods.has(earlier) && doTheSame(earlier, clause));
      const { trigger } = clause;
      const word = trigger.kind === 'message' ? trigger.name : trigger.kind;
      methods.set(clause, (same && methods.get(same)) ?? member(`${state.name} ${pascalCase(word)}`));
    }
  }
  const indexes = indexesOf(model);
  const constants = constantsOf(model);
  const memberships = membershipByState(model);
  const unset = unsetOf(model);
  return {
    model,
    names: namesOf(model),
    className: `${pascalCase(model.name)}Machine`,
    group: (name) => groups.get(name) ?? name,
    indexed: (group) => [...(indexes.get(group) ?? [])],
    indexesAttribute: (attribute) =>
      [...indexes].filter(([, attributes]) => attributes.has(attribute)).map(([group]) => group),
    method: (clause) => methods.get(clause) ?? clause.id,
    reader: (state) => readers.get(state) ?? state.name,
    membership: (state) => memberships.get(state) ?? new Map(),
    constant: (message) => constants.get(message),
    mayBeUnset: ({ scope, name }) => unset.has(`${scope} ${name}`),
  };
}

/** Whether two clauses have the same statements, and neither reads a message. */
function doTheSame(a: Clause, b: Clause): boolean {
  if (a.trigger.kind === 'message' || b.trigger.kind === 'message') return false;
  if (a.trigger.kind === 'disconnect' || b.trigger.kind === 'disconnect') return false;
  return isSame(firstOutcome(a.body), firstOutcome(b.body));
}

/** Whether two bodies say the same, whatever their ids and places. */
export function isSame(a: readonly Effect[], b: readonly Effect[]): boolean {
  const bare = (body: readonly Effect[]): string =>
    JSON.stringify(body, (key, value: unknown) => (key === 'at' || key === 'id' ? undefined : value));
  return bare(a) === bare(b);
}

/** What the reference does of a body: of each choice that is the server's, the first; of `undefined`, its own statements. */
export function firstOutcome(body: readonly Effect[]): readonly Effect[] {
  return body.flatMap((effect): readonly Effect[] => {
    if (effect.kind === 'undefined') return firstOutcome(effect.own);
    if (effect.kind !== 'branch') return effect.kind === 'send' && effect.times.min === 0 ? [] : [effect];
    const [first] = effect.arms;
    if (first?.when === 'open') return firstOutcome(first.body);
    return [{ ...effect, arms: effect.arms.map((arm) => ({ ...arm, body: firstOutcome(arm.body) })) }];
  });
}

function indexesOf(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const indexes = new Map<string, Set<string>>();
  const note = (condition: Condition): void => {
    if (condition.kind !== 'has') return;
    const attributes = indexes.get(condition.of.group) ?? new Set();
    indexes.set(condition.of.group, attributes.add(condition.attribute));
  };
  for (const clause of clausesOf(model)) conditionsIn(clause.body).forEach(note);
  return indexes;
}

function constantsOf(model: Model): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  const taken = new Set<string>();
  for (const clause of clausesOf(model)) {
    for (const effect of effectsIn(clause.body)) {
      if (effect.kind !== 'send' || effect.args.length > 0 || effect.times.min === 0 || constants.has(effect.message))
        continue;
      let name = constantCase(effect.message);
      while (taken.has(name)) name += '_';
      taken.add(name);
      constants.set(effect.message, name);
    }
  }
  return constants;
}

/** The variables that a clause unsets or asks whether they are set: reading them needs a look first. */
function unsetOf(model: Model): ReadonlySet<string> {
  const unset = new Set<string>();
  for (const clause of clausesOf(model)) {
    for (const one of [...effectsIn(clause.body), ...conditionsIn(clause.body)]) {
      if (one.kind === 'unset' || one.kind === 'isSet') unset.add(`${one.place.scope} ${one.place.name}`);
    }
  }
  return unset;
}
