import type { Condition, Effect, Model, Value } from '../../runtime/index.js';

/** Clauses that read what others can change: variables of the world, attributes of a member. */
export function clausesReadingOthers(model: Model): ReadonlySet<string> {
  const shared = (value: Value): boolean =>
    value.kind === 'variable' ||
    (value.kind === 'attribute' && value.of !== 'self') ||
    (value.kind === 'sum' && (shared(value.left) || shared(value.right)));
  const inBody = (body: readonly Effect[]): boolean =>
    body.some((effect) => {
      if (effect.kind === 'send') return effect.args.some(shared);
      if (effect.kind === 'set') return shared(effect.value);
      return effect.kind === 'branch' && effect.arms.some((arm) => inBody(arm.body));
    });
  const clauses = [model.session.connect, ...model.session.states.flatMap((state) => state.clauses)];
  return new Set(clauses.filter((clause) => inBody(clause.body)).map((clause) => clause.id));
}

/** Groups in which it does no harm to be: nobody is owed anything as a member, and no guard asks for one. */
export function harmlessGroups(model: Model): ReadonlySet<string> {
  const groups = new Set(model.session.groups.map((group) => group.name));
  const inCondition = (condition: Condition): void => {
    if (condition.kind === 'has' || condition.kind === 'inGroup') groups.delete(condition.of.group);
    else if (condition.kind === 'not') inCondition(condition.of);
    else if (condition.kind === 'and' || condition.kind === 'or') {
      inCondition(condition.left);
      inCondition(condition.right);
    }
  };
  const inBody = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind === 'send' && effect.to.kind === 'members' && effect.times.min > 0)
        groups.delete(effect.to.of.group);
      if (effect.kind !== 'branch') continue;
      for (const arm of effect.arms) {
        if (typeof arm.when !== 'string') inCondition(arm.when);
        inBody(arm.body);
      }
    }
  };
  inBody(model.session.connect.body);
  for (const state of model.session.states) for (const clause of state.clauses) inBody(clause.body);
  return groups;
}
