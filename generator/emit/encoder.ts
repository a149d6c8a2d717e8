import { capacityOf } from '../../runtime/framing.js';
import type { Expr, Field, MessageModel, Model } from '../../runtime/model.js';
import { type FieldCount, fieldCount } from '../rules/field-counts.js';
import { messagesOf } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { FieldLanguages } from './field-languages.js';
import { EmittedFile } from './file.js';
import { access, key, quote } from './literal.js';
import { type Names, namesOf } from './names.js';
import { messageText } from './template.js';

/** encoder.ts: messages written as texts, and refused where they would not be read back. */
export function emitEncoder(emission: Emission): string {
  const { model, origin } = emission;
  const about = `Writes the texts of \`${model.name}\`, and refuses what would not be read back as what was meant.`;
  return new Encoder(emission, new EmittedFile(origin, about, ['encode', 'encodeServer', 'write'])).emit();
}

class Encoder {
  private readonly model: Model;
  private readonly names: Names;

  constructor(
    private readonly emission: Emission,
    private readonly file: EmittedFile,
  ) {
    this.model = emission.model;
    this.names = namesOf(emission.model);
  }

  emit(): string {
    const { client, server } = this.model.messages;
    const withFields = [...client, ...server].filter(({ fields }) => fields.length > 0);
    const languages = new FieldLanguages(this.model, this.file, this.emission.runtime);
    const checks = withFields.map((message) => message.fields.map((field) => this.check(message, field, languages)));
    languages.emit();
    withFields.forEach((message, index) => {
      this.writer(message);
      this.checker(message, checks[index] ?? []);
    });
    this.client();
    this.server();
    return this.file.toString();
  }

  /** The statement that checks a field of `message`. */
  private check(message: MessageModel, field: Field, languages: FieldLanguages): string {
    const kind =
      field.arity === 'list' ? 'requireList' : field.value.kind === 'integer' ? 'requireInteger' : 'requireText';
    const value = access('message', field.name);
    const counts = field.arity === 'list' ? countsOf(fieldCount(this.model, message, field.name)) : [];
    const values = [quote(message.id), quote(field.name), value, languages.nameOf(message, field), ...counts];
    const check = `${this.runtime(kind)}(${values.join(', ')});`;
    return field.arity === 'optional' ? `if (${value} !== undefined) ${check}` : check;
  }

  private writer(message: MessageModel): void {
    const name = this.names.message(message);
    const text = messageText(this.model, wholeOf(message)) ?? this.workedOut();
    this.file.doc(`\`${message.source}\``);
    this.file
      .block(`function write${name}(message: ${this.type(name)}): string {`, () => this.file.line(`return ${text};`))
      .line();
  }

  /** Which alternative is written depends on the values: the runtime looks for it. */
  private workedOut(): string {
    return `${this.runtime('writeText')}(${this.file.value('model', './model.js')}, message)`;
  }

  private checker(message: MessageModel, checks: readonly string[]): void {
    const name = this.names.message(message);
    this.file.block(`function check${name}(message: ${this.type(name)}): void {`, () => {
      for (const check of checks) this.file.line(check);
    });
    this.file.line();
  }

  private client(): void {
    const { file, model } = this;
    const type = this.type('ClientMessage');
    file.doc('The messages that each state takes, in the order in which they are tried.');
    file.block(
      `const taken: Readonly<Record<${this.type('State')}, readonly string[]>> = {`,
      () => {
        for (const state of model.session.states) {
          file.list(
            `${key(state.name)}: [`,
            messagesOf(model, state).map(({ id }) => quote(id)),
            '],',
          );
        }
      },
      '};',
    );
    file.line();
    this.dispatch('writeClient', type, model.messages.client, true);
    file.doc(
      'Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.\n\n' +
        '@throws EncodeError for a message that the state does not take, and for a value that would not be read back as itself.',
    );
    file.block(`export function encode(state: ${this.type('State')}, message: ${type}): string {`, () => {
      file.line('const { kind } = message;');
      file.line(`if (!taken[state].includes(kind)) throw ${this.runtime('notInState')}(state, kind, taken[state]);`);
      file.line('const text = writeClient(message);');
      file.line(`${this.runtime('requireFit')}(kind, text, ${capacityOf(model.framing.client)});`);
      const read = `${file.value('parse', './parser.js')}(state, text)`;
      file.line(`${this.runtime('requireReadBack')}(message, text, ${read}, \`the server in \${state}\`);`);
      file.line('return text;');
    });
    file.line();
  }

  private server(): void {
    const { file, model } = this;
    const type = this.type('ServerMessage');
    this.dispatch('writeServer', type, model.messages.server, true);
    file.doc(
      'Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.\n\n' +
        '@throws EncodeError for a value that would not be read back as itself.',
    );
    file.block(`export function encodeServer(message: ${type}): string {`, () => {
      file.line('const text = writeServer(message);');
      file.line(`${this.runtime('requireFit')}(message.kind, text, ${capacityOf(model.framing.server)});`);
      const read = `${file.value('parseServer', './parser.js')}(text)`;
      file.line(`${this.runtime('requireReadBack')}(message, text, ${read}, 'a client');`);
      file.line('return text;');
    });
    file.line();
    file.doc('Writes a server message by its rule alone, as the session does: it may read back as something else.');
    this.dispatch('export write', type, model.messages.server, false);
  }

  /** A function that writes any of some messages; `checked`: once its fields are found to be what they can be. */
  private dispatch(head: string, type: string, messages: readonly MessageModel[], checked: boolean): void {
    const { file } = this;
    const exported = head.startsWith('export ') ? 'export ' : '';
    file.block(`${exported}function ${head.slice(exported.length)}(message: ${type}): string {`, () => {
      if (messages.length === 0) {
        file.line('return message;');
        return;
      }
      file.block('switch (message.kind) {', () => {
        for (const message of messages) {
          const name = this.names.message(message);
          file.line(`case ${quote(message.id)}:`);
          if (message.fields.length === 0) {
            file.line(`  return ${messageText(this.model, wholeOf(message)) ?? this.workedOut()};`);
            continue;
          }
          if (checked) file.line(`  check${name}(message);`);
          file.line(`  return write${name}(message);`);
        }
      });
    });
    file.line();
  }

  private runtime(name: string): string {
    return this.file.value(name, this.emission.runtime);
  }

  private type(name: string): string {
    return this.file.type(name, './types.js');
  }
}

function wholeOf(message: MessageModel): Expr {
  return { kind: 'sequence', of: message.parts.map(({ expr }) => expr) };
}

/** The bounds of a list, as far as it has any. */
function countsOf({ min, max }: FieldCount): readonly string[] {
  if (max !== null) return [String(min), String(max)];
  return min > 0 ? [String(min)] : [];
}
