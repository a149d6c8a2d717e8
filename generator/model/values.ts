import type { Field, Value, Variable } from '../../runtime/model.js';
import { isWellFormed } from '../../runtime/text.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { PathSyntax, ValueSyntax, Word } from '../language/syntax/index.js';
import { placed } from './context.js';
import { isOutside, rangeOf } from './range.js';
import { isOpen } from './rule-type.js';
import { lookUpAttribute, lookUpVariable, type Scope } from './scope.js';

/** A value and what it can be. */
export interface Typed {
  readonly value: Value;
  readonly type: Field['value'];
  readonly arity: Field['arity'];
  /** How a message speaks of it. */
  readonly shown: string;
}

/** The place that a value goes to. */
export interface Target {
  readonly type: Field['value'];
  readonly arity: Field['arity'];
  readonly shown: string;
}

const text: Field['value'] = { kind: 'text' };

/** A value, or nothing where it is wrong; that has been reported. */
export function resolveValue(syntax: ValueSyntax, scope: Scope): Typed | undefined {
  const { context } = scope.names;
  switch (syntax.kind) {
    case 'number':
      return {
        value: placed(context, { kind: 'integer', value: syntax.value }, syntax.span),
        type: { kind: 'integer', min: syntax.value, max: syntax.value },
        arity: 'one',
        shown: String(syntax.value),
      };
    case 'text':
      if (!isWellFormed(syntax.text)) context.report.add('P110', syntax.span, {});
      return {
        value: placed(context, { kind: 'text', text: syntax.text }, syntax.span),
        type: text,
        arity: 'one',
        shown: 'a text',
      };
    case 'any':
      context.report.add('P305', syntax.span, { why: ': a value is computed here' });
      return undefined;
    case 'sum':
      return resolveSum(syntax, scope);
    case 'path':
      return resolvePath(syntax, scope);
  }
}

function resolveSum(syntax: Extract<ValueSyntax, { kind: 'sum' }>, scope: Scope): Typed | undefined {
  const left = resolveValue(syntax.left, scope);
  const right = resolveValue(syntax.right, scope);
  // How large a sum gets is known when it is computed: a range would refuse sums that a guard keeps in bounds.
  const type: Field['value'] = { kind: 'integer', min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
  const target: Target = { type, arity: 'one', shown: `\`${syntax.op}\`` };
  if (left === undefined || right === undefined) return undefined;
  const leftFits = fits(left, target, syntax.left, scope);
  if (!fits(right, target, syntax.right, scope) || !leftFits) return undefined;
  const value: Value = { kind: 'sum', op: syntax.op, left: left.value, right: right.value };
  return { value: placed(scope.names.context, value, syntax.span), type, arity: 'one', shown: 'a sum' };
}

function resolvePath(path: PathSyntax, scope: Scope): Typed | undefined {
  const [head, name, extra] = path.parts;
  const { context } = scope.names;
  if (head === undefined) return undefined;
  const shown = `\`${shownPath(path)}\``;
  if (name === undefined) return resolveField(head, scope);
  if (extra !== undefined) {
    context.report.add(
      'P207',
      path.span,
      { name: shownPath(path) },
      'a path has two parts: `self.attribute`, `member.attribute`, `world.variable`',
    );
    return undefined;
  }
  if (head.text === 'world') {
    const variable = lookUpVariable(name, scope.names);
    return variable && ofVariable(variable, { kind: 'variable', name: name.text }, shown, path, scope);
  }
  if (head.text === 'self') {
    const attribute = lookUpAttribute(name, scope.names);
    return attribute && ofVariable(attribute, { kind: 'attribute', of: 'self', name: name.text }, shown, path, scope);
  }
  if (!scope.bound.has(head.text)) {
    context.report.add(
      'P213',
      head.span,
      { name: head.text },
      didYouMean(head.text, ['self', 'world', ...scope.bound.keys()]),
    );
    return undefined;
  }
  const attribute = lookUpAttribute(name, scope.names);
  return (
    attribute &&
    ofVariable(attribute, { kind: 'attribute', of: { bound: head.text }, name: name.text }, shown, path, scope)
  );
}

function ofVariable(variable: Variable, value: Value, shown: string, path: PathSyntax, scope: Scope): Typed {
  return { value: placed(scope.names.context, value, path.span), type: variable.type.value, arity: 'one', shown };
}

function resolveField(name: Word, scope: Scope): Typed | undefined {
  const field = scope.fields.get(name.text);
  if (field !== undefined) {
    const value: Value = { kind: 'field', name: name.text };
    return {
      value: placed(scope.names.context, value, name.span),
      type: field.value,
      arity: field.arity,
      shown: `\`${name.text}\``,
    };
  }
  scope.names.context.report.add('P207', name.span, { name: name.text }, hintForName(name.text, scope));
  return undefined;
}

function hintForName(name: string, scope: Scope): string | undefined {
  const { attributes, variables } = scope.names;
  const params = [...scope.fields.keys()];
  if (scope.message?.fields.some((field) => field.name === name) === true) {
    return `it is a field of the message: name it in the clause, \`on ${scope.message.id}(${[...params, name].join(', ')})\``;
  }
  if (scope.bound.has(name)) return `it is a member: say which attribute, \`${name}.attribute\``;
  if (attributes.has(name)) return `the user's attribute is \`self.${name}\``;
  if (variables.has(name)) return `the world's variable is \`world.${name}\``;
  return didYouMean(name, [
    ...params,
    ...[...attributes.keys()].map((one) => `self.${one}`),
    ...[...variables.keys()].map((one) => `world.${one}`),
  ]);
}

/** Whether a value can stand in a place; reported if not. */
export function fits(typed: Typed, target: Target, syntax: ValueSyntax, scope: Scope): boolean {
  const { report } = scope.names.context;
  if (!isOpen(typed.type, target.type) && typed.type.kind !== target.type.kind) {
    const shown = (type: Field['value']) => (type.kind === 'integer' ? 'a number' : 'a text');
    report.add('P302', syntax.span, {
      what: typed.shown === 'a text' || typed.shown === 'a sum' ? 'the value' : typed.shown,
      is: shown(typed.type),
      place: target.shown,
      needs: shown(target.type),
    });
    return false;
  }
  if (typed.arity !== 'one' || target.arity === 'list') {
    const same = typed.arity === target.arity;
    if (!same) {
      const shown = { one: 'exactly one value', optional: 'optional', list: 'a list' } as const;
      report.add('P303', syntax.span, {
        what: typed.shown,
        is: shown[typed.arity],
        place: target.shown,
        needs: target.arity === 'optional' ? 'one value or none' : shown[target.arity],
      });
      return false;
    }
  }
  if (typed.value.kind === 'integer' && isOutside(typed.value.value, target.type)) {
    report.add('P304', syntax.span, { value: typed.value.value, range: rangeOf(target.type) });
    return false;
  }
  return true;
}

export function shownPath(path: PathSyntax): string {
  return path.parts.map((part) => part.text).join('.');
}
