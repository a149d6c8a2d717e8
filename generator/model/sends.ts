import type { Effect, Level, MessagePatternModel, Recipients, Value } from '../../runtime/model.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { MessageUse, SendStatement, ValueSyntax } from '../language/syntax/index.js';
import { at, placed } from './context.js';
import { lookUpGroup, lookUpMessage, type Scope } from './scope.js';
import { fits, resolveValue } from './values.js';

/** A message to whom it goes. */
export function resolveSend(statement: SendStatement, scope: Scope): readonly Effect[] {
  const { context } = scope.names;
  const pattern = resolveMessageUse(statement.message, scope, 'send');
  const to = resolveRecipients(statement, scope);
  if (pattern === undefined || to === undefined) return [];
  const level: Level = statement.level ?? scope.level;
  const times = statement.anyNumber
    ? { min: 0, max: null }
    : statement.level === 'may'
      ? { min: 0, max: 1 }
      : { min: 1, max: 1 };
  return [placed(context, { kind: 'send', ...pattern, to, times, level, at: at(statement.span) }, statement.span)];
}

function resolveRecipients({ to }: SendStatement, scope: Scope): Recipients | undefined {
  switch (to.kind) {
    case 'self':
      return { kind: 'self' };
    case 'all':
    case 'others': {
      const group = lookUpGroup(to.group, scope.names);
      if (group === undefined) return undefined;
      return { kind: 'members', of: { group: group.name }, ...(to.kind === 'others' && { but: 'self' as const }) };
    }
    case 'bound': {
      if (scope.bound.has(to.name.text)) return { kind: 'bound', name: to.name.text };
      const hint = scope.names.groups.has(to.name.text)
        ? `it is a group: write \`to all ${to.name.text}\` or \`to others ${to.name.text}\``
        : didYouMean(to.name.text, ['self', ...scope.bound.keys()]);
      scope.names.context.report.add('P213', to.name.span, { name: to.name.text }, hint);
      return undefined;
    }
  }
}

/**
 * A server message with its arguments.
 * @param purpose - `send`: the server sends it, so that `any` needs a text for the reference server; `bound`: it is only allowed for.
 */
export function resolveMessageUse(
  use: MessageUse,
  scope: Scope,
  purpose: 'send' | 'bound',
): MessagePatternModel | undefined {
  const { context } = scope.names;
  const message = lookUpMessage(use.name, 'server', scope.names);
  if (message === undefined) return undefined;
  const names = message.fields.map((field) => field.name);
  const signature = `${message.id}${names.length === 0 ? '' : `(${names.join(', ')})`}`;
  if (use.args.length !== names.length) {
    const expected =
      names.length === 0 ? 'no arguments' : names.length === 1 ? '1 argument' : `${names.length} arguments`;
    context.report.add('P301', use.span, {
      name: message.id,
      expected,
      given: use.args.length === 0 ? 'none' : use.args.length,
      signature,
    });
    return undefined;
  }
  const args = message.fields.map((field, index): Value | undefined => {
    const arg = use.args[index];
    if (arg === undefined) return undefined;
    if (arg.kind === 'any') return resolveAny(arg, field.value.kind === 'integer', scope, purpose);
    const typed = resolveValue(arg, scope);
    if (typed === undefined) return undefined;
    return fits(
      typed,
      { type: field.value, arity: field.arity, shown: `\`${field.name}\` of \`${message.id}\`` },
      arg,
      scope,
    )
      ? typed.value
      : undefined;
  });
  const resolved = args.filter((one): one is Value => one !== undefined);
  return resolved.length === args.length ? { message: message.id, args: resolved } : undefined;
}

function resolveAny(
  any: Extract<ValueSyntax, { kind: 'any' }>,
  integer: boolean,
  scope: Scope,
  purpose: 'send' | 'bound',
): Value | undefined {
  const { context } = scope.names;
  if (any.sample === undefined && purpose === 'send') {
    context.report.add('P305', any.span, { why: ' without a text for the reference server' });
    return undefined;
  }
  if (any.sample !== undefined && integer && !/^(?:0|[1-9][0-9]*)$/.test(any.sample.text)) {
    context.report.add('P302', any.span, {
      what: 'the text of `any`',
      is: 'a text',
      place: 'the field',
      needs: 'a number',
    });
    return undefined;
  }
  const value: Value = { kind: 'any', ...(any.sample !== undefined && { sample: any.sample.text }) };
  return placed(context, value, any.span);
}
