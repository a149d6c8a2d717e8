import type { Arm } from '../../../runtime/model.js';

/** `else when …` stands in the model as a guard in an `else`; written as `else if`. */
export function withoutNestedElse(arms: readonly Arm[]): readonly Arm[] {
  const last = arms.at(-1);
  const [only, ...more] = last?.when === 'otherwise' ? last.body : [];
  if (only?.kind !== 'branch' || more.length > 0 || only.arms[0]?.when === 'open') return arms;
  return [...arms.slice(0, -1), ...withoutNestedElse(only.arms)];
}
