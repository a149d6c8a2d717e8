import type { RuleDefinition } from '../language/syntax/index.js';
import type { Context } from './context.js';
import { referencesOf } from './expressions.js';

/** Reports every circle of rules once, and returns the rules that stand on one: nothing can be said of their texts. */
export function findRecursion(rules: ReadonlyMap<string, RuleDefinition>, context: Context): ReadonlySet<string> {
  const done = new Set<string>();
  const circular = new Set<string>();
  const path: string[] = [];

  const visit = (name: string): void => {
    const definition = rules.get(name);
    if (definition === undefined || done.has(name)) return;
    const start = path.indexOf(name);
    if (start >= 0) {
      const circle = path.slice(start);
      const first = rules.get(circle[0] ?? '') ?? definition;
      if (!circle.every((one) => circular.has(one))) {
        context.report.add('P501', first.name.span, { name: first.name.text, path: [...circle, name].join(' → ') });
      }
      for (const one of circle) circular.add(one);
      return;
    }
    path.push(name);
    for (const reference of [definition.expression, definition.except].flatMap((one) =>
      one === undefined ? [] : referencesOf(one),
    )) {
      visit(reference.text);
    }
    path.pop();
    done.add(name);
  };

  for (const name of rules.keys()) visit(name);
  return circular;
}
