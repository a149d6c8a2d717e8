import type { Effect, MessagePatternModel, VariableRef } from '../../runtime/model.js';
import { didYouMean, listed } from '../diagnostics/did-you-mean.js';
import type {
  DoStatement,
  SetStatement,
  Statement,
  UndefinedStatement,
  UnsetStatement,
  ValueSyntax,
} from '../language/syntax/index.js';
import { resolveEither, resolveWhen } from './branches.js';
import { at, placed } from './context.js';
import { lookUpAttribute, lookUpGroup, lookUpVariable, type Scope } from './scope.js';
import { resolveMessageUse, resolveSend } from './sends.js';
import { fits, resolveValue, shownPath } from './values.js';

/** The effects of statements, in their order, blocks unfolded. What is wrong is reported and left out. */
export function resolveBody(statements: readonly Statement[], scope: Scope): readonly Effect[] {
  const { context } = scope.names;
  return statements.flatMap((statement, index) => {
    const next = statements[index + 1];
    if (statement.kind === 'undefined' && next !== undefined) context.report.add('P412', next.span, {});
    const effects = resolveStatement(statement, scope);
    // What a block unfolds to has its places already: those in the block.
    return effects.map((effect) => (context.places.has(effect) ? effect : placed(context, effect, statement.span)));
  });
}

function resolveStatement(statement: Statement, scope: Scope): readonly Effect[] {
  const place = at(statement.span);
  switch (statement.kind) {
    case 'send':
      return resolveSend(statement, scope);
    case 'join':
    case 'leave': {
      const group = lookUpGroup(statement.group, scope.names);
      return group === undefined ? [] : [{ kind: statement.kind, group: { group: group.name }, at: place }];
    }
    case 'set':
      return resolveSet(statement, scope);
    case 'unset': {
      const variable = resolvePlace(statement, scope);
      if (variable?.scope === 'world') {
        scope.names.context.report.add('P312', statement.place.span, { name: variable.name });
        return [];
      }
      return variable === undefined ? [] : [{ kind: 'unset', place: variable, at: place }];
    }
    case 'close':
      return [{ kind: 'close', at: place }];
    case 'become': {
      const { states, context } = scope.names;
      const { text, span } = statement.state;
      if (states.has(text)) return [{ kind: 'become', state: text, at: place }];
      context.report.add(
        'P203',
        span,
        { name: text, known: listed([...states.keys()]) },
        didYouMean(text, states.keys()),
      );
      return [];
    }
    case 'do':
      return resolveDo(statement, scope);
    case 'when':
      return [{ kind: 'branch', arms: resolveWhen(statement, scope), at: place }];
    case 'either':
      return [{ kind: 'branch', arms: resolveEither(statement, scope), at: place }];
    case 'undefined':
      return [resolveUndefined(statement, scope)];
  }
}

function resolveDo({ block }: DoStatement, scope: Scope): readonly Effect[] {
  const { blocks, usedBlocks, context } = scope.names;
  const found = blocks.get(block.text);
  if (found === undefined) {
    context.report.add('P208', block.span, { name: block.text }, didYouMean(block.text, blocks.keys()));
    return [];
  }
  usedBlocks.add(block.text);
  const start = scope.unfolding.indexOf(block.text);
  if (start >= 0) {
    const path = [...scope.unfolding.slice(start), block.text].join(' → ');
    context.report.add('P217', block.span, { name: block.text, path });
    return [];
  }
  return resolveBody(found.body, { ...scope, unfolding: [...scope.unfolding, block.text] });
}

function resolvePlace(statement: SetStatement | UnsetStatement, scope: Scope): VariableRef | undefined {
  const { parts } = statement.place;
  const [head, name] = parts;
  const last = parts[parts.length - 1];
  if (head === undefined || last === undefined) return undefined;
  if (name === undefined || (head.text === 'self' && parts.length === 2)) {
    return lookUpAttribute(last, scope.names) && { scope: 'connection', name: last.text };
  }
  if (head.text === 'world' && parts.length === 2) {
    return lookUpVariable(last, scope.names) && { scope: 'world', name: last.text };
  }
  scope.names.context.report.add('P102', statement.place.span, {
    what: `changing \`${shownPath(statement.place)}\``,
    instead: 'a clause changes what its own user has, `set attribute`, and `world.variable`',
  });
  return undefined;
}

function resolveSet(statement: SetStatement, scope: Scope): readonly Effect[] {
  const place = resolvePlace(statement, scope);
  if (place === undefined && statement.value === undefined) return [];
  const last = statement.place.parts[statement.place.parts.length - 1];
  // `set name` takes the field of that name.
  const written: ValueSyntax | undefined =
    statement.value ?? (last === undefined ? undefined : { kind: 'path', parts: [last], span: last.span });
  const typed = written === undefined ? undefined : resolveValue(written, scope);
  if (place === undefined || typed === undefined || written === undefined) return [];
  const variable = (place.scope === 'world' ? scope.names.variables : scope.names.attributes).get(place.name);
  if (variable === undefined) return [];
  const target = { type: variable.type.value, arity: 'one', shown: `\`${shownPath(statement.place)}\`` } as const;
  if (!fits(typed, target, written, scope)) return [];
  return [{ kind: 'set', place, value: typed.value, at: at(statement.span) }];
}

function resolveUndefined(statement: UndefinedStatement, scope: Scope): Effect {
  const { report } = scope.names.context;
  const nothing = statement.bounds.find((bound) => bound.kind === 'othersHearNothing');
  const heard = statement.bounds.filter((bound) => bound.kind === 'othersMayHear');
  if (heard.length === 0 && nothing === undefined) report.add('P411', statement.span, {});
  if (heard.length > 0 && nothing !== undefined) report.add('P416', nothing.span, {});
  const patterns = (kind: 'othersMayHear' | 'selfNeverHears'): readonly MessagePatternModel[] =>
    statement.bounds
      .flatMap((bound) => (bound.kind === kind ? bound.messages : []))
      .map((use) => resolveMessageUse(use, scope, 'bound'))
      .filter((one): one is MessagePatternModel => one !== undefined);
  return {
    kind: 'undefined',
    othersMayHear: patterns('othersMayHear'),
    selfNeverHears: patterns('selfNeverHears'),
    own: resolveBody(statement.own, scope),
    at: at(statement.span),
  };
}
