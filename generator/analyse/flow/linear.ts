import type { IntegerRange } from '../../../runtime/model.js';

/** A sum of numbers that are not known, each with a factor, and of a number that is. */
export interface Linear {
  readonly constant: bigint;
  readonly factors: ReadonlyMap<string, bigint>;
}

export function constantOf(value: number): Linear {
  return { constant: BigInt(value), factors: new Map() };
}

export function symbol(name: string): Linear {
  return { constant: 0n, factors: new Map([[name, 1n]]) };
}

export function plus(a: Linear, b: Linear, times = 1n): Linear {
  const factors = new Map(a.factors);
  for (const [name, factor] of b.factors) {
    const sum = (factors.get(name) ?? 0n) + times * factor;
    if (sum === 0n) factors.delete(name);
    else factors.set(name, sum);
  }
  return { constant: a.constant + times * b.constant, factors };
}

export function minus(a: Linear, b: Linear): Linear {
  return plus(a, b, -1n);
}

/** The most that a sum can be; undefined: one of its parts has no bounds. */
export function most(of: Linear, rangeOf: (name: string) => IntegerRange | undefined): bigint | undefined {
  let sum = of.constant;
  for (const [name, factor] of of.factors) {
    const range = rangeOf(name);
    if (range === undefined) return undefined;
    sum += factor * BigInt(factor > 0n ? range.max : range.min);
  }
  return sum;
}

/** Whether a sum is surely not above zero, given others that are not. */
export function neverPositive(
  of: Linear,
  facts: readonly Linear[],
  rangeOf: (name: string) => IntegerRange | undefined,
): boolean {
  const isSafe = (one: Linear): boolean => {
    const bound = most(one, rangeOf);
    return bound !== undefined && bound <= 0n;
  };
  // What is above a sum that is not above zero by no more than nothing is not above zero either.
  return isSafe(of) || facts.some((fact) => isSafe(minus(of, fact)));
}
