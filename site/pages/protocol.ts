import { Markup, markup } from '../../diagrams/markup.js';
import { railroadDiagram } from '../../diagrams/railroad.js';
import { framed } from '../../diagrams/style.js';
import type { Framing, Model, Rule } from '../../runtime/index.js';
import { apiLink, fileLink, fragmentOf, pageLink, protocolKey, stateLink } from '../links.js';
import { type Embeds, inlineProse, type Page, PageText, proseMarkup } from '../page.js';
import type { Subject } from '../subject.js';
import { facts, lines } from '../table.js';
import { changesPage } from './changes.js';
import { examplesPage } from './examples.js';
import { findingsPage } from './findings.js';
import { messagesPage, messageTable } from './message.js';
import { requirementsPage } from './requirements.js';
import { sectionsPage } from './sections.js';
import { diagramOf, sessionPage } from './session.js';
import { specPage } from './spec.js';

/** Everything about one protocol: an overview, and a page below it for each part. */
export async function protocolPage(
  subject: Subject,
  others: readonly Model[],
  root: string,
  embeds: Embeds,
): Promise<Page> {
  const { model } = subject;
  const text = new PageText(embeds)
    .prose(model.doc)
    .html(settings(model))
    .html(partsOf(subject))
    .heading(2, 'Session')
    .html(await diagramOf(model, 'overview'))
    .html(stateList(model))
    .heading(2, 'What clients send')
    .html(messageTable(model, 'client'))
    .heading(2, 'What the server sends')
    .html(messageTable(model, 'server'));
  if (model.rules.length > 0) text.heading(2, 'Rules');
  for (const rule of model.rules) text.heading(3, rule.id).html(ruleMarkup(model, rule));
  const children = [
    messagesPage(subject, embeds),
    await sessionPage(subject, embeds),
    requirementsPage(subject, embeds),
    sectionsPage(subject, embeds),
    examplesPage(subject, embeds),
    findingsPage(subject, root, embeds),
    changesPage(subject, others, embeds),
    specPage(subject, embeds),
  ];
  return { key: protocolKey(model), title: model.name, text: text.toString(), children };
}

const ORDERS = {
  fifo: 'what one connection causes reaches everyone in order',
  causal: 'nobody hears an answer before what it answers',
  total: 'everyone hears everything in one order',
} as const;

const UNITS = {
  send: 'each single send happens at once',
  event: 'all that an event causes happens at once',
} as const;

function settings(model: Model): Markup {
  const { transport, framing, delivery, promises, sources, name } = model;
  const language = (text: string): Markup => fileLink('docs/spec-language.md', text, 'transport-delivery-promises');
  return facts([
    [
      'Transport',
      `TCP, port ${transport.tcp}${transport.idleMs === undefined ? '' : `; a silent client may be dropped after ${transport.idleMs / 1000} s`}`,
    ],
    ['Text', model.charset.toUpperCase()],
    ['Frames', framingInWords(framing.client, framing.server)],
    [
      'Delivery',
      markup`${language(`${delivery.order}, atomic ${delivery.unit}`)}: ${ORDERS[delivery.order]}; ${UNITS[delivery.unit]}`,
    ],
    ...(promises.length === 0
      ? []
      : [
          [
            'Promises',
            markup`${promises.map(({ kind }) => kind).join(', ')}, ${pageLink(protocolKey(model, 'findings'), 'proved')}`,
          ] as const,
        ]),
    ...(sources.length === 0
      ? []
      : [
          [
            'Made from',
            lines(sources.map(({ file, title }) => (title === undefined ? file : `${title} (${file})`))),
          ] as const,
        ]),
    [
      'In TypeScript',
      lines(
        ['', '/client', '/arbitraries'].map((path) =>
          apiLink(`parley/generated/${name}${path}`, undefined, markup`<code>parley/generated/${name}${path}</code>`),
        ),
      ),
    ],
  ]);
}

function framingInWords(client: Framing, server: Framing): string {
  const said = [client, server].map((framing) =>
    framing.kind === 'chunk'
      ? `one send is one message, cut every ${framing.max} bytes`
      : `a line each, ended by ${framing.write === 'crlf' ? 'CR LF' : 'LF'}, of at most ${framing.max} bytes with its end`,
  );
  return said[0] === said[1] ? (said[0] ?? '') : `clients: ${said[0]}; server: ${said[1]}`;
}

/** The pages below, and what is on each. */
function partsOf({ model, requirements, spec }: Subject): Markup {
  const { messages, examples } = model;
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  const parts = [
    ['messages', 'Messages', counted(messages.client.length + messages.server.length, 'message')],
    ['session', 'Session', counted(model.session.states.length, 'state')],
    ['requirements', 'Requirements', counted(requirements.length, 'requirement')],
    ['sections', 'Source sections', 'where each clause comes from'],
    ['examples', 'Examples', counted(examples.length, 'exchange')],
    ['findings', 'Findings', spec.diagnostics.length === 0 ? 'none' : counted(spec.diagnostics.length, 'finding')],
    ['changes', 'Changes', 'since an earlier version, and from the nearest protocol'],
    ['spec', 'Spec', model.file],
  ] as const;
  return markup`<ul class="cards">${parts.map(
    ([section, title, note]) => markup`<li>${pageLink(protocolKey(model, section), title)}<span>${note}</span></li>`,
  )}</ul>`;
}

function stateList(model: Model): Markup {
  return markup`<ul>${model.session.states.map(
    ({ name, doc }) =>
      markup`<li>${stateLink(model, name)}${doc === '' ? '' : ': '}${inlineProse(doc.replaceAll('\n', ' '))}</li>`,
  )}</ul>`;
}

function ruleMarkup(model: Model, rule: Rule): Markup {
  const svg = railroadDiagram(rule, {
    id: fragmentOf(`railroad-rule-${model.name}`, rule.id),
    title: `Railroad diagram of ${rule.id}`,
    description: rule.source,
  });
  const range =
    rule.integer === undefined
      ? ''
      : markup`<p>A number from ${rule.integer.min} to ${rule.integer.max}, written without leading zeros.</p>`;
  return markup`<div id="${fragmentOf('rule', rule.id)}">${proseMarkup(rule.doc)}${range}${new Markup(framed(svg, `Railroad diagram of ${rule.id}`))}<pre class="source"><code>${rule.source}</code></pre></div>`;
}

/** All protocols, with a page below for each. */
export async function protocolsPage(subjects: readonly Subject[], root: string, embeds: Embeds): Promise<Page> {
  const models = subjects.map(({ model }) => model);
  const text = new PageText(embeds)
    .paragraph(markup`Each protocol is one file in <code>spec/</code>; everything on its pages is made from that file.`)
    .html(
      markup`<ul class="cards wide">${models.map(
        (model) =>
          markup`<li>${pageLink(protocolKey(model), model.name)}<span>${inlineProse(firstSentence(model.doc))}</span></li>`,
      )}</ul>`,
    );
  const children = await Promise.all(subjects.map((subject) => protocolPage(subject, models, root, embeds)));
  const about = 'Messages, session, requirements, examples, findings.';
  return { key: 'protocols', title: 'Protocols', about, text: text.toString(), children };
}

function firstSentence(doc: string): string {
  return /^.*?[.:!?](?=\s|$)/s.exec(doc)?.[0].replaceAll('\n', ' ') ?? doc;
}
