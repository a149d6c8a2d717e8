import type { Variable } from '../../../runtime/model.js';
import type { Code } from '../code.js';
import { access, key } from '../literal.js';
import { valueType } from '../types.js';
import type { MachineContext } from './context.js';

/** The class of what the machine knows of a connection. */
export function emitUser(context: MachineContext, code: Code): void {
  code.doc('A connection that has not ended.');
  code.block('class User {', () => {
    for (const attribute of context.attributes) emitAttribute(context, code, attribute);
    if (context.attributes.length > 0) code.line();
    const id = `readonly id: ${context.runtimeType('ConnectionId')}`;
    code.block('constructor(', () => code.line(`${id},`).line(`public state: ${context.type('State')},`), ') {}');
  });
  code.line();
}

function emitAttribute({ plan }: MachineContext, code: Code, attribute: Variable): void {
  const { name, type } = attribute;
  const what = `Attribute \`${name}\` (\`${type.rule}\`)`;
  if (plan.mayBeUnset(attribute)) {
    code.doc(`${what}.`).line(`${key(name)}: ${valueType(type.value)} | undefined;`);
  } else {
    code.doc(`${what}. No clause reads it before it is set.`).line(`${key(name)}!: ${valueType(type.value)};`);
  }
}

/** The function that says which attributes are set. */
export function emitAttributesOf(context: MachineContext, code: Code): void {
  if (context.attributes.length === 0) return;
  const type = `Record<string, ${context.runtimeType('ScalarValue')}>`;
  code.doc('The attributes of a user that are set.');
  code.block(`function attributesOf(user: User): ${type} {`, () => {
    code.line(`const attributes: ${type} = {};`);
    for (const { name } of context.attributes) {
      const held = access('user', name);
      code.line(`if (${held} !== undefined) ${access('attributes', name)} = ${held};`);
    }
    code.line('return attributes;');
  });
  code.line();
}
