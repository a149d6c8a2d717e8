import { type Markup, markup } from '../diagrams/markup.js';

/** A page of the site that is made from the model: its text in Markdown, so that its headings are in the navigation. */
export interface Page {
  /** By what links name it: unique, and no part of its address. */
  readonly key: string;
  readonly title: string;
  /** What it is about, where it stands in a list. */
  readonly about?: string;
  readonly text: string;
  /** Pages below it, and files of docs/ that stand here under a title of their own. */
  readonly children: readonly (Page | FilePage)[];
}

/** A page that somebody has written: a Markdown file of the project. */
export interface FilePage {
  readonly title: string;
  /** Its path in the project. */
  readonly file: string;
}

/** Pieces of HTML that stand in Markdown under a number, so that no Markdown rule can touch them, nor the search index grow by them. */
export class Embeds {
  private readonly pieces: Markup[] = [];

  add(piece: Markup): string {
    this.pieces.push(piece);
    return `<div data-embed="${this.pieces.length - 1}"></div>`;
  }

  /** Puts the pieces in their places. */
  fill(html: string): string {
    return html.replace(/<div data-embed="(\d+)"><\/div>/g, (_, nth) => this.pieces[Number(nth)]?.text ?? '');
  }
}

/** The text of a page on its way. */
export class PageText {
  private readonly parts: string[] = [];

  constructor(private readonly embeds: Embeds) {}

  heading(level: 2 | 3 | 4, text: string): this {
    this.parts.push(`${'#'.repeat(level)} ${text.replace(/[\\`*_{}[\]<>#@|~!]/g, '\\$&')}`);
    return this;
  }

  html(piece: Markup): this {
    if (piece.text !== '') this.parts.push(this.embeds.add(piece));
    return this;
  }

  /** What a spec says in its comments: paragraphs, lists and `code`. */
  prose(text: string): this {
    return this.html(proseMarkup(text));
  }

  paragraph(piece: Markup): this {
    return this.html(markup`<p>${piece}</p>`);
  }

  toString(): string {
    return this.parts.join('\n\n');
  }
}

/** Paragraphs and lists of a comment. */
export function proseMarkup(text: string): Markup {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  return markup`${blocks.map((block) => {
    const lines = block.split('\n').map((line) => line.trim());
    if (!lines.every((line) => line.startsWith('- '))) return markup`<p>${inlineProse(lines.join(' '))}</p>`;
    return markup`<ul>${lines.map((line) => markup`<li>${inlineProse(line.slice(2))}</li>`)}</ul>`;
  })}`;
}

/** One line of prose: what stands between backticks is code. */
export function inlineProse(text: string): Markup {
  const pieces = text.split(/(`[^`]+`)/);
  return markup`${pieces.map((piece) =>
    /^`[^`]+`$/.test(piece) ? markup`<code>${piece.slice(1, -1)}</code>` : piece,
  )}`;
}
