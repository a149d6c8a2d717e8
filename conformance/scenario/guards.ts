import type { Clause, Condition, Effect, Expr, Model, Value } from '../../runtime/index.js';

/** What a clause's guards ask of one field of its message. */
export interface FieldGuards {
  /** Rules that it is held against. */
  readonly rules: readonly string[];
  /** Attributes of members that it is looked for among. */
  readonly attributes: readonly string[];
}

export type Comparison = Condition & { readonly kind: 'compare' };

/** Every condition of a clause, the inner ones too. */
export function conditionsOf(clause: Clause): readonly Condition[] {
  const conditions: Condition[] = [];
  const look = (condition: Condition): void => {
    conditions.push(condition);
    if (condition.kind === 'not') look(condition.of);
    if (condition.kind === 'and' || condition.kind === 'or') {
      look(condition.left);
      look(condition.right);
    }
  };
  const walk = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind !== 'branch') continue;
      for (const arm of effect.arms) {
        if (typeof arm.when === 'object') look(arm.when);
        walk(arm.body);
      }
    }
  };
  walk(clause.body);
  return conditions;
}

export function fieldGuards(clause: Clause, field: string): FieldGuards {
  const isField = (value: Value): boolean => value.kind === 'field' && value.name === field;
  const rules = new Set<string>();
  const attributes = new Set<string>();
  for (const condition of conditionsOf(clause)) {
    if (condition.kind === 'matches' && isField(condition.value)) rules.add(condition.rule);
    if (condition.kind === 'has' && isField(condition.value)) attributes.add(condition.attribute);
    if (condition.kind === 'compare') {
      for (const [one, other] of [
        [condition.left, condition.right],
        [condition.right, condition.left],
      ] as const) {
        if (isField(one) && other.kind === 'attribute') attributes.add(other.name);
      }
    }
  }
  return { rules: [...rules], attributes: [...attributes] };
}

export function comparisonsOf(clause: Clause): readonly Comparison[] {
  return conditionsOf(clause).filter((condition) => condition.kind === 'compare');
}

/** The rules that any guard of the session asks about: they tell values apart. */
export function guardRules(model: Model): readonly string[] {
  return [
    ...new Set(
      clausesOf(model)
        .flatMap(conditionsOf)
        .flatMap((condition) => (condition.kind === 'matches' ? [condition.rule] : [])),
    ),
  ];
}

export function clausesOf(model: Model): readonly Clause[] {
  return [model.session.connect, ...model.session.states.flatMap((state) => state.clauses)];
}

/** The numbers at which something in the protocol turns: bounds of rules and constants of guards. */
export function turningPoints(model: Model): readonly number[] {
  const points = new Set([0]);
  for (const variable of model.session.variables) {
    if (variable.type.value.kind === 'integer') points.add(variable.type.value.min).add(variable.type.value.max);
  }
  const constants = (value: Value): void => {
    if (value.kind === 'integer') points.add(value.value);
    if (value.kind === 'sum') {
      constants(value.left);
      constants(value.right);
    }
  };
  for (const comparison of clausesOf(model).flatMap(comparisonsOf)) {
    constants(comparison.left);
    constants(comparison.right);
  }
  return [...points].sort((a, b) => a - b);
}

/** The literal texts of an expression, rules that it refers to included. */
export function literalsOf(model: Model, exprs: readonly Expr[]): readonly string[] {
  const literals = new Set<string>();
  const rules = new Set<string>();
  const walk = (expr: Expr): void => {
    switch (expr.kind) {
      case 'literal':
        if (expr.text !== '') literals.add(expr.text);
        return;
      case 'class':
        return;
      case 'sequence':
      case 'choice':
        for (const part of expr.of) walk(part);
        return;
      case 'repeat':
        walk(expr.of);
        if (expr.separator !== undefined) walk(expr.separator);
        return;
      case 'capture':
        walk(expr.of);
        return;
      case 'reference': {
        const rule = model.rules.find((one) => one.id === expr.rule);
        if (rule !== undefined && !rules.has(rule.id)) {
          rules.add(rule.id);
          walk(rule.expr);
          if (rule.except !== undefined) walk(rule.except);
        }
      }
    }
  };
  for (const expr of exprs) walk(expr);
  return [...literals];
}
