import type { MessageModel } from '../../runtime/model.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { access, key, quote } from './literal.js';
import { localNames, namesOf } from './names.js';
import { fieldType } from './types.js';

/** arbitraries.ts: what properties of a protocol are tried on. */
export function emitArbitraries({ model, origin, arbitrary }: Emission): string {
  const names = namesOf(model);
  const file = new EmittedFile(
    origin,
    `fast-check arbitraries for \`${model.name}\`: an entry of its own, for tests.`,
    ['arbitraries', 'rules', 'fields'],
  );
  const local = localNames(['arbitraries', 'rules', 'fields', 'model', 'codec', 'fc', 'createArbitraries', 'fieldOf']);
  const fcArbitrary = file.type('Arbitrary', 'fast-check');
  const union = ['State', 'ClientMessage', 'ServerMessage'].map((name) => file.type(name, './types.js')).join(', ');

  file.doc(`All arbitraries of \`${model.name}\`. The same seed gives the same values.`);
  file.line(
    `export const arbitraries: ${file.type('Arbitraries', arbitrary)}<${union}> = ${file.value('createArbitraries', arbitrary)}(${file.value('model', './model.js')}, ${file.value('codec', './codec.js')});`,
  );
  file.line();

  file.doc('Texts of each rule.');
  file.block(
    'export const rules = {',
    () => {
      for (const rule of model.rules) {
        file.doc([rule.doc, `\`${rule.source}\``].filter((part) => part !== '').join('\n\n'));
        file.line(`${key(rule.id)}: arbitraries.rule(${quote(rule.id)}),`);
      }
    },
    '};',
  );

  for (const side of ['client', 'server'] as const) {
    for (const message of model.messages[side]) {
      file.line().doc([message.doc, `\`${message.source}\``].filter((part) => part !== '').join('\n\n'));
      const type = `${fcArbitrary}<${file.type(names.message(message), './types.js')}>`;
      const head = `export const ${local(names.message(message))}: ${type} =`;
      file.line(`${head} ${access(`arbitraries.${side}`, message.id)};`);
    }
  }
  const withFields = [...model.messages.client, ...model.messages.server].filter(({ fields }) => fields.length > 0);
  if (withFields.length === 0) return file.toString();
  file.line().doc('Values of each field, whatever its message.');
  file.block(
    'export const fields = {',
    () => {
      for (const message of withFields) fieldsOf(file, arbitrary, names.message(message), message, fcArbitrary);
    },
    '};',
  );
  return file.toString();
}

function fieldsOf(file: EmittedFile, arbitrary: string, name: string, message: MessageModel, type: string): void {
  file.block(
    `${key(name)}: {`,
    () => {
      for (const field of message.fields) {
        const valueType = fieldType(field) + (field.arity === 'optional' ? ' | undefined' : '');
        const call = `${file.value('fieldNamed', arbitrary)}(${file.value('model', './model.js')}, ${quote(message.direction)}, ${quote(message.id)}, ${quote(field.name)})`;
        file.line(`${key(field.name)}: ${call} as ${type}<${valueType}>,`);
      }
    },
    '},',
  );
}
