import type { Clause, Field, Trigger } from '../../runtime/model.js';
import { didYouMean, listed, nearest } from '../diagnostics/did-you-mean.js';
import type { ClauseSyntax, ConnectSyntax, TriggerSyntax } from '../language/syntax/index.js';
import { at } from './context.js';
import { resolveBody } from './effects.js';
import { unknownType } from './rule-type.js';
import { lookUpMessage, type Scope, type SessionNames } from './scope.js';
import { dedent } from './source-text.js';

/** What a parameter stands for that is no field of its message: that has been reported. */
function unknownField(name: string): Field {
  return { name, doc: '', arity: 'one', value: unknownType, language: { kind: 'literal', text: '', fold: 'none' } };
}

/** How a trigger is called in ids and messages. */
export function triggerName(trigger: TriggerSyntax): string {
  return trigger.kind === 'message' ? trigger.name.text : trigger.kind;
}

/** One clause for one of the triggers that are written in front of its body. */
export function resolveClause(
  syntax: ClauseSyntax,
  trigger: TriggerSyntax,
  state: string,
  names: SessionNames,
): Clause | undefined {
  const { report } = names.context;
  const id = `${names.protocol}/${state}/${triggerName(trigger)}`;
  if (trigger.kind === 'overlong' && names.clientFraming === 'chunk') report.add('P404', trigger.span, {});
  if (trigger.kind !== 'message') return clause(syntax, id, { kind: trigger.kind }, scopeOf(names, id, syntax));

  const message = lookUpMessage(trigger.name, 'client', names);
  if (message === undefined) return undefined;
  const fields = new Map<string, Field>();
  for (const param of trigger.params) {
    const field = message.fields.find((one) => one.name === param.text);
    const known = message.fields.map((one) => one.name);
    if (field === undefined) {
      const values = { message: message.id, name: param.text, known: listed(known) };
      report.add('P206', param.span, values, didYouMean(param.text, known));
      // The clause says either of the two.
      const meant = message.fields.find(({ name }) => name === nearest(param.text, known));
      if (meant !== undefined) fields.set(meant.name, meant);
      fields.set(param.text, unknownField(param.text));
    } else if (fields.has(param.text)) {
      const first = trigger.params.find((one) => one.text === param.text) ?? param;
      report.add(
        'P210',
        param.span,
        { what: 'the parameter', name: param.text, line: first.span.start.line },
        'take one of the two out',
      );
    } else fields.set(param.text, field);
  }
  const params = trigger.params.map((one) => one.text);
  return clause(
    syntax,
    id,
    { kind: 'message', name: message.id, params },
    { ...scopeOf(names, id, syntax), message, fields },
  );
}

export function resolveConnect(syntax: ConnectSyntax, names: SessionNames): Clause {
  const id = `${names.protocol}/connect`;
  return clause(syntax, id, { kind: 'connect' }, scopeOf(names, id, syntax));
}

function scopeOf(names: SessionNames, id: string, syntax: ClauseSyntax | ConnectSyntax): Scope {
  return {
    names,
    message: undefined,
    fields: new Map(),
    bound: new Map(),
    level: syntax.level ?? 'must',
    id,
    branches: new Map(),
    unfolding: [],
  };
}

function clause(syntax: ClauseSyntax | ConnectSyntax, id: string, trigger: Trigger, scope: Scope): Clause {
  return {
    id,
    doc: syntax.doc,
    level: scope.level,
    ...(syntax.source !== undefined && syntax.source !== '' && { source: syntax.source }),
    at: at(syntax.span),
    trigger,
    body: resolveBody(syntax.body, scope),
    text: dedent(syntax.text),
  };
}
