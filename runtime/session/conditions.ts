import type { Condition } from '../model.js';
import type { Connection, ConnectionId, World } from '../world.js';
import { evaluate, type Scope, scalar } from './values.js';
import { findConnection, theConnection } from './world-changes.js';

/**
 * One of the ways in which a guard can turn out. There is one, but where a connection that is not judged could be a
 * member or not: then the guard has both sides (docs/spec-language.md).
 */
export interface Verdict {
  readonly holds: boolean;
  readonly bound: Readonly<Record<string, ConnectionId>>;
}

/** All the ways in which a condition can turn out, never none. */
export function decide(
  world: World,
  scope: Scope,
  condition: Condition,
  matches: (rule: string, text: string) => boolean,
): readonly Verdict[] {
  const surely = (holds: boolean): readonly Verdict[] => [{ holds, bound: scope.bound }];
  switch (condition.kind) {
    case 'has':
      return decideHas(world, scope, condition);
    case 'compare': {
      const left = scalar(evaluate(world, scope, condition.left, ''));
      const right = scalar(evaluate(world, scope, condition.right, ''));
      switch (condition.op) {
        case '=':
          return surely(left === right);
        case '!=':
          return surely(left !== right);
        case '<':
          return surely(left < right);
        case '>':
          return surely(left > right);
      }
      break;
    }
    case 'matches':
      return surely(matches(condition.rule, String(scalar(evaluate(world, scope, condition.value, '')))));
    case 'isSet':
      return surely(
        condition.place.scope === 'world'
          ? world.variables[condition.place.name] !== undefined
          : theConnection(world, scope.self).attributes[condition.place.name] !== undefined,
      );
    case 'inGroup':
      return surely(world.groups[condition.of.group]?.includes(scope.self) ?? false);
    case 'not':
      return decide(world, scope, condition.of, matches).map(({ holds, bound }) => ({ holds: !holds, bound }));
    case 'and':
    case 'or': {
      const settles = condition.kind === 'or';
      return decide(world, scope, condition.left, matches).flatMap((left) =>
        left.holds === settles ? [left] : decide(world, { ...scope, bound: left.bound }, condition.right, matches),
      );
    }
  }
  return surely(false);
}

function decideHas(world: World, scope: Scope, condition: Condition & { kind: 'has' }): readonly Verdict[] {
  const wanted = scalar(evaluate(world, scope, condition.value, ''));
  const found = (id: ConnectionId): Verdict => ({
    holds: true,
    bound: condition.as === undefined ? scope.bound : { ...scope.bound, [condition.as]: id },
  });
  const couldBe = (connection: Connection): boolean => {
    const value = connection.attributes[condition.attribute];
    return value === undefined || value === wanted;
  };
  const verdicts: Verdict[] = [];
  const members = world.groups[condition.of.group] ?? [];
  for (const id of members) {
    const member = findConnection(world, id);
    if (member === undefined) continue;
    if (!member.judged) {
      if (couldBe(member)) verdicts.push(found(id));
    } else if (member.attributes[condition.attribute] === wanted) {
      return [...verdicts, found(id)];
    }
  }
  for (const connection of world.connections) {
    if (!connection.judged && !members.includes(connection.id) && couldBe(connection))
      verdicts.push(found(connection.id));
  }
  return [...verdicts, { holds: false, bound: scope.bound }];
}
