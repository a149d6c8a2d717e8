import type { Clause, State } from '../../../runtime/model.js';
import type { Code } from '../code.js';
import { quote } from '../literal.js';
import { clauseFor, effectiveClauses, type MachineContext } from './context.js';

/** The methods of one state: the one that reads a text, then one for each clause, in the order of the spec. */
export function emitState(context: MachineContext, code: Code, state: State): void {
  code.line().line(`// ---- ${state.name}`).line();
  emitReader(context, code, state);
  const clauses = effectiveClauses(state);
  const done = new Set<string>();
  for (const clause of clauses) {
    const method = context.plan.method(clause);
    if (done.has(method)) continue;
    done.add(method);
    code.line();
    emitClauseDoc(
      code,
      clauses.filter((other) => context.plan.method(other) === method),
    );
    emitMethod(context, code, clause);
  }
}

function emitReader(context: MachineContext, code: Code, state: State): void {
  const unrecognized = clauseFor(state, 'unrecognized');
  const messages = effectiveClauses(state).filter(({ trigger }) => trigger.kind === 'message');
  if (state.doc !== '') code.doc(state.doc);
  const parameters = `self: User, text: string, effects: ${context.runtimeType('Effects')}`;
  code.block(`private ${context.plan.reader(state)}(${parameters}): void {`, () => {
    code.line(`const read = ${context.codec()}.parse(${quote(state.name)}, text);`);
    if (unrecognized === undefined) code.line('if (!read.ok) return;');
    else code.block('if (!read.ok) {', () => code.line(context.call(unrecognized)).line('return;'));
    if (messages.length === 0) return;
    code.line('const { message } = read;');
    code.block('switch (message.kind) {', () => {
      for (const clause of messages) {
        if (clause.trigger.kind !== 'message') continue;
        code
          .line(`case ${quote(clause.trigger.name)}:`)
          .line(`  ${context.call(clause)}`)
          .line('  break;');
      }
    });
  });
}

function emitMethod(context: MachineContext, code: Code, clause: Clause): void {
  const { trigger } = clause;
  const { body, usesSelf, usesMessage, usesEffects } = context.handler(clause);
  const parameters = usesSelf ? ['self: User'] : [];
  if (usesMessage && trigger.kind === 'message') parameters.push(`message: ${messageType(context, trigger.name)}`);
  if (usesEffects) parameters.push(`effects: ${context.runtimeType('Effects')}`);
  code.block(`private ${context.plan.method(clause)}(${parameters.join(', ')}): void {`, () => {
    if (body.isEmpty) code.line('// The reference server does nothing.');
    else code.append(body);
  });
}

function messageType(context: MachineContext, id: string): string {
  const message = context.model.messages.client.find((one) => one.id === id);
  return message === undefined ? 'never' : context.type(context.plan.names.message(message));
}

/** Clauses that share a method: their prose, their ids, and the text of the spec. */
export function emitClauseDoc(code: Code, clauses: readonly Clause[]): void {
  const [first] = clauses;
  if (first === undefined) return;
  const ids = clauses.map(({ id, source }) => `\`${id}\`${source === undefined ? '' : ` [${source}]`}`);
  const text = first.text.split('\n').map((line) => `    ${line}`.trimEnd());
  code.doc([first.doc, ids.join('; '), text.join('\n')].filter((part) => part !== '').join('\n\n'));
}
