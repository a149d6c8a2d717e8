import { capacityOf } from '../../runtime/framing.js';
import type { Expr, Field, Framing, MessageModel, Model } from '../../runtime/model.js';
import { type FieldCount, fieldCount } from '../rules/field-counts.js';
import { messagesOf } from '../rules/grammar.js';
import { longestOf, mayReadAsOther } from '../rules/read-back.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { access, key, quote } from './literal.js';
import { constantCase, type Names, namesOf } from './names.js';
import { languagesOf, type TestedLanguage } from './rules.js';
import { messageText } from './template.js';

/**
 * encoder.ts: messages written as texts, and refused where they would not be read back. Which of the checks can fail is
 * proved on the automata of the rules; the others are not there.
 */
export function emitEncoder(emission: Emission): string {
  const { model, origin } = emission;
  const about = `Writes the texts of \`${model.name}\`, and refuses what would not be read back as what was meant.`;
  const file = new EmittedFile(origin, about, [
    'encode',
    'encodeServer',
    'write',
    'taken',
    'Object',
    'Number',
    'String',
  ]);
  return new Encoder(emission, file).emit();
}

/** How a message is checked once it is written. */
interface Checks {
  /** How many bytes a frame holds, where the message can have more. */
  readonly capacity: number | undefined;
  /** Whether it may be read as another message, or not at all. */
  readonly kind: boolean;
  /** Whether it may be read with other fields. */
  readonly fields: boolean;
}

class Encoder {
  private readonly model: Model;
  private readonly names: Names;
  private readonly languages: ReadonlyMap<string, TestedLanguage>;
  private readonly constants = new Map<string, string>();

  constructor(
    private readonly emission: Emission,
    private readonly file: EmittedFile,
  ) {
    this.model = emission.model;
    this.names = namesOf(emission.model);
    this.languages = new Map(languagesOf(emission.model).map((language) => [language.source, language]));
  }

  emit(): string {
    const { client, server } = this.model.messages;
    const withFields = [...client, ...server].filter(({ fields }) => fields.length > 0);
    for (const message of withFields) for (const field of message.fields) this.language(field);
    for (const message of withFields) {
      this.writer(message);
      this.checker(message);
    }
    this.client();
    this.server();
    return this.file.toString();
  }

  /** The constant of a field's language, written where it is asked for first. */
  private language(field: Field): string {
    const { file } = this;
    const language = this.languageOf(field);
    const known = this.constants.get(language.source);
    if (known !== undefined) return known;
    const name = constantCase(language.test.slice('is'.length));
    this.constants.set(language.source, name);
    const test = file.value(language.test, './rules.js');
    file.doc(`\`${language.source}\``);
    file.list(
      `const ${name}: ${file.type('FieldLanguage', this.emission.runtime)} = {`,
      [`pattern: { test: ${test} }`, `rule: ${quote(language.source)}`],
      '};',
    );
    file.line();
    return name;
  }

  private languageOf(field: Field): TestedLanguage {
    const { language } = field;
    for (const tested of this.languages.values()) {
      if (tested.expr === language) return tested;
      if (language.kind === 'reference' && tested.rule === language.rule) return tested;
    }
    throw new Error(`The field ${field.name} has no language.`);
  }

  /** Statements that check a field of `message`: at length only what a glance does not find right. */
  private check(message: MessageModel, field: Field): readonly string[] {
    const value = access('message', field.name);
    const values = [quote(message.id), quote(field.name), value, this.language(field)];
    const present = field.arity === 'optional' ? `${value} !== undefined` : undefined;
    if (field.arity === 'list' || field.value.kind === 'integer') {
      const counts = field.arity === 'list' ? countsOf(fieldCount(this.model, message, field.name)) : [];
      const check = `${this.runtime(field.arity === 'list' ? 'requireList' : 'requireInteger')}(${[...values, ...counts].join(', ')});`;
      return [present === undefined ? check : `if (${present}) ${check}`];
    }
    const test = this.file.value(this.languageOf(field).test, './rules.js');
    const wrong = `typeof ${value} !== 'string' || !${test}(${value})`;
    const condition = present === undefined ? wrong : `${present} && (${wrong})`;
    return [`if (${condition}) ${this.runtime('requireText')}(${values.join(', ')});`];
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

  private checker(message: MessageModel): void {
    const name = this.names.message(message);
    this.file.block(`function check${name}(message: ${this.type(name)}): void {`, () => {
      for (const field of message.fields) for (const line of this.check(message, field)) this.file.line(line);
    });
    this.file.line();
  }

  private checksOf(message: MessageModel, list: readonly MessageModel[], framing: Framing): Checks {
    const capacity = capacityOf(framing);
    const longest = longestOf(this.model, message);
    const isWorkedOut = messageText(this.model, wholeOf(message)) === undefined;
    return {
      capacity: longest !== null && longest <= capacity ? undefined : capacity,
      kind: isWorkedOut || mayReadAsOther(this.model, message, list),
      fields: isWorkedOut,
    };
  }

  private client(): void {
    const { file, model } = this;
    const type = this.type('ClientMessage');
    const state = this.type('State');
    file.doc('The messages that each state takes, in the order in which they are tried.');
    file.block(
      `const taken: Readonly<Record<${state}, readonly string[]>> = {`,
      () => {
        for (const one of model.session.states) {
          file.list(
            `${key(one.name)}: [`,
            messagesOf(model, one).map(({ id }) => quote(id)),
            '],',
          );
        }
      },
      '};',
    );
    file.line();
    file.doc(
      'Writes what a client sends in a state, so that `parse(state, encode(state, message))` is the message.\n\n' +
        '@throws EncodeError for a message that the state does not take, and for a value that would not be read back as itself.\n' +
        '@throws CodecError for a state that there is not, and for what is no message.',
    );
    file.block(`export function encode(state: ${state}, message: ${type}): string {`, () => {
      file.block('switch (state) {', () => {
        for (const one of model.session.states) {
          const list = messagesOf(model, one);
          const read = () => `${file.value('parse', './parser.js')}(state, text)`;
          if (list.length === 0) continue;
          file.block(
            `case ${quote(one.name)}:`,
            () => {
              this.cases(list, model.framing.client, read, quote(`the server in ${one.name}`));
              file.line('break;');
            },
            '',
          );
        }
      });
      file.line(`${this.runtime('requireMessage')}(message);`);
      const error = this.runtime('CodecError');
      file.block('if (!Object.hasOwn(taken, state)) {', () => {
        file.line(`throw new ${error}('unknown-state', \`${model.name} has no state \${String(state)}\`);`);
      });
      file.line(`throw ${this.runtime('notInState')}(state, message.kind, taken[state]);`);
    });
    file.line();
  }

  private server(): void {
    const { file, model } = this;
    const type = this.type('ServerMessage');
    file.doc(
      'Writes what the server sends, so that `parseServer(encodeServer(message))` is the message.\n\n' +
        '@throws EncodeError for a value that would not be read back as itself.\n' +
        '@throws CodecError for what is no message of the server.',
    );
    file.block(`export function encodeServer(message: ${type}): string {`, () => {
      const read = () => `${file.value('parseServer', './parser.js')}(text)`;
      this.cases(model.messages.server, model.framing.server, read, "'a client'");
      this.unknown();
    });
    file.line();
    file.doc(
      'Writes a server message by its rule alone, as the session does: it may read back as something else.\n\n' +
        '@throws CodecError for what is no message of the server.',
    );
    file.block(`export function write(message: ${type}): string {`, () => {
      if (model.messages.server.length > 0) {
        file.block('switch (message?.kind) {', () => {
          for (const message of model.messages.server) {
            file.line(`case ${quote(message.id)}:`);
            file.line(`  return ${this.textOf(message)};`);
          }
        });
      }
      this.unknown();
    });
    file.line();
  }

  /** What there is to say of a kind that the types don't know. */
  private unknown(): void {
    const { name } = this.model;
    this.file.line(`${this.runtime('requireMessage')}(message);`);
    this.file.line(`throw ${this.runtime('notOfServer')}(${quote(name)}, message);`);
  }

  private textOf(message: MessageModel): string {
    if (message.fields.length > 0) return `write${this.names.message(message)}(message)`;
    return messageText(this.model, wholeOf(message)) ?? this.workedOut();
  }

  /** Returns the text of any of some messages, once all that can be wrong with it is found to be right. */
  private cases(list: readonly MessageModel[], framing: Framing, read: () => string, reader: string): void {
    const { file } = this;
    if (list.length === 0) return;
    file.block('switch (message?.kind) {', () => {
      for (const message of list) {
        const checks = this.checksOf(message, list, framing);
        const isPlain = checks.capacity === undefined && !checks.kind;
        file.block(`case ${quote(message.id)}: {`, () => {
          if (message.fields.length > 0) file.line(`check${this.names.message(message)}(message);`);
          if (isPlain) {
            file.line(`return ${this.textOf(message)};`);
            return;
          }
          file.line(`const text = ${this.textOf(message)};`);
          if (checks.capacity !== undefined) {
            file.line(`${this.runtime('requireFit')}(${quote(message.id)}, text, ${checks.capacity});`);
          }
          if (checks.kind) {
            const require = this.runtime(checks.fields ? 'requireReadBack' : 'requireReadAs');
            file.line(`${require}(message, text, ${read()}, ${reader});`);
          }
          file.line('return text;');
        });
      }
    });
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
