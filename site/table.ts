import { type Content, type Markup, markup } from '../diagrams/markup.js';

export interface Row {
  readonly cells: readonly Content[];
  /** Its id in the page, for links. */
  readonly id?: string;
}

/** A table in a frame that scrolls where the page is narrow; the first cell of a row names it. Nothing for no rows. */
export function table(caption: string, heads: readonly string[], rows: readonly Row[]): Markup {
  if (rows.length === 0) return markup``;
  const body = rows.map(
    ({ cells, id }) =>
      markup`<tr${id === undefined ? '' : markup` id="${id}"`}>${cells.map((cell, nth) =>
        nth === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`,
      )}</tr>`,
  );
  return markup`<div class="table-frame" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${heads.map(
    (head) => markup`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Several things in a cell, one under the other. */
export function lines(contents: readonly Content[]): Markup {
  if (contents.length === 1) return markup`${contents}`;
  return markup`<ul class="plain">${contents.map((one) => markup`<li>${one}</li>`)}</ul>`;
}

/** Names and what they mean. */
export function facts(entries: readonly (readonly [name: string, value: Content])[]): Markup {
  return markup`<dl class="facts">${entries.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
