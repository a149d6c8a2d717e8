import type { MessageModel } from '../../runtime/model.js';
import { beginningOf } from '../rules/beginning.js';
import { buildGrammar, messagesOf } from '../rules/grammar.js';
import { messageTerm } from '../rules/term.js';
import type { ReaderEmission } from './emission.js';
import { EmittedFile } from './file.js';
import { quote } from './literal.js';
import { namesOf, pascalCase } from './names.js';
import type { FunctionsFile } from './reader/functions-file.js';
import { type Candidate, listFunction } from './reader/list-function.js';
import { readingOf } from './reader/message-functions.js';
import { ReaderFile } from './reader/reader-file.js';

/**
 * parser.ts: what a client and the server send, read from texts.
 * @param runs - the file that gets the runs of characters; undefined: this one.
 */
export function emitParser({ model, origin, runtime, target }: ReaderEmission, runs?: FunctionsFile): string {
  const grammar = buildGrammar(model);
  const about = `Reads the texts of \`${model.name}\`: frames without their terminator.`;
  const file = new EmittedFile(origin, about, [...OWN_NAMES, ...GLOBALS], target);
  const names = namesOf(model);
  const nameOf = (message: MessageModel) => names.message(message);
  const reader = new ReaderFile(file, runtime, grammar.rules, runs);
  const candidates = new Map<MessageModel, Candidate>();
  for (const [message, matcher] of grammar.messages) {
    const reading = readingOf(reader, message, matcher);
    candidates.set(message, { reading, first: beginningOf(messageTerm(model, message)) });
  }
  const list = (wanted: string, messages: readonly MessageModel[], type: string): string => {
    const of = messages.flatMap((message) => candidates.get(message) ?? []);
    const key = `list ${messages.map(({ id, direction }) => `${direction} ${id}`).join()}`;
    return reader.functionFor(key, wanted, (name) => listFunction(reader, name, of, nameOf, type));
  };

  const [client, server] = [file.type('ClientMessage', './types.js'), file.type('ServerMessage', './types.js')];
  const states = model.session.states.map((state) => ({
    state,
    reader: list(`read${pascalCase(state.name)}`, messagesOf(model, state), client),
  }));
  const fromServer = list('readFromServer', model.messages.server, server);
  const given = file.value('model', './model.js');
  const expectant = (wanted: string, who: string): string =>
    reader.declarationFor(`expectant ${who}`, wanted, (name) => {
      const value = `{ model${given === 'model' ? '' : `: ${given}`}, state: ${who} }`;
      return `const ${name}${file.typed(`: ${file.type('Expectant', runtime)}`)} = ${value};`;
    });
  const byClient = expectant('client', 'undefined');
  const byState = states.map(({ state }) => expectant(`in${pascalCase(state.name)}`, quote(state.name)));
  reader.emit();

  const result = file.type('ParseResult', runtime);
  const state = file.type('State', './types.js');
  const unrecognized = file.value('unrecognized', runtime);
  const error = file.value('CodecError', runtime);
  file.doc(
    [
      'Reads what a client sends in a state: the first message that the state takes that matches the whole text. No text makes it throw.',
      '',
      ...model.session.states.map((one) => `- \`${one.name}\`: ${listed(messagesOf(model, one))}`),
      '',
      '@throws CodecError for a state that there is not, and for what is no string.',
    ].join('\n'),
  );
  const text = `text${file.typed(': string')}`;
  const resultType = (message: string) => file.typed(`: ${result}<${message}>`);
  const parse = `${file.exporting('parse')}function parse(state${file.typed(`: ${state}`)}, ${text})`;
  file.block(`${parse}${resultType(client)} {`, () => {
    file.line(`if (typeof text !== 'string') throw new ${error}('not-a-text', 'what is to be read is no string');`);
    file.block('switch (state) {', () => {
      states.forEach((one, index) => {
        file.line(`case ${quote(one.state.name)}:`);
        file.line(`  return resultOf(${one.reader}(text), text, ${byState[index]});`);
      });
      file.line('default:');
      file.line(`  throw new ${error}('unknown-state', \`${model.name} has no state \${String(state)}\`);`);
    });
  });
  file.line();
  file.doc(
    `Reads what the server sends: the first of these that matches the whole text. No text makes it throw.\n\n${listed(model.messages.server)}\n\n@throws CodecError for what is no string.`,
  );
  file.block(`${file.exporting('parseServer')}function parseServer(${text})${resultType(server)} {`, () => {
    file.line(`if (typeof text !== 'string') throw new ${error}('not-a-text', 'what is to be read is no string');`);
    file.line(`return resultOf(${fromServer}(text), text, ${byClient});`);
  });
  file.line();
  file.doc('What was read.');
  file.block(
    `function resultOf${file.typed('<M>')}(message${file.typed(': M | undefined')}, ${text}, by${file.typed(`: ${file.type('Expectant', runtime)}`)})${resultType('M')} {`,
    () => {
      file.line(`return message === undefined ? ${unrecognized}(by, text) : { ok: true, message };`);
    },
  );
  return file.toString();
}

const OWN_NAMES = ['parse', 'parseServer', 'resultOf', 'state', 'text', 'from', 'at', 'found', 'unit', 'count'];

/** What the emitted code calls as the platform means it. */
const GLOBALS = ['Number', 'Math', 'String'];

function listed(messages: readonly MessageModel[]): string {
  return messages.length === 0 ? 'none' : messages.map(({ id }) => `\`${id}\``).join(', ');
}
