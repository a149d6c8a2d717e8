import type { World } from '../../../runtime/index.js';
import { type Plan, plannerOf } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { type CasePlan, COMPANY, caseOf, type FamilyContext, localId, startingWorld } from '../family.js';

/** From here on a number of the world counts as moved far. */
const FAR = 1000;

/**
 * Every clause and every side of a guard that an ordinary input comes to: alone, before one observer, before two. What
 * only a cut, bytes out of order or the server's own choice brings about is another family's. `far`: those alone that
 * move a number of the world far; a counter that has come to its end goes no further, so they are to come last.
 */
export function* clauseCases(context: FamilyContext, family: string, far: boolean): Generator<CasePlan> {
  for (const { goal, observers, moved } of order(context)) {
    if (moved > FAR !== far) continue;
    // Planned anew from the world as it is by then: what others did before may have moved it.
    const planner = plannerOf(context.protocol, startingWorld(context));
    const plan = planner.plan(goal, observers);
    if (plan === undefined || !isSaid(plan)) continue;
    const script = new Script(planner.rehearsal, plan.played.stage);
    script.everyoneSpeaks();
    yield caseOf(family, `${localId(context, goal)}, ${COMPANY[observers] ?? observers}`, script, goal);
  }
}

export function isOrdinary(plan: Plan): boolean {
  return plan.sure && plan.played.plain && plan.manner !== 'harsh';
}

/** Brought about by what a user types, without anybody being cut. */
function isSaid(plan: Plan): boolean {
  return isOrdinary(plan) && plan.manner === 'text';
}

/** First alone, then with others. Of goals with one and the same scenario only the last is named, which is the innermost. */
function order(
  context: FamilyContext,
): Iterable<{ readonly goal: string; readonly observers: number; readonly moved: number }> {
  // Planned from the first world for everyone, so that the cases and their order are the same in every run.
  const planner = plannerOf(context.protocol);
  const found = new Map<string, { goal: string; observers: number; moved: number }>();
  for (const [observers] of COMPANY.entries()) {
    for (const { id } of planner.goals) {
      const plan = planner.plan(id, observers);
      if (plan === undefined || !isSaid(plan)) continue;
      found.set(JSON.stringify(plan.played.stage.actions), { goal: id, observers, moved: movedBy(plan) });
    }
  }
  return found.values();
}

/** The largest number that the world holds in the end. */
function movedBy({ played }: Plan): number {
  return largestOf(played.stage.world);
}

/** Whether a number of the world has been moved far. */
export function isFar(world: World): boolean {
  return largestOf(world) > FAR;
}

/** Whether a number of the world is far from where it was: there may be no way back. */
export function movesFar(before: World, after: World): boolean {
  return Object.entries(after.variables).some(([name, value]) => {
    const was = before.variables[name];
    return typeof value === 'number' && typeof was === 'number' && Math.abs(value - was) > FAR;
  });
}

function largestOf({ variables }: World): number {
  return Math.max(0, ...Object.values(variables).map((value) => (typeof value === 'number' ? Math.abs(value) : 0)));
}
