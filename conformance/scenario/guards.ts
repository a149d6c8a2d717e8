import {
  type Clause,
  type Condition,
  clausesOf,
  conditionsIn,
  type Expr,
  expressionsIn,
  type Model,
  type Rule,
  rulesReached,
  type Value,
} from '../../runtime/index.js';

/** What a clause's guards ask of one field of its message. */
export interface FieldGuards {
  /** Rules that it is held against. */
  readonly rules: readonly string[];
  /** Attributes of members that it is looked for among. */
  readonly attributes: readonly string[];
}

export type Comparison = Condition & { readonly kind: 'compare' };

export function fieldGuards(clause: Clause, field: string): FieldGuards {
  const isField = (value: Value): boolean => value.kind === 'field' && value.name === field;
  const rules = new Set<string>();
  const attributes = new Set<string>();
  for (const condition of conditionsIn(clause.body)) {
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
  return conditionsIn(clause.body).filter((condition) => condition.kind === 'compare');
}

/** The rules that any guard of the session asks about: they tell values apart. */
export function guardRules(model: Model): readonly string[] {
  return [
    ...new Set(
      clausesOf(model)
        .flatMap(({ body }) => conditionsIn(body))
        .flatMap((condition) => (condition.kind === 'matches' ? [condition.rule] : [])),
    ),
  ];
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

/** The literal texts of an expression, those of rules that it refers to included, and of what they except. */
export function literalsOf(model: Model, exprs: readonly Expr[]): readonly string[] {
  const within = ({ expr, except }: Rule): readonly Expr[] => (except === undefined ? [expr] : [expr, except]);
  const all = [...exprs, ...[...rulesReached(model, exprs, within)].flatMap(within)].flatMap(expressionsIn);
  return [...new Set(all.flatMap((expr) => (expr.kind === 'literal' && expr.text !== '' ? [expr.text] : [])))];
}
