import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markup } from '../diagrams/markup.js';
import { fileLink } from './links.js';
import { type Embeds, type FilePage, inlineProse, type Page, PageText } from './page.js';

/** Guides in the order in which they are read; what else is written in docs/ is reference. */
const GUIDES = ['judge-your-server', 'write-a-spec', 'use-generated-code', 'add-a-protocol'];

/** Pages of docs/ that stand elsewhere: below the protocol that they are about. */
const ELSEWHERE = /^docs\/findings\/(?!README)/;

export function guidesPage(root: string, embeds: Embeds): Page {
  const guides = GUIDES.map((name) => filePage(root, `docs/guides/${name}.md`));
  return listPage('guides', 'Guides', 'From nothing to a verdict, a spec, a program.', guides, root, embeds);
}

export function referencePage(root: string, embeds: Embeds): Page {
  const files = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''))
    .filter((file) => !file.startsWith('docs/guides/') && !file.startsWith('docs/site/') && !ELSEWHERE.test(file));
  const pages = files.map((file) => filePage(root, file)).sort((a, b) => (a.title < b.title ? -1 : 1));
  return listPage('reference', 'Reference', 'Each subject in full.', pages, root, embeds);
}

function filePage(root: string, file: string): FilePage {
  const title = /^# (.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1];
  if (title === undefined) throw new Error(`${file} has no title`);
  return { title: title.replaceAll('`', ''), file };
}

function listPage(
  key: string,
  title: string,
  about: string,
  children: readonly FilePage[],
  root: string,
  embeds: Embeds,
): Page {
  const cards = children.map(
    ({ file, title: name }) =>
      markup`<li>${fileLink(file, name)}<span>${inlineProse(firstSentence(readFileSync(join(root, file), 'utf8')))}</span></li>`,
  );
  const text = new PageText(embeds).paragraph(markup`${about}`).html(markup`<ul class="cards wide">${cards}</ul>`);
  return { key, title, about, text: text.toString(), children };
}

/** The first sentence of a page, links in it as their texts. */
function firstSentence(markdown: string): string {
  const paragraph =
    markdown
      .replace(/^# .*$/m, '')
      .trim()
      .split(/\n\s*\n/)[0] ?? '';
  const plain = paragraph
    .replaceAll('\n', ' ')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '');
  return /^.*?[.:](?=\s|$)/.exec(plain)?.[0].replace(/:$/, '.') ?? plain;
}
