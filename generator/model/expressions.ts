import type { Expr } from '../../runtime/model.js';
import { isWellFormed } from '../../runtime/text.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Expression, RepeatExpression, RuleDefinition, Word } from '../language/syntax/index.js';
import { readClass } from './classes.js';
import type { Context } from './context.js';
import { everyCharacter } from './properties.js';

/** The rules that expressions can name, and which of them were. */
export interface RuleNames {
  readonly definitions: ReadonlyMap<string, RuleDefinition>;
  /** Names of messages, for a hint where one is used as a rule. */
  readonly messages: ReadonlySet<string>;
  readonly used: Set<string>;
}

/** Looks a rule up; an unknown one is reported. */
export function lookUpRule(name: Word, names: RuleNames, context: Context): RuleDefinition | undefined {
  const definition = names.definitions.get(name.text);
  if (definition !== undefined) {
    names.used.add(name.text);
    return definition;
  }
  const hint = names.messages.has(name.text)
    ? `\`${name.text}\` is a message: give the part that both need a rule of its own`
    : didYouMean(name.text, names.definitions.keys());
  context.report.add('P201', name.span, { name: name.text }, hint);
  return undefined;
}

/** An expression as the model has it. What is wrong in it is reported, and stands for the empty text. */
export function resolveExpression(expression: Expression, names: RuleNames, context: Context): Expr {
  const inner = (one: Expression): Expr => resolveExpression(one, names, context);
  switch (expression.kind) {
    case 'literal':
      if (!isWellFormed(expression.text)) context.report.add('P110', expression.span, {});
      return { kind: 'literal', text: expression.text, fold: expression.fold ? 'ascii' : 'none' };
    case 'class':
      return {
        kind: 'class',
        ranges: readClass(expression.source, expression.span, context),
        source: expression.source,
      };
    case 'any':
      return { kind: 'class', ranges: everyCharacter, source: '.' };
    case 'reference':
      return lookUpRule(expression.name, names, context) === undefined
        ? { kind: 'literal', text: '', fold: 'none' }
        : { kind: 'reference', rule: expression.name.text };
    case 'sequence':
      return { kind: 'sequence', of: expression.of.map(inner) };
    case 'choice':
      return { kind: 'choice', of: expression.of.map(inner) };
    case 'repeat':
      checkBounds(expression, context);
      return {
        kind: 'repeat',
        of: inner(expression.of),
        min: expression.min,
        max: expression.max,
        ...(expression.separator !== undefined && { separator: inner(expression.separator) }),
      };
    case 'label':
      return { kind: 'capture', field: expression.name.text, of: inner(expression.of) };
  }
}

function checkBounds({ min, max, bounds, span }: RepeatExpression, context: Context): void {
  if (max !== null && (max < 1 || max < min)) context.report.add('P508', span, { bounds: bounds.replace(/\s+/g, '') });
}

/** The rules that an expression names, each as often as it does. */
export function referencesOf(expression: Expression): readonly Word[] {
  switch (expression.kind) {
    case 'literal':
    case 'class':
    case 'any':
      return [];
    case 'reference':
      return [expression.name];
    case 'sequence':
    case 'choice':
      return expression.of.flatMap(referencesOf);
    case 'repeat':
      return [
        ...referencesOf(expression.of),
        ...(expression.separator === undefined ? [] : referencesOf(expression.separator)),
      ];
    case 'label':
      return referencesOf(expression.of);
  }
}
