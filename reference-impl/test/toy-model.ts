import type {
  At,
  Clause,
  Effect,
  Framing,
  GroupRef,
  MessageModel,
  Model,
  SendEffect,
  Trigger,
  Value,
} from '../../runtime/model.js';

/** What a client's texts are, by state. */
export const rules: Record<string, readonly [string, RegExp][]> = {
  Asking: [['Enter', /^(?<name>[a-z]+)$/]],
  Talking: [
    ['Bye', /^bye$/],
    ['Hush', /^!(?<text>.+)$/],
    ['Shout', /^(?<text>[^!\p{Cc}][^\p{Cc}]*)$/u],
  ],
};

/** What the server's texts are. */
export const answers: readonly [string, RegExp][] = [
  ['Ask', /^who\?$/],
  ['Hello', /^hello (?<name>[a-z]+)$/],
  ['Taken', /^taken$/],
  ['What', /^what\?$/],
  ['Long', /^long$/],
  ['Came', /^\+(?<name>[a-z]+)$/],
  ['Went', /^-(?<name>[a-z]+)$/],
  ['Heard', /^(?<name>[a-z]+)> (?<text>.+)$/s],
];

/** A text that is in every text of the message. */
const marks: Readonly<Record<string, string>> = {
  Ask: 'who?',
  Hello: 'hello ',
  Taken: 'taken',
  What: 'what?',
  Long: 'long',
  Came: '+',
  Went: '-',
  Heard: '> ',
};

const at: At = { line: 1, column: 1 };
const room: GroupRef = { group: 'room' };
const field = (name: string): Value => ({ kind: 'field', name });
const own: Value = { kind: 'attribute', of: 'self', name: 'name' };
const toAll: SendEffect['to'] = { kind: 'members', of: room };
const toOthers: SendEffect['to'] = { kind: 'members', of: room, but: 'self' };

function send(message: string, to: SendEffect['to'], ...args: Value[]): Effect {
  return { kind: 'send', message, args, to, times: { min: 1, max: 1 }, level: 'must', at };
}

function reply(message: string, ...args: Value[]): Effect {
  return send(message, { kind: 'self' }, ...args);
}

function clause(trigger: Trigger, ...body: Effect[]): Clause {
  return { id: `toy/${trigger.kind}`, doc: '', level: 'must', at, trigger, body, text: '' };
}

function on(name: string, params: readonly string[], ...body: Effect[]): Clause {
  return clause({ kind: 'message', name, params }, ...body);
}

function message(direction: 'client' | 'server', id: string, ...fields: string[]): MessageModel {
  const language = { kind: 'literal', text: '', fold: 'none' } as const;
  return {
    id,
    direction,
    doc: '',
    at,
    parts: [],
    fields: fields.map((name) => ({ name, doc: '', arity: 'one', value: { kind: 'text' }, language })),
    regular: true,
    source: '',
  };
}

/** The model of the toy. */
export function toyModel(framing: Framing, idleMs: number | undefined): Model {
  const wrong = [
    clause({ kind: 'unrecognized' }, reply('What')),
    clause({ kind: 'invalid' }, reply('What')),
    clause({ kind: 'overlong' }, reply('Long')),
  ];
  const enter: Effect[] = [
    { kind: 'join', group: room, at },
    reply('Hello', field('name')),
    send('Came', toAll, field('name')),
    { kind: 'become', state: 'Talking', at },
  ];
  const leave: Effect[] = [{ kind: 'leave', group: room, at }, send('Went', toAll, own)];
  return {
    name: 'toy',
    doc: '',
    file: 'toy.parley',
    sources: [],
    transport: { tcp: 7000, ...(idleMs === undefined ? {} : { idleMs }) },
    charset: 'utf-8',
    framing: { client: framing, server: framing },
    delivery: { order: 'total', unit: 'event' },
    promises: [],
    rules: [],
    messages: {
      client: [
        message('client', 'Enter', 'name'),
        message('client', 'Bye'),
        message('client', 'Hush', 'text'),
        message('client', 'Shout', 'text'),
      ],
      server: answers.map(([id]) => ({
        ...message('server', id),
        parts: [{ kind: 'text', expr: { kind: 'literal', text: marks[id] ?? '', fold: 'none' } }],
      })),
    },
    session: {
      variables: [],
      groups: [{ name: 'room', at }],
      connect: clause({ kind: 'connect' }, reply('Ask'), { kind: 'become', state: 'Asking', at }),
      states: [
        {
          name: 'Asking',
          doc: '',
          at,
          clauses: [
            on('Enter', ['name'], {
              kind: 'branch',
              at,
              arms: [
                {
                  id: 'taken',
                  when: { kind: 'has', of: room, attribute: 'name', value: field('name') },
                  body: [reply('Taken')],
                  at,
                },
                { id: 'else', when: 'otherwise', body: enter, at },
              ],
            }),
            ...wrong,
          ],
        },
        {
          name: 'Talking',
          doc: '',
          at,
          clauses: [
            on('Bye', [], { kind: 'close', at }, ...leave),
            on('Hush', ['text'], send('Heard', toOthers, own, field('text'))),
            on('Shout', ['text'], send('Heard', toAll, own, field('text'))),
            ...wrong,
            clause({ kind: 'disconnect' }, ...leave),
          ],
        },
      ],
    },
    examples: [],
  };
}
