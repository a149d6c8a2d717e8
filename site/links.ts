/** Where pages are, by name. `page:` and `api:` are filled in when the site is written; one that leads nowhere fails the build. */

import { Markup, markup } from '../diagrams/markup.js';
import type { Clause, Model } from '../runtime/model.js';

export type Section =
  | 'session'
  | 'requirements'
  | 'sections'
  | 'examples'
  | 'findings'
  | 'changes'
  | 'spec'
  | 'messages';

export function protocolKey(model: Model, section?: Section): string {
  return section === undefined ? `protocol ${model.name}` : `protocol ${model.name} ${section}`;
}

export function messageKey(model: Model, message: string): string {
  return `message ${model.name} ${message}`;
}

export function requirementKey(id: string): string {
  return `requirement ${id}`;
}

/** A link to a page that is made here. */
export function pageLink(key: string, text: Markup | string, fragment = ''): Markup {
  return markup`<a href="page:${encodeURIComponent(key)}${fragment === '' ? '' : `#${fragment}`}">${text}</a>`;
}

/** A link to what a module exports; without a name, to the module itself. */
export function apiLink(module: string, name: string | undefined, text: Markup | string): Markup {
  return markup`<a href="api:${encodeURIComponent(module)}${name === undefined ? '' : `#${name}`}">${text}</a>`;
}

export function messageLink(model: Model, message: string): Markup {
  return pageLink(messageKey(model, message), markup`<code>${message}</code>`);
}

export function requirementLink(id: string, text = id): Markup {
  // A long id breaks behind its slashes.
  const pieces = text.split(/(?<=\/)/);
  return pageLink(
    requirementKey(id),
    markup`<code>${pieces.map((piece) => markup`<span class="piece">${piece}</span><wbr>`)}</code>`,
  );
}

export function stateLink(model: Model, state: string): Markup {
  return pageLink(protocolKey(model, 'session'), markup`<code>${state}</code>`, fragmentOf('state', state));
}

export function ruleLink(model: Model, rule: string): Markup {
  return pageLink(protocolKey(model), markup`<code>${rule}</code>`, fragmentOf('rule', rule));
}

/** The section of the source that a clause comes from, in the list of them. */
export function sectionLink(model: Model, clause: Pick<Clause, 'source'>): Markup {
  if (clause.source === undefined) return markup`–`;
  return pageLink(protocolKey(model, 'sections'), clause.source, fragmentOf('section', clause.source));
}

/** A line of the spec. */
export function lineLink(model: Model, line: number): Markup {
  return pageLink(protocolKey(model, 'spec'), `${model.file}:${line}`, `L${line}`);
}

/** An id that a text has in a page. */
export function fragmentOf(kind: string, name: string): string {
  return `${kind}-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
}

/** A text of the spec's own words, in which names of messages, rules and states are links. */
export function linkedWords(model: Model, text: string): Markup {
  const { client, server } = model.messages;
  const links = new Map<string, Markup>();
  for (const { name } of model.session.states) links.set(name, stateLink(model, name));
  for (const { id } of model.rules) links.set(id, ruleLink(model, id));
  for (const { id } of [...client, ...server]) links.set(id, messageLink(model, id));
  const pieces = text.split(/("(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_.]*)/u);
  return markup`<code>${pieces.map((piece) => unwrapped(links.get(piece)) ?? piece)}</code>`;
}

/** The link without a `code` of its own: it stands in one. */
function unwrapped(link: Markup | undefined): Markup | undefined {
  return link && new Markup(link.text.replace(/<\/?code>/g, ''));
}

/** A link to a page that somebody has written, by its path in the project. */
export function fileLink(file: string, text: Markup | string, fragment = ''): Markup {
  return markup`<a href="file:${encodeURIComponent(file)}${fragment === '' ? '' : `#${fragment}`}">${text}</a>`;
}
