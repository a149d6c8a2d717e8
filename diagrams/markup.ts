/** A piece of HTML or SVG whose texts are escaped already. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: texts are escaped, lists are joined, and what is left out leaves nothing. */
export type Content = Markup | string | number | false | undefined | readonly Content[];

/** HTML or SVG with values in it. Whatever is no `Markup` is a text, and escaped: as content and in quoted attributes. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    pieces.reduce((text, piece, at) => (at === 0 ? piece : text + contentText(values[at - 1]) + piece), ''),
  );
}

function contentText(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(contentText).join('');
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text as content of an element, or between quotes as an attribute's value. What would not show, would change how its
 * neighbours look, or may not stand in a document at all (controls, bidirectional marks, halves of characters) is shown
 * as `\u{…}`; line feeds and tabs stay.
 */
export function escaped(text: string): string {
  return text
    .replace(UNSHOWN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const UNSHOWN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
