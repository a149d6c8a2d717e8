import type { Condition } from '../../runtime/model.js';
import type { ConditionSyntax, PathSyntax, ValueSyntax } from '../language/syntax/index.js';
import { checkName, placed } from './context.js';
import { lookUpRule } from './expressions.js';
import { lookUpAttribute, lookUpGroup, type Scope } from './scope.js';
import { fits, resolveValue, type Typed } from './values.js';

/** A condition, and the members that it binds where it holds. */
interface Guard {
  /** Nothing where it is wrong; that has been reported. */
  readonly condition: Condition | undefined;
  readonly bound: ReadonlyMap<string, string>;
}

const nobody: ReadonlyMap<string, string> = new Map();

const wrong: Guard = { condition: undefined, bound: nobody };

export function resolveCondition(syntax: ConditionSyntax, scope: Scope): Guard {
  const { context } = scope.names;
  const guard = (condition: Condition, bound = nobody): Guard => ({
    condition: placed(context, condition, syntax.span),
    bound,
  });
  switch (syntax.kind) {
    case 'has':
      return resolveHas(syntax, scope);
    case 'compare': {
      const left = resolveValue(syntax.left, scope);
      const right = resolveValue(syntax.right, scope);
      if (left === undefined || right === undefined || !comparable(syntax, left, right, scope)) return wrong;
      return guard({ kind: 'compare', op: syntax.op, left: left.value, right: right.value });
    }
    case 'matches': {
      const rule = lookUpRule(syntax.rule, scope.names.vocabulary.names, context);
      const value = resolveValue(syntax.value, scope);
      if (rule === undefined || value === undefined) return wrong;
      if (!fits(value, { type: { kind: 'text' }, arity: 'one', shown: '`is`' }, syntax.value, scope)) return wrong;
      return guard({ kind: 'matches', value: value.value, rule: rule.name.text });
    }
    case 'isSet': {
      const place = attributePath(syntax.value);
      if (place === undefined || (place.parts.length === 2 && place.parts[0]?.text !== 'self')) {
        if (place?.parts[0]?.text === 'world')
          context.report.add('P312', syntax.value.span, { name: place.parts[1]?.text ?? '' });
        else
          context.report.add('P102', syntax.value.span, {
            what: "asking whether anything but the user's own attribute is set",
            instead: 'write `self.attribute is set`',
          });
        return wrong;
      }
      const name = place.parts[place.parts.length - 1];
      if (name === undefined || lookUpAttribute(name, scope.names) === undefined) return wrong;
      return guard({ kind: 'isSet', place: { scope: 'connection', name: name.text } });
    }
    case 'inGroup': {
      const group = lookUpGroup(syntax.group, scope.names);
      if (
        syntax.member.kind !== 'path' ||
        syntax.member.parts.length !== 1 ||
        syntax.member.parts[0]?.text !== 'self'
      ) {
        context.report.add('P102', syntax.member.span, {
          what: "asking for anybody's membership but the user's own",
          instead: 'write `self in group`',
        });
        return wrong;
      }
      return group === undefined ? wrong : guard({ kind: 'inGroup', of: { group: group.name } });
    }
    case 'not': {
      const { condition } = resolveCondition(syntax.of, scope);
      bindsNothing(syntax.of, scope);
      return condition === undefined ? wrong : guard({ kind: 'not', of: condition });
    }
    case 'and':
    case 'or': {
      const left = resolveCondition(syntax.left, scope);
      const right = resolveCondition(syntax.right, scope);
      if (syntax.kind === 'or') for (const side of [syntax.left, syntax.right]) bindsNothing(side, scope);
      const bound = syntax.kind === 'and' ? new Map([...left.bound, ...right.bound]) : nobody;
      if (left.condition === undefined || right.condition === undefined) return { condition: undefined, bound };
      return guard({ kind: syntax.kind, left: left.condition, right: right.condition }, bound);
    }
  }
}

function resolveHas(syntax: Extract<ConditionSyntax, { kind: 'has' }>, scope: Scope): Guard {
  const { context } = scope.names;
  /** Who it names is a member of something, wherever the group is misspelt. */
  const boundTo = (group: string) => (syntax.as === undefined ? nobody : new Map([[syntax.as.text, group]]));
  const [name, ...more] = syntax.group.kind === 'path' ? syntax.group.parts : [];
  if (name === undefined || more.length > 0) {
    context.report.add(
      'P204',
      syntax.group.span,
      { name: more.length > 0 ? '…' : 'value' },
      "a group's name stands before `has`: `when chat has name = to`",
    );
    return { condition: undefined, bound: boundTo('') };
  }
  const group = lookUpGroup(name, scope.names);
  const attribute = lookUpAttribute(syntax.attribute, scope.names);
  const value = resolveValue(syntax.value, scope);
  if (syntax.as !== undefined) {
    checkName(context, syntax.as, 'a member');
    if (scope.fields.has(syntax.as.text) || scope.bound.has(syntax.as.text)) {
      context.report.add(
        'P211',
        syntax.as.span,
        { name: syntax.as.text, what: 'a member' },
        'something in this clause is called so already: choose another name',
      );
    }
  }
  const bound = boundTo(group?.name ?? '');
  if (group === undefined || attribute === undefined || value === undefined) return { condition: undefined, bound };
  const target = { type: attribute.type.value, arity: 'one', shown: `\`${attribute.name}\`` } as const;
  if (!fits(value, target, syntax.value, scope)) return { condition: undefined, bound };
  const condition: Condition = {
    kind: 'has',
    of: { group: group.name },
    attribute: attribute.name,
    value: value.value,
    ...(syntax.as !== undefined && { as: syntax.as.text }),
  };
  return { condition: placed(context, condition, syntax.span), bound };
}

/** Where a condition may hold without its parts, a member that a part binds may not be there. */
function bindsNothing(syntax: ConditionSyntax, scope: Scope): void {
  switch (syntax.kind) {
    case 'has':
      if (syntax.as !== undefined) {
        scope.names.context.report.add(
          'P213',
          syntax.as.span,
          { name: syntax.as.text },
          'under `not` and `or` there may be no such member: take `as` out, or nest two guards',
        );
      }
      break;
    case 'not':
      bindsNothing(syntax.of, scope);
      break;
    case 'and':
    case 'or':
      bindsNothing(syntax.left, scope);
      bindsNothing(syntax.right, scope);
      break;
    default:
  }
}

function comparable(
  syntax: Extract<ConditionSyntax, { kind: 'compare' }>,
  left: Typed,
  right: Typed,
  scope: Scope,
): boolean {
  const integer = { kind: 'integer', min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;
  const ordered = syntax.op === '<' || syntax.op === '>';
  const type = ordered || left.type.kind === 'integer' ? integer : left.type;
  const target = { type, arity: 'one', shown: ordered ? `\`${syntax.op}\`` : 'the other side' } as const;
  // With `=` the right side is held to the left one; the left one can only be absent or many.
  const leftFits = fits(
    left,
    ordered ? target : { ...target, type: left.type.kind === 'integer' ? integer : left.type },
    syntax.left,
    scope,
  );
  return fits(right, target, syntax.right, scope) && leftFits;
}

function attributePath(value: ValueSyntax): PathSyntax | undefined {
  return value.kind === 'path' && value.parts.length <= 2 ? value : undefined;
}
