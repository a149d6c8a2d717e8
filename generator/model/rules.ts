import type { MessageModel, Rule } from '../../runtime/model.js';
import type { Expression, RuleDefinition } from '../language/syntax/index.js';
import { at, byName, type Context, reportTwice } from './context.js';
import { type RuleNames, resolveExpression } from './expressions.js';
import { FieldFinder } from './fields.js';
import { findRecursion } from './recursion.js';
import { checkSizes } from './rule-size.js';
import type { Sections } from './sections.js';
import { foldSpace } from './source-text.js';

/** The rules and messages of a spec, and what names them. */
export interface Vocabulary {
  readonly names: RuleNames;
  readonly rules: readonly Rule[];
  readonly client: ReadonlyMap<string, MessageModel>;
  readonly server: ReadonlyMap<string, MessageModel>;
}

export function resolveVocabulary(sections: Sections, context: Context): Vocabulary {
  const definitions = byName(context, sections.rules, 'the rule');
  const client = byName(context, sections.client?.messages ?? [], 'the message');
  const server = byName(context, sections.server?.messages ?? [], 'the message');
  // One name, one thing: the generated code has one symbol for each.
  for (const [kind, group, earlier] of [
    ['the rule', client, definitions],
    ['the rule', server, definitions],
    ['the client message', server, client],
  ] as const) {
    for (const [name, message] of group) {
      const first = earlier.get(name);
      if (first !== undefined) reportTwice(context, message.name, kind, first.name.span);
    }
  }
  const names: RuleNames = { definitions, messages: new Set([...client.keys(), ...server.keys()]), used: new Set() };
  const circular = findRecursion(definitions, context);
  checkSizes(definitions, [...client.values(), ...server.values()], circular, context);
  const finder = new FieldFinder(names, circular, context);
  const messages = (direction: 'client' | 'server', written: ReadonlyMap<string, RuleDefinition>) =>
    new Map([...written].map(([id, one]) => [id, resolveMessage(direction, one, names, finder, context)]));
  return {
    names,
    rules: [...definitions.values()].map((one) => resolveRule(one, names, finder, context)),
    client: messages('client', client),
    server: messages('server', server),
  };
}

function resolveRule(definition: RuleDefinition, names: RuleNames, finder: FieldFinder, context: Context): Rule {
  // Labels are checked where they stand, whether or not a message uses the rule.
  finder.fieldsOf(definition);
  return {
    id: definition.name.text,
    doc: definition.doc,
    at: at(definition.span),
    expr: resolveExpression(definition.expression, names, context),
    ...resolveExcept(definition.except, names, context),
    ...resolveInteger(definition, context),
    source: foldSpace(definition.source),
  };
}

function resolveMessage(
  direction: 'client' | 'server',
  definition: RuleDefinition,
  names: RuleNames,
  finder: FieldFinder,
  context: Context,
): MessageModel {
  if (definition.integer !== undefined) {
    context.report.add('P309', definition.integer.span, { name: definition.name.text });
  }
  return {
    id: definition.name.text,
    direction,
    doc: definition.doc,
    at: at(definition.span),
    parts: [{ kind: 'text', expr: resolveExpression(definition.expression, names, context) }],
    ...resolveExcept(definition.except, names, context),
    fields: finder.fieldsOf(definition),
    regular: true,
    source: foldSpace(definition.source),
  };
}

function resolveExcept(except: Expression | undefined, names: RuleNames, context: Context): Pick<Rule, 'except'> {
  if (except === undefined) return {};
  for (const label of labelsIn(except)) context.report.add('P509', label.span, { name: label.text });
  return { except: resolveExpression(except, names, context) };
}

function resolveInteger({ integer }: RuleDefinition, context: Context): Pick<Rule, 'integer'> {
  if (integer === undefined) return {};
  const [min, max] = [integer.min.value, integer.max.value];
  if (min > max) context.report.add('P310', integer.span, { range: `${min}..${max}` });
  return { integer: { min, max } };
}

function labelsIn(expression: Expression): readonly { readonly text: string; readonly span: Expression['span'] }[] {
  switch (expression.kind) {
    case 'label':
      return [expression.name, ...labelsIn(expression.of)];
    case 'sequence':
    case 'choice':
      return expression.of.flatMap(labelsIn);
    case 'repeat':
      return [
        ...labelsIn(expression.of),
        ...(expression.separator === undefined ? [] : labelsIn(expression.separator)),
      ];
    default:
      return [];
  }
}
