import type { Field, MessageModel, Model } from '../../../runtime/model.js';
import { type FieldCount, fieldCount } from '../../rules/field-counts.js';
import type { Emission } from '../emission.js';
import type { EmittedFile } from '../file.js';
import { access, quote } from '../literal.js';
import { constantCase, type Names, namesOf } from '../names.js';
import { languagesOf, type TestedLanguage } from '../rules.js';
import { messageText, messageTexts } from '../template.js';

/** Writes the functions for single messages: what checks their fields, and what puts them together. */
export class MessageFunctions {
  private readonly model: Model;
  private readonly names: Names;
  private readonly languages: ReadonlyMap<string, TestedLanguage>;
  private readonly constants = new Map<string, string>();
  private readonly put = new Set<MessageModel>();

  constructor(
    private readonly emission: Emission,
    private readonly file: EmittedFile,
  ) {
    this.model = emission.model;
    this.names = namesOf(emission.model);
    this.languages = new Map(languagesOf(emission.model).map((language) => [language.source, language]));
  }

  /** Those for texts, and the languages of fields in front of them. */
  emit(messages: readonly MessageModel[]): void {
    const withFields = messages.filter(({ fields }) => fields.length > 0);
    for (const message of withFields) for (const field of message.fields) this.language(field);
    for (const message of withFields) {
      this.writer(message);
      this.checker(message);
    }
  }

  /** Those that write into buffers, of messages that were asked for. */
  emitPut(): void {
    for (const message of this.put) this.putter(message);
  }

  /** The statement that checks a message, if there is something to check. */
  checkOf(message: MessageModel): readonly string[] {
    return message.fields.length > 0 ? [`check${this.names.message(message)}(message);`] : [];
  }

  /** Whether its text is worked out by the runtime. */
  isWorkedOut(message: MessageModel): boolean {
    return messageText(this.model, message) === undefined;
  }

  /** The text of a message, as an expression. */
  textOf(message: MessageModel): string {
    if (message.fields.length > 0) return `write${this.names.message(message)}(message)`;
    return messageText(this.model, message) ?? this.workedOut();
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
    const text = messageText(this.model, message) ?? this.workedOut();
    this.file.doc(`\`${message.source}\``);
    this.file
      .block(`function write${name}(message: ${this.type(name)}): string {`, () => this.file.line(`return ${text};`))
      .line();
  }

  /** Writes a message into a buffer piece by piece, where it has more than one. */
  private putter(message: MessageModel): void {
    const texts = messageTexts(this.model, message) ?? [];
    const name = this.names.message(message);
    const put = this.runtime('putText');
    this.file.block(`function put${name}(message: ${this.type(name)}, buffer: Buffer, at: number): number {`, () => {
      texts.forEach((text, index) => {
        const assigned = index === texts.length - 1 ? 'return' : index === 0 ? 'let end =' : 'end =';
        this.file.line(`${assigned} ${put}(buffer, ${index === 0 ? 'at' : 'end'}, ${text});`);
      });
    });
    this.file.line();
  }

  /** Where a message ends that is written into a buffer, as an expression. */
  putOf(message: MessageModel): string {
    const texts = messageTexts(this.model, message) ?? [];
    if (texts.length > 1) {
      this.put.add(message);
      return `put${this.names.message(message)}(message, buffer, at)`;
    }
    return `${this.runtime('putText')}(buffer, at, ${this.textOf(message)})`;
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

  private runtime(name: string): string {
    return this.file.value(name, this.emission.runtime);
  }

  private type(name: string): string {
    return this.file.type(name, './types.js');
  }
}

/** The bounds of a list, as far as it has any. */
function countsOf({ min, max }: FieldCount): readonly string[] {
  if (max !== null) return [String(min), String(max)];
  return min > 0 ? [String(min)] : [];
}
