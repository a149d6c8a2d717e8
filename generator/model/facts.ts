import type { Condition } from '../../runtime/model.js';

/** The attributes that are surely set. */
export type Facts = ReadonlySet<string>;

export const noFacts: Facts = new Set();

export function union(a: Facts, b: Facts): Facts {
  return b.size === 0 ? a : new Set([...a, ...b]);
}

export function intersection(a: Facts, b: Facts): Facts {
  return new Set([...a].filter((one) => b.has(one)));
}

/** What is surely set where a condition holds, or where it does not. */
export function factsOf(condition: Condition, holds: boolean): Facts {
  switch (condition.kind) {
    case 'isSet':
      return holds && condition.place.scope === 'connection' ? new Set([condition.place.name]) : noFacts;
    case 'not':
      return factsOf(condition.of, !holds);
    case 'and':
    case 'or': {
      const [left, right] = [factsOf(condition.left, holds), factsOf(condition.right, holds)];
      // Both sides of `and` hold where it holds; both sides of `or` fail where it fails.
      return (condition.kind === 'and') === holds ? union(left, right) : intersection(left, right);
    }
    default:
      return noFacts;
  }
}

/** The members that a condition binds where it holds, and their groups. */
export function boundBy(condition: Condition): readonly (readonly [name: string, group: string])[] {
  switch (condition.kind) {
    case 'has':
      return condition.as === undefined ? [] : [[condition.as, condition.of.group]];
    case 'and':
      return [...boundBy(condition.left), ...boundBy(condition.right)];
    default:
      return [];
  }
}
