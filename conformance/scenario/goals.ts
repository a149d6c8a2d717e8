import { clausesOf, type Effect, type Model } from '../../runtime/index.js';

/** Something in a spec that a scenario can make happen. */
export interface Goal {
  /** A clause's id, or a branch's. */
  readonly id: string;
  /** `guard`: a side of a `when`. `choice`: an arm of `either`, which is the server's to take. */
  readonly kind: 'clause' | 'guard' | 'choice';
  /** What comes of it is left undefined, here or further in. */
  readonly undefined: boolean;
}

/** All clauses and branches of a model, in the order of the spec, each once. */
export function goalsOf(model: Model): readonly Goal[] {
  const goals = new Map<string, Goal>();
  const add = (goal: Goal): void => {
    if (!goals.has(goal.id)) goals.set(goal.id, goal);
  };
  const walk = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind !== 'branch') continue;
      for (const arm of effect.arms) {
        add({ id: arm.id, kind: arm.when === 'open' ? 'choice' : 'guard', undefined: leavesUndefined(arm.body) });
        walk(arm.body);
      }
    }
  };
  for (const clause of clausesOf(model)) {
    add({ id: clause.id, kind: 'clause', undefined: leavesUndefined(clause.body) });
    walk(clause.body);
  }
  return [...goals.values()];
}

function leavesUndefined(body: readonly Effect[]): boolean {
  return body.some(
    (effect) =>
      effect.kind === 'undefined' || (effect.kind === 'branch' && effect.arms.some((arm) => leavesUndefined(arm.body))),
  );
}
