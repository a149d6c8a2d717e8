import { SessionError } from '../errors.js';
import type { Value } from '../model.js';
import type { ConnectionId, FieldValue, Hole, ScalarValue, World } from '../world.js';
import { theConnection } from './world-changes.js';

/** What a clause's values are read from. */
export interface Scope {
  readonly self: ConnectionId;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly bound: Readonly<Record<string, ConnectionId>>;
}

/** A value as it is when its statement is reached; `hole` names the place where the server chooses. */
export function evaluate(world: World, scope: Scope, value: Value, hole: string): FieldValue | Hole {
  switch (value.kind) {
    case 'field':
      return scope.fields[value.name];
    case 'attribute': {
      const id = value.of === 'self' ? scope.self : scope.bound[value.of.bound];
      return id === undefined ? undefined : theConnection(world, id).attributes[value.name];
    }
    case 'variable':
      return world.variables[value.name];
    case 'text':
      return value.text;
    case 'integer':
      return value.value;
    case 'sum': {
      const left = numberOf(evaluate(world, scope, value.left, hole));
      const right = numberOf(evaluate(world, scope, value.right, hole));
      return value.op === '+' ? left + right : left - right;
    }
    case 'any':
      return value.sample === undefined ? { any: hole } : { any: hole, sample: value.sample };
  }
}

/** Whether a value is left to the server. */
export function isHole(value: FieldValue | Hole): value is Hole {
  return typeof value === 'object' && value !== null && 'any' in value;
}

function numberOf(value: FieldValue | Hole): number {
  if (typeof value === 'number') return value;
  throw new SessionError('bad-program', 'a sum takes numbers');
}

/** @throws SessionError where the server would choose, or where nothing is set: guards and variables need a value. */
export function scalar(value: FieldValue | Hole): ScalarValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new SessionError('bad-program', 'a value is needed that is one text or one number');
}
