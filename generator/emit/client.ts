import type { MessageModel, Model, State } from '../../runtime/model.js';
import { answerMessages, type ClientOutcome, clientOutcomes } from '../analyse/client-outcomes.js';
import { Undecided } from '../rules/automaton/build.js';
import { messagesOf } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';
import { quote } from './literal.js';
import { namesOf, pascalCase } from './names.js';

/** client.ts: a client whose type says which state it is in, so that a message which the state does not take does not compile. */
export function emitClient({ model, origin, runtime }: Emission): string {
  const about = `A client of \`${model.name}\` that knows its state: what it can send depends on it, and sending leads to the next one.`;
  const file = new EmittedFile(origin, about, ['Client', 'open', 'table', ...model.session.states.map(nameOfState)]);
  const answers = answerMessages(model);
  const of = (state: State) =>
    messagesOf(model, state).map((message) => ({ message, outcomes: outcomesOf(state, message, answers) }));
  const connect = outcomesIn(model.session.connect.body, undefined, answers);
  const types = new Types(model, file, runtime);

  emitTable(file, model, answers, connect, of, file.type('ClientTable', runtime));
  for (const state of model.session.states) {
    const doc = [
      state.doc,
      `In \`${state.name}\`${of(state).length === 0 ? ', where nothing can be sent.' : ': what is sent here leads to what is returned.'}`,
    ];
    file.line().doc(doc.filter((part) => part !== '').join('\n\n'));
    file.block(`export interface ${nameOfState(state)} {`, () => {
      file.line(`readonly kind: 'in';`).line(`readonly state: ${quote(state.name)};`);
      for (const { message, outcomes } of of(state)) {
        file.doc([message.doc, types.describe(outcomes)].filter((part) => part !== '').join('\n\n'));
        file.line(`send(message: ${file.type(namesOf(model).message(message), './types.js')}): ${types.of(outcomes)};`);
      }
    });
  }
  file.line().doc(`Any state of a client of \`${model.name}\`; \`state\` tells which.`);
  file.line(`export type Client = ${model.session.states.map(nameOfState).join(' | ')};`);
  emitOpen(file, model, runtime, types.of(connect));
  return file.toString();
}

type Sent = { readonly message: MessageModel; readonly outcomes: readonly ClientOutcome[] };

function outcomesOf(state: State, message: MessageModel, answers: ReadonlySet<string>): readonly ClientOutcome[] {
  const clause = state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === message.id);
  return clause === undefined ? [] : outcomesIn(clause.body, state.name, answers);
}

/** Where a clause has more ways than anybody tells apart, nobody knows where it leads. */
function outcomesIn(...clause: Parameters<typeof clientOutcomes>): readonly ClientOutcome[] {
  try {
    return clientOutcomes(...clause);
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return [{ answers: [], next: undefined, undefinedBut: [] }];
  }
}

function nameOfState({ name }: State): string {
  return `In${pascalCase(name)}`;
}

/** The types of what sending leads to. */
class Types {
  constructor(
    private readonly model: Model,
    private readonly file: EmittedFile,
    private readonly runtime: string,
  ) {}

  of(outcomes: readonly ClientOutcome[]): string {
    const parts = this.parts(outcomes);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    // The connection may end while an answer is waited for.
    const ended = this.file.type('Ended', this.runtime);
    return `${this.file.type('Settling', this.runtime)}<${[...new Set([...parts, ended])].join(' | ')}>`;
  }

  describe(outcomes: readonly ClientOutcome[]): string {
    const ways = new Map<string, string[]>();
    for (const { answers, next, undefinedBut } of outcomes) {
      const then =
        undefinedBut !== undefined
          ? 'the spec leaves open what happens'
          : next === undefined
            ? 'the connection ends'
            : `\`${next}\``;
      ways.set(then, [...(ways.get(then) ?? []), answers.map((id) => `\`${id}\``).join(', ')]);
    }
    if (ways.size === 1) return `Leads to: ${[...ways.keys()].join('')}.`;
    const list = [...ways].map(([then, answers]) => {
      const heard = answers.filter((one) => one !== '').join(' or ');
      return `- ${then}${heard === '' ? '' : `, told by ${heard}`}`;
    });
    return ['An answer tells where it leads:', ...list].join('\n');
  }

  private parts(outcomes: readonly ClientOutcome[]): readonly string[] {
    const parts = outcomes.map(({ next, undefinedBut }) => {
      if (undefinedBut !== undefined) return `${this.file.type('Lost', this.runtime)}<Client>`;
      const state = this.model.session.states.find(({ name }) => name === next);
      return state === undefined ? this.file.type('Ended', this.runtime) : nameOfState(state);
    });
    return [...new Set(parts)];
  }
}

function emitTable(
  file: EmittedFile,
  model: Model,
  answers: ReadonlySet<string>,
  connect: readonly ClientOutcome[],
  of: (state: State) => readonly Sent[],
  type: string,
): void {
  const outcome = ({ answers: heard, next, undefinedBut }: ClientOutcome): string => {
    const parts = [`answers: ${list(heard)}`, `next: ${next === undefined ? 'null' : quote(next)}`];
    if (undefinedBut !== undefined) parts.push(`undefinedBut: ${list(undefinedBut)}`);
    return `{ ${parts.join(', ')} }`;
  };
  file.doc('Where each message can lead, and which answers tell.');
  file.block(
    `const table: ${type} = {`,
    () => {
      file.list('answers: [', [...answers].map(quote), '],');
      file.list('connect: [', connect.map(outcome), '],');
      file.block(
        'states: {',
        () => {
          for (const state of model.session.states) {
            file.block(
              `${quote(state.name)}: {`,
              () => {
                for (const { message, outcomes } of of(state))
                  file.list(`${quote(message.id)}: [`, outcomes.map(outcome), '],');
              },
              '},',
            );
          }
        },
        '},',
      );
    },
    '};',
  );
}

function list(names: readonly string[]): string {
  return `[${names.map(quote).join(', ')}]`;
}

function emitOpen(file: EmittedFile, model: Model, runtime: string, opened: string): void {
  const server = file.type('ServerMessage', './types.js');
  const [link, listener] = ['ClientLink', 'ClientListener'].map((name) => file.type(name, runtime));
  const states = file.value('ClientStates', runtime);
  const codec = file.value('codec', './codec.js');
  file
    .line()
    .doc(
      'A client on a connection that has just been made. `link` sends what it writes, each text as one frame; hand `receive` the text of each ' +
        'frame that comes, and call `end` when the connection has ended.',
    );
  file.block(`export function open(link: ${link}, listener: ${listener}<${server}> = {}) {`, () => {
    const joins = model.framing.server.kind === 'chunk';
    file.line(`const states = new ${states}(${codec}, table, link, listener as ${listener}, ${joins});`);
    file.block(
      'return {',
      () => {
        file.doc('Where the client is once it is connected.');
        file.line(`client: states.current as ${opened},`);
        file.line('receive: (text: string): void => states.receive(text),');
        file.line('end: (): void => states.end(),');
      },
      '};',
    );
  });
}
