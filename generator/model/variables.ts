import type { Field, Value, Variable } from '../../runtime/model.js';
import { isWellFormed } from '../../runtime/text.js';
import type { VariableSyntax, VariablesSyntax } from '../language/syntax/index.js';
import { at, byName, type Context, checkName } from './context.js';
import { lookUpRule } from './expressions.js';
import { isOutside, rangeOf } from './range.js';
import { typeOfRule, unknownType } from './rule-type.js';
import type { Vocabulary } from './rules.js';

/** The users' attributes and the variables of the world. */
export function resolveVariables(
  sections: readonly VariablesSyntax[],
  vocabulary: Vocabulary,
  context: Context,
): readonly Variable[] {
  return (['connection', 'world'] as const).flatMap((scope) => {
    const written = sections.filter((one) => one.scope === scope).flatMap((one) => one.variables);
    const what = scope === 'connection' ? 'the attribute' : 'the variable';
    return [...byName(context, written, what).values()].flatMap(
      (one) => resolveVariable(one, scope, vocabulary, context) ?? [],
    );
  });
}

function resolveVariable(
  syntax: VariableSyntax,
  scope: Variable['scope'],
  vocabulary: Vocabulary,
  context: Context,
): Variable | undefined {
  const name = syntax.name.text;
  checkName(context, syntax.name, scope === 'connection' ? 'an attribute' : 'a variable');
  const type = typeOfRule(lookUpRule(syntax.rule, vocabulary.names, context));
  const initial = resolveInitial(syntax, scope, type, context);
  return {
    scope,
    name,
    type: { rule: syntax.rule.text, value: type },
    ...(initial !== undefined && { initial }),
    equality: 'exact',
    at: at(syntax.span),
  };
}

function resolveInitial(
  syntax: VariableSyntax,
  scope: Variable['scope'],
  type: Field['value'],
  context: Context,
): Value | undefined {
  const { initial, name } = syntax;
  if (scope === 'connection') {
    if (initial !== undefined)
      context.report.add('P311', initial.span, { what: `the attribute \`${name.text}\` can't begin with a value` });
    return undefined;
  }
  if (initial === undefined) {
    context.report.add('P311', name.span, { what: `the variable \`${name.text}\` has no value to begin with` });
    return undefined;
  }
  if (initial.kind !== 'number' && initial.kind !== 'text') {
    context.report.add('P311', initial.span, {
      what: `the variable \`${name.text}\` must begin with a number or a text`,
    });
    return undefined;
  }
  if (type !== unknownType && (initial.kind === 'number') !== (type.kind === 'integer')) {
    const shown = (integer: boolean) => (integer ? 'a number' : 'a text');
    context.report.add('P302', initial.span, {
      what: 'the value',
      is: shown(initial.kind === 'number'),
      place: `\`${name.text}\``,
      needs: shown(type.kind === 'integer'),
    });
    return undefined;
  }
  if (initial.kind === 'text') {
    if (!isWellFormed(initial.text)) context.report.add('P110', initial.span, {});
    return { kind: 'text', text: initial.text };
  }
  if (isOutside(initial.value, type)) {
    context.report.add('P304', initial.span, { value: initial.value, range: rangeOf(type) });
  }
  return { kind: 'integer', value: initial.value };
}
