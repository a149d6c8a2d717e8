import type {
  InterfaceDeclarationStructure,
  OptionalKind,
  PropertySignatureStructure,
  StatementStructures,
} from 'ts-morph';
import { expressionSource } from '../../runtime/expression-source.js';
import type { Clause, Field, MessageModel, Model, State, Variable } from '../../runtime/model.js';
import { alias, declare, member, record } from './declarations.js';
import { describeMessage, describeRecipients } from './describe.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { key, quote } from './literal.js';
import { type Names, namesOf } from './names.js';
import { sendsOf, takersOf } from './usage.js';

/** types.ts: what can be said in the protocol, and what its session knows. */
export function emitTypes({ model, origin }: Emission): string {
  const names = namesOf(model);
  const file = new EmittedFile(origin, `The messages and states of \`${model.name}\`.`);
  const { client, server } = model.messages;
  const statements: StatementStructures[] = [
    ...client.map((message) => messageInterface(model, names, message)),
    alias(
      'ClientMessage',
      union(client.map((message) => names.message(message))),
      'What a client can send; `kind` tells which.',
    ),
    ...server.map((message) => messageInterface(model, names, message)),
    alias(
      'ServerMessage',
      union(server.map((message) => names.message(message))),
      'What the server can send; `kind` tells which.',
    ),
    alias('State', union(model.session.states.map((state) => quote(state.name))), statesDoc(model)),
    ...model.session.states.map((state) => stateMessages(model, names, state)),
    ...variables(model),
  ];
  file.line(declare(statements));
  return file.toString();
}

function union(names: readonly string[]): string {
  if (names.length === 0) return 'never';
  const line = names.join(' | ');
  return line.length < 80 ? line : `\n  | ${names.join('\n  | ')}`;
}

/** The TypeScript type of a field's value, `undefined` left out. */
export function fieldType(field: Field): string {
  if (field.arity === 'list') return 'readonly string[]';
  return valueType(field.value);
}

export function valueType(value: Field['value']): string {
  return value.kind === 'integer' ? 'number' : 'string';
}

function messageInterface(model: Model, names: Names, message: MessageModel): InterfaceDeclarationStructure {
  const doc = [message.doc, `\`${message.source}\``, traffic(model, message)];
  return record(names.message(message), doc.filter((part) => part !== '').join('\n\n'), [
    member('kind', quote(message.id)),
    ...message.fields.map((field) => fieldProperty(field)),
  ]);
}

function fieldProperty(field: Field): OptionalKind<PropertySignatureStructure> {
  const range = field.value.kind === 'integer' ? `A whole number from ${field.value.min} to ${field.value.max}.` : '';
  const own = field.doc === '' && range === '' ? `Its texts: \`${expressionSource(field.language)}\`.` : field.doc;
  const doc = [own, range].filter((part) => part !== '').join(' ');
  return { ...member(key(field.name), fieldType(field), doc), hasQuestionToken: field.arity === 'optional' };
}

/** Who says it, when, and which clauses speak of it. */
function traffic(model: Model, message: MessageModel): string {
  if (message.direction === 'client') {
    const takers = takersOf(model, message.id);
    if (takers.length === 0) return 'No state takes it.';
    return [
      'Clients send it; taken in',
      ...takers.map((clause) => `- ${stateOf(model, clause)}: \`${clause.id}\``),
    ].join('\n');
  }
  const sites = sendsOf(model, message.id);
  if (sites.length === 0) return 'No clause sends it.';
  const lines = sites.map(({ effect, branch }) => {
    const said = describeMessage(effect.message, effect.args);
    return `- \`${said}\` to ${describeRecipients(effect.to)}: \`${branch}\``;
  });
  return ['The server sends it:', ...new Set(lines)].join('\n');
}

function stateOf(model: Model, clause: Clause): string {
  return model.session.states.find(({ clauses }) => clauses.includes(clause))?.name ?? '';
}

function statesDoc(model: Model): string {
  const list = model.session.states.map((state) => `- \`${state.name}\`${state.doc === '' ? '' : `: ${state.doc}`}`);
  return ['Where a connection stands in the session.', '', ...list].join('\n');
}

function stateMessages(model: Model, names: Names, state: State): StatementStructures {
  const taken = new Set(state.clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : [])));
  const messages = [...taken].flatMap((id) => model.messages.client.filter((message) => message.id === id));
  const doc = `What a client can send in state \`${state.name}\`, in the order in which it is tried.`;
  return alias(names.stateMessages(state), union(messages.map((message) => names.message(message))), doc);
}

function variables(model: Model): StatementStructures[] {
  const of = (scope: Variable['scope']): Variable[] =>
    model.session.variables.filter((variable) => variable.scope === scope);
  const property = (variable: Variable): OptionalKind<PropertySignatureStructure> => ({
    ...member(key(variable.name), valueType(variable.type.value), variableDoc(model, variable)),
    hasQuestionToken: variable.initial === undefined,
  });
  const attributes = of('connection');
  const world = of('world');
  return [
    ...(attributes.length === 0
      ? []
      : [
          record(
            'UserAttributes',
            'What the session knows of a connection; absent until it is set.',
            attributes.map(property),
          ),
        ]),
    ...(world.length === 0 ? [] : [record('WorldVariables', 'What all connections share.', world.map(property))]),
  ];
}

function variableDoc(model: Model, variable: Variable): string {
  const rule = model.rules.find(({ id }) => id === variable.type.rule);
  return rule === undefined ? '' : [rule.doc, `\`${rule.source}\``].filter((part) => part !== '').join('\n\n');
}
