import { type Clause, type ConnectionId, findConnection, type Value, type World } from '../../runtime/index.js';
import { comparisonsOf } from './guards.js';

/** A value as a line in the number that a field holds: `offset + slope × n`. */
interface Line {
  readonly offset: number;
  readonly slope: number;
}

/**
 * The numbers worth sending in a field: the ends of its range, the smallest, and where a comparison of the clause turns
 * in this world.
 */
export function integersOf(
  clause: Clause,
  field: { readonly name: string; readonly min: number; readonly max: number },
  world: World,
  self: ConnectionId,
): readonly number[] {
  const numbers = [1, 0, field.min, field.max];
  for (const { left, right } of comparisonsOf(clause)) {
    const [l, r] = [lineOf(left, field.name, world, self), lineOf(right, field.name, world, self)];
    if (l === undefined || r === undefined || l.slope === r.slope) continue;
    const root = (r.offset - l.offset) / (l.slope - r.slope);
    numbers.push(Math.floor(root), Math.floor(root) + 1, Math.floor(root) - 1);
  }
  return [...new Set(numbers)].filter((n) => Number.isSafeInteger(n) && field.min <= n && n <= field.max);
}

function lineOf(value: Value, field: string, world: World, self: ConnectionId): Line | undefined {
  const constant = (known: unknown): Line | undefined =>
    typeof known === 'number' ? { offset: known, slope: 0 } : undefined;
  switch (value.kind) {
    case 'field':
      return value.name === field ? { offset: 0, slope: 1 } : undefined;
    case 'integer':
      return constant(value.value);
    case 'variable':
      return constant(world.variables[value.name]);
    case 'attribute':
      return value.of === 'self' ? constant(findConnection(world, self)?.attributes[value.name]) : undefined;
    case 'sum': {
      const [left, right] = [lineOf(value.left, field, world, self), lineOf(value.right, field, world, self)];
      if (left === undefined || right === undefined) return undefined;
      const sign = value.op === '+' ? 1 : -1;
      return { offset: left.offset + sign * right.offset, slope: left.slope + sign * right.slope };
    }
    case 'text':
    case 'any':
      return undefined;
  }
}
