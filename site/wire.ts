import { type Content, type Markup, markup } from '../diagrams/markup.js';
import { visibleParts } from '../diagrams/visible-text.js';
import { type Model, terminatorOf } from '../runtime/index.js';

/** A text as it stands on the wire: what cannot be seen by its name, the frame's end behind it. */
export function wireText(model: Model, direction: 'client' | 'server', text: string): Markup {
  const end = terminatorOf(model.framing[direction]);
  return markup`<code class="wire">${visible(text)}${end === '' ? '' : markup`<span class="frame-end" title="the end of the frame">${visible(end)}</span>`}</code>`;
}

/** A message's values, or any other text that is shown in code. */
export function visible(text: string): Content {
  return visibleParts(text).map((part) =>
    'name' in part ? markup`<span class="unseen">${part.name}</span>` : part.text,
  );
}

/** Bytes in hexadecimal, two digits each, so that lines break between them. */
export function hexBytes(model: Model, direction: 'client' | 'server', hex: string): Markup {
  const end = Buffer.from(terminatorOf(model.framing[direction])).toString('hex');
  const pairs = (all: string): string => (all.match(/../g) ?? []).join(' ');
  return markup`<code class="bytes">${pairs(hex)}${end === '' ? '' : markup` <span class="frame-end">${pairs(end)}</span>`}</code>`;
}
