import type { Expression, RuleDefinition } from '../language/syntax/index.js';
import type { Context } from './context.js';

/** How many parts a rule may have, those of the rules that it names counted wherever they stand. */
const MAX_PARTS = 100_000;

/**
 * Reports rules and messages that come to too much when they are written out: forty rules, each of which names the one before
 * twice, are a text of millions of millions of characters.
 */
export function checkSizes(
  rules: ReadonlyMap<string, RuleDefinition>,
  messages: Iterable<RuleDefinition>,
  circular: ReadonlySet<string>,
  context: Context,
): void {
  const sizes = new Map<string, number>();
  const sizeOfRule = (name: string): number => {
    const definition = rules.get(name);
    if (definition === undefined || circular.has(name)) return 1;
    let size = sizes.get(name);
    if (size === undefined) {
      size = report(definition);
      sizes.set(name, size);
    }
    return size;
  };
  const report = (definition: RuleDefinition): number => {
    const { name, expression, except } = definition;
    const size = [expression, ...(except === undefined ? [] : [except])].reduce((sum, one) => sum + sizeOf(one), 0);
    if (size <= MAX_PARTS) return size;
    // What names a rule that is too large is too large because of it.
    if (Number.isFinite(size)) {
      context.report.add('P528', name.span, { name: name.text, max: MAX_PARTS.toLocaleString('en') });
    }
    return Number.POSITIVE_INFINITY;
  };
  const sizeOf = (expression: Expression): number => {
    switch (expression.kind) {
      case 'literal':
        return expression.text.length;
      case 'class':
      case 'any':
        return 1;
      case 'reference':
        return sizeOfRule(expression.name.text);
      case 'sequence':
      case 'choice':
        return expression.of.reduce((sum, one) => sum + sizeOf(one), 0);
      case 'repeat':
        return sizeOf(expression.of) + (expression.separator === undefined ? 0 : sizeOf(expression.separator));
      case 'label':
        return sizeOf(expression.of);
    }
  };
  for (const name of rules.keys()) sizeOfRule(name);
  for (const message of messages) report(message);
}
