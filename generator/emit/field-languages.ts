import type { Field, MessageModel, Model } from '../../runtime/model.js';
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

  constructor(private readonly model: Model) {}

  /** The constant of a field's language. */
  nameOf(message: MessageModel, field: Field): string {
    const pattern = patternLiteral(this.model, field.language);
    const rule = fieldRule(this.model, field);
    const id = `${pattern} ${rule}`;
    let constant = this.constants.get(id);
    if (constant === undefined) {
      const { language } = field;
      constant = { name: this.claim(constantCase(language.kind === 'reference' ? language.rule : `${message.id} ${field.name}`)), pattern, rule };
      this.constants.set(id, constant);
    }
    return constant.name;
  }

  /** Writes the constants that were asked for. */
  emit(file: EmittedFile, runtime: string): void {
    for (const { name, pattern, rule } of this.constants.values()) {
      file.doc(`\`${rule}\``);
      file.list(`const ${name}: ${file.type('FieldLanguage', runtime)} = {`, [`pattern: ${pattern}`, `rule: ${quote(rule)}`], '};');
      file.line();
    }
  }

  private claim(wanted: string): string {
    let name = wanted;
    for (let suffix = 2; this.taken.has(name); suffix++) name = `${wanted}_${suffix}`;
    this.taken.add(name);
    return name;
  }
}
