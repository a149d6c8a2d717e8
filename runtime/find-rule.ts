import type { Model, Rule } from './model.js';

/**
 * A rule by its name.
 * @throws Error if the model has no such rule, which the front end excludes.
 */
export function findRule(model: Model, name: string): Rule {
  let rules = rulesOf.get(model);
  if (rules === undefined) {
    rules = new Map(model.rules.map((rule) => [rule.id, rule]));
    rulesOf.set(model, rules);
  }
  const rule = rules.get(name);
  if (rule === undefined) throw new Error(`The model of ${model.name} has no rule ${name}.`);
  return rule;
}

const rulesOf = new WeakMap<Model, ReadonlyMap<string, Rule>>();
