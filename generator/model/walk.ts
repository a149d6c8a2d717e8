import type { Arm, Condition, Effect, Value } from '../../runtime/model.js';
import { boundBy, type Facts, factsOf, intersection, union } from './facts.js';

/** One way through a clause so far; ways that agree but for facts are one. */
export interface Path {
  readonly facts: Facts;
  readonly next: string | undefined;
  readonly ended: boolean;
}

/** What a walk meets. */
export interface Visitor {
  joins(group: string, facts: Facts): void;
  /** An attribute is read of the user itself (`group` undefined), or of a member of a group. */
  reads(attribute: string, group: string | undefined, facts: Facts, node: object): void;
  /** `become` where the path has a next state already. */
  becomesTwice(effect: Effect): void;
  /** `become`, or a message to the user itself, where the connection has ended. */
  actsAfterEnd(what: 'become' | 'reply', effect: Effect): void;
}

type Bound = ReadonlyMap<string, string>;

/** Follows every path through a body, and says where each of them ends. */
export function walk(
  body: readonly Effect[],
  paths: readonly Path[],
  visitor: Visitor,
  bound: Bound = new Map(),
): readonly Path[] {
  return body.reduce((reached, effect) => merge(step(effect, reached, visitor, bound)), paths);
}

function step(effect: Effect, paths: readonly Path[], visitor: Visitor, bound: Bound): readonly Path[] {
  const read = (values: readonly Value[]): void => {
    for (const path of paths) for (const value of values) readValue(value, path.facts, visitor, bound);
  };
  switch (effect.kind) {
    case 'send':
      if (effect.to.kind === 'self' && paths.some((path) => path.ended)) visitor.actsAfterEnd('reply', effect);
      read(effect.args);
      return paths;
    case 'join':
      for (const path of paths) visitor.joins(effect.group.group, path.facts);
      return paths;
    case 'leave':
      return paths;
    case 'set': {
      read([effect.value]);
      const { place } = effect;
      return place.scope === 'world'
        ? paths
        : paths.map((path) => ({ ...path, facts: union(path.facts, new Set([place.name])) }));
    }
    case 'unset':
      return paths.map((path) => ({
        ...path,
        facts: new Set([...path.facts].filter((one) => one !== effect.place.name)),
      }));
    case 'close':
      return paths.map((path) => ({ ...path, ended: true }));
    case 'become':
      if (paths.some((path) => path.ended)) visitor.actsAfterEnd('become', effect);
      if (paths.some((path) => path.next !== undefined)) visitor.becomesTwice(effect);
      return paths.map((path) => ({ ...path, next: effect.state }));
    case 'branch':
      return walkArms(effect.arms, paths, visitor, bound);
    case 'undefined':
      read([...effect.othersMayHear, ...effect.selfNeverHears].flatMap((pattern) => pattern.args));
      return walk(effect.own, paths, visitor, bound);
  }
}

function walkArms(arms: readonly Arm[], paths: readonly Path[], visitor: Visitor, bound: Bound): readonly Path[] {
  let failed: readonly Path[] = paths;
  return arms.flatMap(({ when, body }) => {
    if (when === 'open') return walk(body, paths, visitor, bound);
    if (when === 'otherwise') return walk(body, failed, visitor, bound);
    for (const path of failed) readCondition(when, path.facts, visitor, bound);
    const held = failed.map((path) => ({ ...path, facts: union(path.facts, factsOf(when, true)) }));
    failed = failed.map((path) => ({ ...path, facts: union(path.facts, factsOf(when, false)) }));
    return walk(body, held, visitor, new Map([...bound, ...boundBy(when)]));
  });
}

/** Paths that go to one place become one, which knows what all of them know: so there are few, however many branches. */
function merge(paths: readonly Path[]): readonly Path[] {
  const merged = new Map<string, Path>();
  for (const path of paths) {
    const key = `${path.ended} ${path.next ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? path : { ...known, facts: intersection(known.facts, path.facts) });
  }
  return [...merged.values()];
}

function readCondition(condition: Condition, facts: Facts, visitor: Visitor, bound: Bound): void {
  switch (condition.kind) {
    case 'has':
      visitor.reads(condition.attribute, condition.of.group, facts, condition);
      readValue(condition.value, facts, visitor, bound);
      break;
    case 'compare':
      readValue(condition.left, facts, visitor, bound);
      readValue(condition.right, facts, visitor, bound);
      break;
    case 'matches':
      readValue(condition.value, facts, visitor, bound);
      break;
    case 'isSet':
    case 'inGroup':
      break;
    case 'not':
      readCondition(condition.of, facts, visitor, bound);
      break;
    case 'and':
    case 'or': {
      readCondition(condition.left, facts, visitor, bound);
      // The right side is only asked where the left one leaves it open.
      const asked = union(facts, factsOf(condition.left, condition.kind === 'and'));
      readCondition(condition.right, asked, visitor, bound);
      break;
    }
  }
}

function readValue(value: Value, facts: Facts, visitor: Visitor, bound: Bound): void {
  if (value.kind === 'sum') {
    readValue(value.left, facts, visitor, bound);
    readValue(value.right, facts, visitor, bound);
  } else if (value.kind === 'attribute') {
    visitor.reads(value.name, value.of === 'self' ? undefined : bound.get(value.of.bound), facts, value);
  }
}
