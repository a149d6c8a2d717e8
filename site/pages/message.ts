import { type Content, Markup as Html, type Markup, markup } from '../../diagrams/markup.js';
import { railroadDiagram } from '../../diagrams/railroad.js';
import { framed } from '../../diagrams/style.js';
import { describeMessage } from '../../generator/emit/describe.js';
import { fieldType } from '../../generator/emit/types.js';
import { sendsOf, takersOf } from '../../generator/emit/usage.js';
import {
  capacityOf,
  expressionSource,
  type Field,
  type Message,
  type MessageModel,
  type Model,
} from '../../runtime/index.js';
import { effectList, recipientsInWords, stateOfClause } from '../clauses.js';
import { limitsOf } from '../length.js';
import {
  apiLink,
  fragmentOf,
  linkedWords,
  messageKey,
  pageLink,
  protocolKey,
  requirementLink,
  sectionLink,
  stateLink,
} from '../links.js';
import { type Embeds, inlineProse, type Page, PageText } from '../page.js';
import type { Subject, Vectors } from '../subject.js';
import { facts, table } from '../table.js';
import { hexBytes, visible, wireText } from '../wire.js';

/** How many texts of a message the page shows; the rest is in vectors.json. */
const SHOWN = 6;

/** All that there is to say of one message. */
export function messagePage(subject: Subject, message: MessageModel, embeds: Embeds): Page {
  const { model } = subject;
  const text = new PageText(embeds)
    .prose(message.doc)
    .html(summary(model, message))
    .heading(2, 'Form')
    .html(railroad(model, message))
    .html(markup`<pre class="source"><code>${message.source}</code></pre>`);
  if (message.fields.length > 0) text.heading(2, 'Fields').html(fieldTable(model, message));
  text.heading(2, 'On the wire').html(validTable(subject, message)).html(missTable(subject, message));
  if (message.direction === 'client') text.heading(2, 'Where it is taken').html(takenTable(model, message));
  else text.heading(2, 'When it is sent, and to whom').html(sentTable(model, message));
  return { key: messageKey(model, message.id), title: message.id, text: text.toString(), children: [] };
}

function summary(model: Model, message: MessageModel): Markup {
  const { direction } = message;
  const states =
    direction === 'client' ? takersOf(model, message.id).flatMap((clause) => stateOfClause(model, clause) ?? []) : [];
  const api = apiLink(`parley/generated/${model.name}`, message.id, markup`<code>${message.id}</code>`);
  return facts([
    ['Direction', direction === 'client' ? 'from a client to the server' : 'from the server to clients'],
    ...(direction === 'client'
      ? [
          [
            'Legal in',
            list(
              states.map(({ name }) => stateLink(model, name)),
              'no state',
            ),
          ] as const,
        ]
      : [
          [
            'Received by',
            list([...new Set(sendsOf(model, message.id).map(({ effect }) => recipientsInWords(effect.to)))], 'nobody'),
          ] as const,
        ]),
    ['Longest', `${capacityOf(model.framing[direction])} bytes, without the end of its frame`],
    [
      'In TypeScript',
      markup`interface ${api} of ${apiLink(`parley/generated/${model.name}`, undefined, `parley/generated/${model.name}`)}`,
    ],
  ]);
}

function list(contents: readonly Content[], none: string): Content {
  return contents.length === 0 ? none : contents.flatMap((one, nth) => (nth === 0 ? [one] : [', ', one]));
}

/** The rule of a message as a diagram. */
export function railroad(model: Model, message: MessageModel): Html {
  const svg = railroadDiagram(
    { expr: { kind: 'sequence', of: message.parts.map(({ expr }) => expr) }, except: message.except },
    {
      id: fragmentOf(`railroad-${model.name}`, message.id),
      title: `Railroad diagram of ${message.id}`,
      description: message.source,
    },
  );
  return new Html(framed(svg, `Railroad diagram of ${message.id}`));
}

function fieldTable(model: Model, { id, fields }: MessageModel): Markup {
  const rows = fields.map((field) => ({
    cells: [
      markup`<code>${field.name}</code>`,
      markup`<code>${fieldType(field)}</code>${field.arity === 'optional' ? ', or absent' : ''}`,
      limitsOf(model, field),
      linkedWords(model, expressionSource(field.language)),
      inlineProse(fieldDoc(model, field)),
    ],
  }));
  return table(`Fields of ${id}`, ['Field', 'Type', 'Limits', 'Texts', 'What it is'], rows);
}

function fieldDoc(model: Model, { doc, language }: Field): string {
  if (doc !== '' || language.kind !== 'reference') return doc;
  return model.rules.find(({ id }) => id === language.rule)?.doc ?? '';
}

interface Found<Vector> {
  readonly vector: Vector;
  readonly states: readonly string[];
}

/** The vectors of a message, each once, with the states that it is in. */
function vectorsOf<Kind extends 'valid' | 'invalid'>(
  { client, server }: Vectors,
  { direction }: MessageModel,
  kind: Kind,
  isOf: (vector: Vectors['server'][Kind][number]) => boolean,
): readonly Found<Vectors['server'][Kind][number]>[] {
  const lists: readonly (readonly [string, Vectors['server']])[] =
    direction === 'server' ? [['', server]] : Object.entries(client);
  const found = new Map<string, { vector: Vectors['server'][Kind][number]; states: string[] }>();
  for (const [state, vectors] of lists) {
    for (const vector of vectors[kind] as readonly Vectors['server'][Kind][number][]) {
      if (!isOf(vector)) continue;
      const one = found.get(JSON.stringify(vector)) ?? { vector, states: [] };
      one.states.push(state);
      found.set(JSON.stringify(vector), one);
    }
  }
  return [...found.values()];
}

interface ValidText {
  readonly text: string;
  readonly hex: string;
  readonly message: Message;
}

function validTable(subject: Subject, message: MessageModel): Markup {
  const { model, vectors } = subject;
  const tested = vectorsOf(vectors, message, 'valid', (vector) => messageOf(vector)?.kind === message.id).map(
    ({ vector }) => vector as ValidText,
  );
  const plain = tested.filter(({ text }) => isPlain(text));
  const odd = tested.filter(({ text }) => !isPlain(text));
  const found = distinct([...exampleTexts(subject, message).slice(0, 3), ...plain.slice(0, 3), ...odd]).slice(0, SHOWN);
  const rows = found.map(({ text, hex, message: read }) => ({
    cells: [wireText(model, message.direction, text), hexBytes(model, message.direction, hex), fieldValues(read)],
  }));
  return table(`Texts that are ${message.id}`, ['Text', 'Bytes', 'Read as'], rows);
}

function messageOf(vector: Vectors['server']['valid' | 'invalid'][number]): Message | undefined {
  return 'message' in vector ? vector.message : undefined;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e\r\n]*$/.test(text);
}

function distinct(texts: readonly ValidText[]): readonly ValidText[] {
  return [...new Map(texts.map((one) => [one.text, one])).values()];
}

/** Texts of the spec's own examples that are this message, in a state that takes it. */
function exampleTexts({ model, protocol }: Subject, { id, direction }: MessageModel): readonly ValidText[] {
  const states = takersOf(model, id).flatMap((clause) => stateOfClause(model, clause)?.name ?? []);
  const texts = model.examples.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'act') return [];
      if (direction === 'client') return step.act.kind === 'sends' ? step.act.texts : [];
      return step.expect.flatMap((expected) => (expected.kind === 'hears' ? expected.texts : []));
    }),
  );
  return [...new Set(texts)].flatMap((text) => {
    const reads =
      direction === 'server'
        ? [protocol.codec.parseServer(text)]
        : states.map((state) => protocol.codec.parse(state, text));
    const read = reads.find((one) => one.ok && one.message.kind === id);
    return read?.ok === true ? [{ text, hex: Buffer.from(text).toString('hex'), message: read.message }] : [];
  });
}

function missTable({ model, vectors }: Subject, message: MessageModel): Markup {
  const found = vectorsOf(vectors, message, 'invalid', (vector) => (vector as { not: string }).not === message.id);
  const rows = found.slice(0, SHOWN).map(({ vector, states }) => {
    const read = (vector as { read: Message | null }).read;
    const where =
      message.direction === 'client'
        ? markup`in ${list(
            states.map((state) => stateLink(model, state)),
            '',
          )}: `
        : '';
    return {
      cells: [
        wireText(model, message.direction, vector.text),
        hexBytes(model, message.direction, vector.hex),
        markup`${where}${read === null ? 'no message' : fieldValues(read)}`,
      ],
    };
  });
  if (rows.length === 0) return markup`<p>The vectors hold no text that nearly is <code>${message.id}</code>.</p>`;
  return table(`Texts that nearly are ${message.id}`, ['Text', 'Bytes', 'Read as'], rows);
}

/** A message as the spec writes it, with its values. */
function fieldValues({ kind, ...fields }: Message): Markup {
  const values = Object.entries(fields).flatMap(([name, value], nth) => [
    `${nth === 0 ? '' : ', '}${name} = `,
    visible(JSON.stringify(value)),
  ]);
  return markup`<code class="wire">${kind}${values.length === 0 ? '' : markup`(${values})`}</code>`;
}

function takenTable(model: Model, { id }: MessageModel): Markup {
  const rows = takersOf(model, id).map((clause) => {
    const state = stateOfClause(model, clause);
    return {
      cells: [
        state === undefined ? '' : stateLink(model, state.name),
        effectList(model, clause.body),
        markup`${clause.level.toUpperCase()} ${requirementLink(clause.id)}`,
        sectionLink(model, clause),
      ],
    };
  });
  if (rows.length === 0) return markup`<p>No state takes it.</p>`;
  const session = pageLink(protocolKey(model, 'session'), 'the session');
  return markup`${table(`States that take ${id}`, ['State', 'What comes of it', 'Requirement', 'Source'], rows)}<p>In a state that is not listed the text is read as another message, or is none: ${session} says what becomes of it.</p>`;
}

function sentTable(model: Model, { id }: MessageModel): Markup {
  const rows = sendsOf(model, id).map(({ effect, branch, clause }) => {
    const state = stateOfClause(model, clause);
    return {
      cells: [
        markup`<code>${describeMessage(effect.message, effect.args)}</code>`,
        recipientsInWords(effect.to),
        state === undefined ? 'when a client connects' : markup`to an event in ${stateLink(model, state.name)}`,
        markup`${effect.times.min === 0 ? 'MAY' : clause.level.toUpperCase()} ${requirementLink(branch)}`,
        sectionLink(model, clause),
      ],
    };
  });
  if (rows.length === 0) return markup`<p>No clause sends it.</p>`;
  return table(`Sends of ${id}`, ['Sent as', 'To', 'In answer', 'Requirement', 'Source'], rows);
}

/** All messages of a protocol, with a page below for each. */
export function messagesPage(subject: Subject, embeds: Embeds): Page {
  const { model } = subject;
  const text = new PageText(embeds);
  for (const direction of ['client', 'server'] as const) {
    text
      .heading(2, direction === 'client' ? 'What clients send' : 'What the server sends')
      .html(messageTable(model, direction));
  }
  return {
    key: protocolKey(model, 'messages'),
    title: 'Messages',
    text: text.toString(),
    children: [...model.messages.client, ...model.messages.server].map((one) => messagePage(subject, one, embeds)),
  };
}

export function messageTable(model: Model, direction: 'client' | 'server'): Markup {
  const rows = model.messages[direction].map(({ id, doc, source }) => ({
    cells: [
      pageLink(messageKey(model, id), markup`<code>${id}</code>`),
      linkedWords(model, source.slice(source.indexOf('=') + 1).trim()),
      inlineProse(doc.split('\n\n')[0]?.replaceAll('\n', ' ') ?? ''),
    ],
  }));
  const caption = direction === 'client' ? 'Messages of clients' : 'Messages of the server';
  return table(caption, ['Message', 'Form', 'What it says'], rows);
}
