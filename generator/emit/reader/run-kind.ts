import { isAll, type Run } from './step.js';
import { comparisons, type UnitClass, unitClass } from './units.js';

/**
 * How a run is read: `all` to the end of the text; `endless` a few characters one by one and then in one go; `units` by
 * counting units, `pairs` by counting them up to the first surrogate; `counted` character by character.
 */
export type RunKind = 'all' | 'endless' | 'units' | 'pairs' | 'counted';

export function kindOf(run: Run, units: UnitClass): RunKind {
  if (run.stop !== undefined) return 'counted';
  if (run.max === null) return run.min > 1 ? 'counted' : isAll(run.set) ? 'all' : 'endless';
  if (!units.hasPairs) return 'units';
  const hasTable = comparisons(units.units, 'unit') === undefined;
  return run.min <= 1 && hasTable && !units.beyond ? 'pairs' : 'counted';
}

/** Whether the function for a run takes no half of a surrogate pair. */
export function checksPairs(run: Run): boolean {
  const units = unitClass(run.set);
  switch (kindOf(run, units)) {
    case 'all':
      return false;
    case 'endless':
    case 'units':
    case 'pairs':
      return true;
    case 'counted':
      return !units.hasPairs || units.beyond !== undefined;
  }
}
