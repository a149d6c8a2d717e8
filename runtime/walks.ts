/** All that stands inside something in a model, for who looks for something in it. */
import { findRule } from './find-rule.js';
import type { Clause, Condition, Effect, Expr, Model, Rule, SessionModel } from './model.js';

/** All clauses of a session, the connect clause first. */
export function clausesOf({ session }: { readonly session: SessionModel }): readonly Clause[] {
  return [session.connect, ...session.states.flatMap((state) => state.clauses)];
}

/** Effects in the order of the text: those of each arm behind their branch, and what `undefined` does behind it. */
export function effectsIn(body: readonly Effect[]): readonly Effect[] {
  return body.flatMap((effect) => {
    if (effect.kind === 'branch') return [effect, ...effect.arms.flatMap((arm) => effectsIn(arm.body))];
    return effect.kind === 'undefined' ? [effect, ...effectsIn(effect.own)] : [effect];
  });
}

/** The conditions of all branches in a body, and those that they are made of. */
export function conditionsIn(body: readonly Effect[]): readonly Condition[] {
  const within = (condition: Condition): readonly Condition[] => {
    if (condition.kind === 'not') return [condition, ...within(condition.of)];
    if (condition.kind !== 'and' && condition.kind !== 'or') return [condition];
    return [condition, ...within(condition.left), ...within(condition.right)];
  };
  return effectsIn(body)
    .flatMap((effect) => (effect.kind === 'branch' ? effect.arms : []))
    .flatMap(({ when }) => (typeof when === 'object' ? within(when) : []));
}

/** An expression and all that stands in it, in the order of the text. What a rule stands for does not. */
export function expressionsIn(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'class':
    case 'reference':
      return [expr];
    case 'sequence':
    case 'choice':
      return [expr, ...expr.of.flatMap(expressionsIn)];
    case 'capture':
      return [expr, ...expressionsIn(expr.of)];
    case 'repeat':
      return [expr, ...expressionsIn(expr.of), ...(expr.separator ? expressionsIn(expr.separator) : [])];
  }
}

/**
 * The rules that expressions refer to, and those that these refer to, each once.
 * @param within - what of a rule is looked at: by default all but what it excepts.
 */
export function rulesReached(
  model: Model,
  exprs: readonly Expr[],
  within: (rule: Rule) => readonly Expr[] = ({ expr }) => [expr],
): ReadonlySet<Rule> {
  const reached = new Set<Rule>();
  const follow = (expr: Expr): void => {
    for (const one of expressionsIn(expr)) {
      const rule = one.kind === 'reference' ? findRule(model, one.rule) : undefined;
      if (rule === undefined || reached.has(rule)) continue;
      reached.add(rule);
      for (const inner of within(rule)) follow(inner);
    }
  };
  for (const expr of exprs) follow(expr);
  return reached;
}
