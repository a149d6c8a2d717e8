import type { Variable } from '../../../runtime/model.js';
import type { Code } from '../code.js';
import { access, key, literal, quote } from '../literal.js';
import { valueType } from '../types.js';
import type { MachineContext } from './context.js';

/** The properties that hold the world. */
export function emitWorldProperties(context: MachineContext, code: Code): void {
  const { plan, model } = context;
  code
    .doc('In order of arrival.')
    .line(`private readonly users = new Map<${context.runtimeType('ConnectionId')}, User>();`);
  for (const { name, unique } of model.session.groups) {
    const indexed = plan.indexed(name);
    const keys = indexed.map((attribute) => `${key(attribute)}: (user) => ${access('user', attribute)}`);
    const types = indexed.length === 0 ? 'User' : `User, ${indexed.map(quote).join(' | ')}`;
    const object = keys.length === 0 ? '{}' : `{ ${keys.join(', ')} }`;
    code.doc(
      `Group \`${name}\`, in order of joining${unique === undefined ? '' : `; no two members have one \`${unique}\``}.`,
    );
    code.line(`private readonly ${plan.group(name)} = new ${context.runtime('Group')}<${types}>(${object});`);
  }
  if (context.variables.length > 0) {
    const types = context.variables.map(({ name, type }) => `${key(name)}: ${valueType(type.value)}`);
    const initial = Object.fromEntries(context.variables.map((variable) => [variable.name, constant(variable)]));
    code.doc('What all connections share.');
    code.line(`private readonly variables: { ${types.join('; ')} } = ${literal(initial)};`);
  }
  code.line();
}

/** The method that copies the world. */
export function emitWorld(context: MachineContext, code: Code): void {
  const { plan, model } = context;
  code.block(`world(): ${context.runtimeType('World')} {`, () => {
    const attributes = context.attributes.length === 0 ? '{}' : 'attributesOf(user)';
    const properties = ['id: user.id', 'state: user.state', 'open: true', 'judged: true', `attributes: ${attributes}`];
    code.block(
      'const connections = Array.from(this.users.values(), (user) => ({',
      () => code.items(properties),
      '}));',
    );
    const groups = model.session.groups.map(({ name }) => `${key(name)}: [...this.${plan.group(name)}.all]`);
    code.list('const groups = {', groups, '};');
    code.line(
      `return { connections, groups, variables: ${context.variables.length === 0 ? '{}' : '{ ...this.variables }'} };`,
    );
  });
  code.line();
}

function constant({ initial }: Variable): string | number {
  if (initial?.kind === 'text') return initial.text;
  if (initial?.kind === 'integer') return initial.value;
  throw new Error('A variable of the world begins as a text or a number.');
}
