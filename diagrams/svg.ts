/** SVG as text: what all diagrams are written with. Colours are the page's, by `diagramStyle`, so that dark and light work. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** How far a part of a diagram has been come to, where somebody has counted. */
export type Mark = 'covered' | 'uncovered' | 'failed';

/** What is written in front of a marked label: a mark is never told by its colour alone. */
export const MARK_SIGNS: Readonly<Record<Mark, string>> = { covered: '✓', uncovered: '○', failed: '✗' };

/** The text as it may stand in an element or in an attribute. Characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
  );
}

export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? rounded(value) : escapeXml(value)}"`],
  );
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

/** Coordinates to a tenth: what is finer nobody sees. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The height of a line of text, and of its letters, in the diagrams' own units: pixels, unless the page scales it. */
export const FONT_SIZE = 13;
export const LINE_HEIGHT = 18;
/** What a letter of a fixed-width face is wide, at most, in the faces that systems have. */
const ADVANCE = 0.61;

// East Asian wide and emoji blocks take two columns.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How wide a text is set, at most. */
export function textWidth(text: string, size = FONT_SIZE): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : 1;
  return columns * size * ADVANCE;
}

/** A line of text, its baseline so that it stands in the middle of `y`. */
export function textLine(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y: y + FONT_SIZE * 0.34, 'xml:space': 'preserve', ...attributes }, escapeXml(text));
}

export interface Drawing {
  /** Unique on the page: the ids of the title and of the description are made from it. */
  readonly id: string;
  /** What the diagram is, in a few words; read out first. */
  readonly title: string;
  /** All that the diagram shows, in words. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly class: string;
  readonly content: string;
}

/** The whole picture, for a place inside of a page: it is as wide as it is drawn, never wider than what holds it asks for. */
export function drawing({ id, title, description, width, height, class: kind, content }: Drawing): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const words =
    element('title', { id: `${id}-title` }, escapeXml(title)) +
    element('desc', { id: `${id}-desc` }, escapeXml(description));
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `diagram ${kind}`,
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-desc`,
      width: w,
      height: h,
      viewBox: `0 0 ${w} ${h}`,
      'font-size': FONT_SIZE,
    },
    words + content,
  );
}
