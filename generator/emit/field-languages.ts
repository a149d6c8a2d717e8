import type { Field, MessageModel, Model } from '../../runtime/model.js';
import { isLinear } from '../rules/backtracking.js';
import { fieldRule } from '../rules/codec.js';
import type { EmittedFile } from './file.js';
import { quote } from './literal.js';
import { constantCase } from './names.js';
import { patternLiteral } from './pattern.js';

interface Constant {
  readonly name: string;
  readonly pattern: string;
  readonly rule: string;
}

/** What the fields of a protocol are checked against: a constant for each language, named for its rule. */
export class FieldLanguages {
  private readonly constants = new Map<string, Constant>();
  private readonly taken = new Set<string>();

  constructor(
    private readonly model: Model,
    private readonly file: EmittedFile,
    private readonly runtime: string,
  ) {}

  /** The constant of a field's language. */
  nameOf(message: MessageModel, field: Field): string {
    const { language } = field;
    const rule = fieldRule(this.model, field);
    let constant = this.constants.get(rule);
    if (constant === undefined) {
      const wanted = constantCase(language.kind === 'reference' ? language.rule : `${message.id} ${field.name}`);
      constant = { name: this.claim(wanted), pattern: this.pattern(message, field), rule };
      this.constants.set(rule, constant);
    }
    return constant.name;
  }

  /** Writes the constants that were asked for. */
  emit(): void {
    const { file } = this;
    for (const { name, pattern, rule } of this.constants.values()) {
      const type = file.type('FieldLanguage', this.runtime);
      file.doc(`\`${rule}\``);
      file.list(`const ${name}: ${type} = {`, [`pattern: ${pattern}`, `rule: ${quote(rule)}`], '};');
      file.line();
    }
  }

  /** A regular expression where that is fast whatever it is given. */
  private pattern(message: MessageModel, field: Field): string {
    if (isLinear(this.model, field.language)) return patternLiteral(this.model, field.language);
    const model = this.file.value('model', './model.js');
    return `${this.file.value('fieldLanguage', this.runtime)}(${model}, ${quote(message.id)}, ${quote(field.name)})`;
  }

  private claim(wanted: string): string {
    let name = wanted;
    for (let suffix = 2; this.taken.has(name); suffix++) name = `${wanted}_${suffix}`;
    this.taken.add(name);
    return name;
  }
}
