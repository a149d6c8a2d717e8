import type { Trigger } from '../../../runtime/model.js';
import type { Code } from '../code.js';
import { quote } from '../literal.js';
import { clauseFor, type MachineContext } from './context.js';
import { emitClauseDoc } from './state.js';

/** The methods through which an event comes to the clause of its connection's state. */
export function emitDispatch(context: MachineContext, code: Code): void {
  emitApply(context, code);
  emitStateOf(context, code);
}

function emitApply(context: MachineContext, code: Code): void {
  const { usesEffects } = context.handler(context.model.session.connect);
  code.block(
    `apply(event: ${context.runtimeType('SessionEvent')}, effects: ${context.runtimeType('Effects')}): void {`,
    () => {
      code.block("if (event.kind === 'connect') {", () => {
        code.line(`this.connect(event.connection${usesEffects ? ', effects' : ''});`).line('return;');
      });
      code.line('const self = this.users.get(event.connection);');
      code.line('// Of a connection that has ended nothing more is heard.');
      code.line('if (self === undefined) return;');
      code.block('switch (event.kind) {', () => {
        emitCase(code, 'frame', 'this.frame(self, event.bytes, effects);');
        emitCase(code, 'overlong', context.hears('overlong') ? 'this.overlong(self, effects);' : undefined);
        emitCase(code, 'end', 'this.end(self, effects);');
      });
    },
  );
  code.line();
}

function emitCase(code: Code, label: string, statement: string | undefined): void {
  code.line(`case ${quote(label)}:`);
  if (statement !== undefined) code.line(`  ${statement}`);
  code.line('  break;');
}

function emitStateOf(context: MachineContext, code: Code): void {
  code.block(
    `stateOf(connection: ${context.runtimeType('ConnectionId')}): ${context.type('State')} | undefined {`,
    () => {
      code.line('return this.users.get(connection)?.state;');
    },
  );
  code.line();
}

/** What happens to a connection in whatever state: it comes, sends something, and ends. */
export function emitLifecycle(context: MachineContext, code: Code): void {
  emitConnect(context, code);
  emitFrame(context, code);
  if (context.hears('overlong')) {
    code.doc('A line past the limit.');
    code.block(`private overlong(self: User, effects: ${context.runtimeType('Effects')}): void {`, () =>
      emitByState(context, code, 'overlong'),
    );
    code.line();
  }
  code.doc('The connection has ended, or the server has lost its patience with it.');
  code.block(`private end(self: User, effects: ${context.runtimeType('Effects')}): void {`, () => {
    if (context.hears('disconnect')) emitByState(context, code, 'disconnect');
    code.line('effects.close(self.id);').line('this.forget(self);');
  });
  code.line();
  code.doc('An ended connection is nowhere: in no group, and nobody finds it.');
  code.block('private forget(self: User): void {', () => {
    code.line('this.users.delete(self.id);');
    for (const { name } of context.model.session.groups) code.line(`this.${context.plan.group(name)}.leave(self);`);
  });
}

function emitConnect(context: MachineContext, code: Code): void {
  const { connect, states } = context.model.session;
  const { usesEffects, body } = context.handler(connect);
  const state = context.startsAs?.state ?? states[0]?.name ?? '';
  const parameters = [`id: ${context.runtimeType('ConnectionId')}`];
  if (usesEffects) parameters.push(`effects: ${context.runtimeType('Effects')}`);
  emitClauseDoc(code, [connect]);
  code.block(`private connect(${parameters.join(', ')}): void {`, () => {
    const error = `${context.runtime('SessionError')}('connected-twice', \`connection \${id} is there already\`)`;
    code.line(`if (this.users.has(id)) throw new ${error};`);
    code.line(`const self = new User(id, ${quote(state)});`).line('this.users.set(id, self);');
    code.append(body);
  });
  code.line();
}

function emitFrame(context: MachineContext, code: Code): void {
  code.doc('Which clause a frame comes to is for the state to say.');
  code.block(`private frame(self: User, bytes: Uint8Array, effects: ${context.runtimeType('Effects')}): void {`, () => {
    code.line(`const text = ${context.runtime('decodeText')}(bytes);`);
    code.block('switch (self.state) {', () => {
      for (const state of context.model.session.states) {
        const invalid = clauseFor(state, 'invalid') ?? clauseFor(state, 'unrecognized');
        const read = `this.${context.plan.reader(state)}(self, text, effects);`;
        code.line(`case ${quote(state.name)}:`);
        if (invalid === undefined) code.line(`  if (text !== undefined) ${read}`);
        else code.line(`  if (text === undefined) ${context.call(invalid)}`).line(`  else ${read}`);
        code.line('  break;');
      }
    });
  });
  code.line();
}

function emitByState(context: MachineContext, code: Code, kind: Trigger['kind']): void {
  code.block('switch (self.state) {', () => {
    for (const state of context.model.session.states) {
      const clause = clauseFor(state, kind);
      if (clause !== undefined) emitCase(code, state.name, context.call(clause));
    }
  });
}
