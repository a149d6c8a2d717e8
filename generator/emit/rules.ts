import type { Expr, Model } from '../../runtime/model.js';
import { fieldRule } from '../rules/field-rule.js';
import { type LoweredTests, lowerTests } from '../rules/grammar.js';
import { Code } from './code.js';
import type { ReaderEmission } from './emission.js';
import { EmittedFile } from './file.js';
import { key, quote } from './literal.js';
import { pascalCase, uniqueNames } from './names.js';
import type { FunctionsFile } from './reader/functions-file.js';
import { partFunction } from './reader/part-functions.js';
import { ReaderFile } from './reader/reader-file.js';
import { runFunction } from './reader/run-functions.js';
import { stepsOf } from './reader/step.js';
import { readsPairs } from './reader/well-formed.js';

/**
 * rules.ts: whether a text is one of a rule's.
 * @param runs - the file that gets the runs of characters; undefined: this one.
 */
export function emitRules({ model, origin, runtime, target }: ReaderEmission, runs?: FunctionsFile): string {
  const about = `The rules of \`${model.name}\` as tests of whole texts.`;
  const lowered = lowerTests(model);
  const languages = languagesOf(model);
  const file = new EmittedFile(origin, about, [...OWN_NAMES, ...languages.map(({ test }) => test)], target);
  const reader = new ReaderFile(file, runtime, lowered.rules, runs);
  const tests = languages.map((language) => testOf(file, reader, lowered, language, runtime));
  reader.emit();
  for (const test of tests) file.line(test.toString()).line();

  file.doc('The tests of the rules, by their names.');
  const named = languages.filter(({ rule }) => rule !== undefined);
  file.list(
    `const rules${file.typed(': Readonly<Record<string, ((text: string) => boolean) | undefined>>')} = {`,
    named.map(({ rule = '', test }) => `${key(rule)}: ${test}`),
    '};',
  );
  file.line();
  file.doc('Whether a text is in a rule’s language.\n\n@throws CodecError for a rule that the spec does not have.');
  const string = file.typed(': string');
  const matches = `${file.exporting('matches')}function matches(rule${string}, text${string})`;
  file.block(`${matches}${file.typed(': boolean')} {`, () => {
    file.line('const test = Object.hasOwn(rules, rule) ? rules[rule] : undefined;');
    const error = file.value('CodecError', runtime);
    file.line(
      `if (test === undefined) throw new ${error}('unknown-rule', \`${model.name} has no rule \${String(rule)}\`);`,
    );
    file.line('return test(text);');
  });
  return file.toString();
}

/** Names that the file declares, or uses as the platform means them. */
const OWN_NAMES = ['matches', 'rules', 'text', 'from', 'at', 'unit', 'count', 'Math', 'String', 'Object'];

/** A language that texts are tested against: a rule of the spec, or what a field may be. */
export interface TestedLanguage {
  readonly expr: Expr;
  /** The name of the function that tests a text. */
  readonly test: string;
  /** The language as an error shows it. */
  readonly source: string;
  /** The rule that it is; undefined: a field's own expression. */
  readonly rule: string | undefined;
  /** What the runtime is asked for where no function can be made of it. */
  readonly fallback: { readonly name: 'ruleLanguage' | 'fieldLanguage'; readonly values: readonly string[] };
}

/** All of them, each under a name of its own. */
export function languagesOf(model: Model): readonly TestedLanguage[] {
  const claim = uniqueNames(new Set());
  const rules = model.rules.map(({ id, source }): TestedLanguage => {
    const fallback = { name: 'ruleLanguage', values: [`{ kind: 'reference', rule: ${quote(id)} }`] } as const;
    return { expr: { kind: 'reference', rule: id }, test: claim(`is${pascalCase(id)}`), source, rule: id, fallback };
  });
  const fields = [...model.messages.client, ...model.messages.server].flatMap((message) =>
    message.fields.flatMap((field): TestedLanguage[] => {
      if (field.language.kind === 'reference') return [];
      const test = claim(`is${pascalCase(message.id)}${pascalCase(field.name)}`);
      const fallback = { name: 'fieldLanguage', values: [message.id, field.name].map(quote) } as const;
      return [{ expr: field.language, test, source: fieldRule(model, field), rule: undefined, fallback }];
    }),
  );
  return [...rules, ...fields];
}

function testOf(
  file: EmittedFile,
  reader: ReaderFile,
  lowered: LoweredTests,
  language: TestedLanguage,
  runtime: string,
): Code {
  const { expr, test, source } = language;
  const code = new Code();
  const matcher = lowered.of(expr);
  code.doc(`\`${source}\``);
  code.block(
    `${file.exporting(test)}function ${test}(text${file.typed(': string')})${file.typed(': boolean')} {`,
    () => {
      if (matcher === undefined) {
        code.line(`return ${languageOf(file, reader, language, runtime)}.test(text);`);
        return;
      }
      const name = test.slice('is'.length);
      const steps = stepsOf(matcher, lowered.rules);
      const [run, end] = steps.slice(-2);
      const before = steps.slice(0, -2).flatMap((step) => (step.kind === 'not' ? [step.text] : []));
      const isRun = run?.kind === 'run' && end?.kind === 'end' && before.length === steps.length - 2;
      const whole = isRun
        ? [
            ...before.map((text) => `!text.startsWith(${quote(text)})`),
            `${runFunction(reader, run, name, true)}(text, 0) === text.length`,
          ].join(' && ')
        : `${partFunction(reader, matcher, name, undefined)}(text, 0) >= 0`;
      const isChecked = readsPairs(matcher, lowered.rules);
      code.line(`return ${whole}${isChecked ? '' : ' && text.isWellFormed()'};`);
    },
  );
  return code;
}

/** What no function is made of is tested by the runtime, which works it out from the model. */
function languageOf(
  file: EmittedFile,
  reader: ReaderFile,
  { test, fallback }: TestedLanguage,
  runtime: string,
): string {
  const values = [file.value('model', './model.js'), ...fallback.values];
  return reader.constantFor(`language ${test}`, `${test.slice('is'.length)} language`, (name) => {
    return `const ${name} = ${file.value(fallback.name, runtime)}(${values.join(', ')});`;
  });
}
