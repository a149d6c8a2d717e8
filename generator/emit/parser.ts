import type { MessageModel, Model } from '../../runtime/model.js';
import { buildGrammar, messagesOf } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { key, quote } from './literal.js';

/** parser.ts: what a client and the server send, read from texts. */
export function emitParser({ model, origin, runtime }: Emission): string {
  const grammar = buildGrammar(model);
  const file = new EmittedFile(origin, `Reads the texts of \`${model.name}\`: frames without their terminator.`, [
    'parse',
    'parseServer',
    'matches',
  ]);
  const read = file.value('readWithPeggy', runtime);
  const result = file.type('ParseResult', runtime);
  const state = file.type('State', './types.js');
  const [client, server] = [file.type('ClientMessage', './types.js'), file.type('ServerMessage', './types.js')];
  const parser = file.value('parser', './peggy-parser.js');

  file.doc('Where reading starts in each state, and the messages that it takes, in the order in which they are tried.');
  file.block(
    `const states: Readonly<Record<${state}, { readonly rule: string; readonly messages: readonly string[] }>> = {`,
    () => {
      for (const one of model.session.states) {
        const start = grammar.states.get(one.name) ?? '';
        file.list(`${key(one.name)}: {`, [`rule: ${quote(start)}`, `messages: ${names(messagesOf(model, one))}`], '},');
      }
    },
    '};',
  );
  file.line();

  file.doc(
    [
      'Reads what a client sends in a state: the first message that the state takes that matches the whole text. Never throws.',
      '',
      ...model.session.states.map((one) => `- \`${one.name}\`: ${list(messagesOf(model, one))}`),
    ].join('\n'),
  );
  file.block(`export function parse(state: ${state}, text: string): ${result}<${client}> {`, () => {
    file.line('const { rule, messages } = states[state];');
    file.line(`if (messages.length === 0) return { ok: false, code: 'unrecognized', at: 0, expected: messages };`);
    file.line(`return ${read}(${parser}, rule, text, messages);`);
  });
  file.line();

  if (grammar.server !== undefined) {
    file.list(
      'const serverMessages = [',
      model.messages.server.map(({ id }) => quote(id)),
      '];',
    );
    file.line();
  }

  file.doc(
    `Reads what the server sends: the first of these that matches the whole text. Never throws.\n\n${list(model.messages.server)}`,
  );
  file.block(`export function parseServer(text: string): ${result}<${server}> {`, () => {
    if (grammar.server === undefined)
      file.line("return { ok: false, code: 'unrecognized', at: text.length, expected: [] };");
    else file.line(`return ${read}(${parser}, ${quote(grammar.server)}, text, serverMessages);`);
  });
  file.line();
  emitMatches(file, model, runtime);
  return file.toString();
}

function emitMatches(file: EmittedFile, model: Model, runtime: string): void {
  const ruleLanguage = file.value('ruleLanguage', runtime);
  const given = file.value('model', './model.js');
  file.doc('The languages of the rules.');
  file.block(
    `const rules: ReadonlyMap<string, ${file.type('Language', runtime)}> = new Map(`,
    () => {
      file.line(`${given}.rules.map(({ id }) => [id, ${ruleLanguage}(${given}, { kind: 'reference', rule: id })]),`);
    },
    ');',
  );
  file.line();
  const list = model.rules.map((rule) => `- \`${rule.source}\``).join('\n');
  file.doc(
    `Whether a text is in a rule’s language.\n\n${list}\n\n@throws Error for a rule that the spec does not have.`,
  );
  file.block('export function matches(rule: string, text: string): boolean {', () => {
    file.line('const language = rules.get(rule);');
    file.line(`if (language === undefined) throw new Error(\`${model.name} has no rule \${rule}.\`);`);
    file.line('return language.test(text);');
  });
}

function names(messages: readonly MessageModel[]): string {
  return `[${messages.map(({ id }) => quote(id)).join(', ')}]`;
}

function list(messages: readonly MessageModel[]): string {
  return messages.length === 0 ? 'none' : messages.map(({ id }) => `\`${id}\``).join(', ');
}
