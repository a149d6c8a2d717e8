import { Markup, markup } from './markup.js';
import { type Lane, type Layout, layoutOf, type PlacedRow } from './sequence-diagram-layout.js';

/** An exchange as plain data: who takes part, and what happens, from the first to the last. */
export interface SequenceDiagram {
  /** What it shows, for those who can't see it. */
  readonly title: string;
  /** Stands in front of every id, so that ids are unique on a page with several diagrams. */
  readonly id: string;
  /** Who takes part, from left to right. */
  readonly lanes: readonly string[];
  readonly rows: readonly SequenceRow[];
}

/** One thing that happens. */
export interface SequenceRow {
  /**
   * `send`: a message; `connect`; `fin`: the end of what one side sends; `rst`: a cut; `missing`: what should have been sent
   * and was not; `note`: something at a lane, sent to nobody (`to` is the same as `from`).
   */
  readonly kind: 'send' | 'connect' | 'fin' | 'rst' | 'missing' | 'note';
  /** Places in `lanes`. */
  readonly from: number;
  readonly to: number;
  /** What went over the wire, shown quoted as in a spec, in hexadecimal where it is not UTF-8. */
  readonly wire?: string | Uint8Array;
  /** What is said of it in words: in place of `wire`. */
  readonly text?: string;
  /** When, as it is to be shown: `12 ms`. */
  readonly time?: string;
  /** It is what must not be. */
  readonly fault?: boolean;
  /** From here on the lane is connected, or is no more. A lane that no row begins is connected from the start. */
  readonly begins?: number;
  readonly ends?: number;
}

const COLOURS = {
  ink: 'var(--diagram-ink, currentColor)',
  muted: 'var(--diagram-muted, currentColor)',
  ground: 'var(--diagram-ground, Canvas)',
  fault: 'var(--diagram-fault, #c62828)',
  faultGround: 'var(--diagram-fault-ground, rgba(198, 40, 40, 0.12))',
} as const;

const MONOSPACED = 'ui-monospace, SFMono-Regular, Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, monospace';

/**
 * A sequence diagram in SVG. Its colours are the CSS variables `--diagram-ink`, `-muted`, `-ground`, `-fault` and
 * `-fault-ground`, so that it follows the page's light and dark; it is as wide as a phone for up to four lanes. Texts are
 * escaped, what does not show in them is made visible, and what is too long is cut, more of it in a tooltip.
 */
export function sequenceDiagramSvg(diagram: SequenceDiagram): string {
  const layout = layoutOf(diagram);
  const { width, height } = layout;
  const ids = `${diagram.id}-title ${diagram.id}-desc`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="sequence-diagram${layout.isNarrow ? ' narrow' : ''}" role="img" aria-labelledby="${ids}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${new Markup(MONOSPACED)}" font-size="${layout.fontSize}"><title id="${diagram.id}-title">${diagram.title}</title><desc id="${diagram.id}-desc">${told(diagram, layout)}</desc>${[
    layout.rows.filter(({ row }) => row.fault === true).map((placed) => faultGround(placed, layout)),
    layout.lanes.map((lane) => lifeline(lane, layout)),
    layout.lanes.map(heading),
    layout.rows.map((placed) => rowMarkup(placed)),
  ]}</svg>`.text;
}

/** The exchange in words, a sentence a row. */
function told({ lanes, rows }: SequenceDiagram, layout: Layout): string {
  const name = (lane: number): string => lanes[lane] ?? `#${lane}`;
  return rows
    .map((row, at) => {
      const what = layout.rows[at]?.lines.join(' ') ?? '';
      const who = row.from === row.to ? name(row.from) : `${name(row.from)} to ${name(row.to)}`;
      return `${at + 1}. ${row.fault === true ? 'At fault: ' : ''}${who}: ${row.kind === 'missing' ? 'missing: ' : ''}${what}`;
    })
    .join('\n');
}

function faultGround({ top, bottom }: PlacedRow, { width }: Layout): Markup {
  return markup`<rect x="0" y="${top}" width="${width}" height="${bottom - top}" fill="${COLOURS.faultGround}"/><rect x="0" y="${top}" width="3" height="${bottom - top}" fill="${COLOURS.fault}"/>`;
}

/** Solid while it is connected, dotted before and after. */
function lifeline({ x, from, to }: Lane, { headHeight, height }: Layout): Markup {
  const piece = (y1: number, y2: number, connected: boolean): Markup | false =>
    y2 > y1 &&
    markup`<line x1="${x}" x2="${x}" y1="${y1}" y2="${y2}" stroke="${COLOURS.muted}" stroke-width="1"${
      connected ? '' : markup` stroke-dasharray="1 5" opacity="0.6"`
    }/>`;
  return markup`${[piece(headHeight, from, false), piece(from, to, true), piece(to, height, false)]}`;
}

function heading({ x, box, name, whole }: Lane): Markup {
  return markup`<g>${name === whole ? undefined : markup`<title>${whole}</title>`}<rect x="${x - box / 2}" y="1" width="${box}" height="22" rx="4" fill="${COLOURS.ground}" stroke="${COLOURS.muted}"/><text x="${x}" y="16" text-anchor="middle" font-weight="600" font-size="12" fill="${COLOURS.ink}">${name}</text></g>`;
}

function rowMarkup({ row, lines, whole, x, top, lineHeight, arrowY, from, to, timeX }: PlacedRow): Markup {
  const colour = row.fault === true ? COLOURS.fault : COLOURS.ink;
  const label = lines.map(
    (line, at) =>
      markup`<text x="${x}" y="${top + lineHeight * (at + 1)}" fill="${colour}"${
        row.fault === true ? markup` font-weight="600"` : ''
      } stroke="${row.fault === true ? COLOURS.faultGround : COLOURS.ground}" stroke-width="4" paint-order="stroke" xml:space="preserve" direction="ltr">${line}</text>`,
  );
  const time =
    row.time === undefined
      ? undefined
      : markup`<text x="${timeX}" y="${arrowY + 4}" font-size="10" fill="${COLOURS.muted}">${row.time}</text>`;
  return markup`<g class="row ${row.kind}${row.fault === true ? ' fault' : ''}">${
    whole === undefined ? undefined : markup`<title>${whole}</title>`
  }${label}${arrow(row, { from, to, y: arrowY, colour })}${time}</g>`;
}

interface ArrowPlace {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly colour: string;
}

function arrow({ kind, fault }: SequenceRow, { from, to, y, colour }: ArrowPlace): Markup {
  if (kind === 'note') return markup`<circle cx="${from}" cy="${y}" r="3.5" fill="${colour}"/>`;
  const way = to < from ? -1 : 1;
  const tip = to - way * 1.5;
  const dash = kind === 'missing' ? markup` stroke-dasharray="5 5"` : '';
  const shaft = markup`<line x1="${from}" y1="${y}" x2="${tip - way * 6}" y2="${y}" stroke="${colour}" stroke-width="${
    fault === true ? 2 : 1.5
  }"${dash}/>`;
  const head = markup`<path d="M${tip} ${y}l${-8 * way} -4.5v9z" fill="${colour}"/>`;
  return markup`${shaft}${head}${endMark(kind, { from, to, y, colour }, way)}`;
}

/** A connection begins with a ring, ends with a bar, breaks with a cross. */
function endMark(kind: SequenceRow['kind'], { from, to, y, colour }: ArrowPlace, way: number): Markup | undefined {
  switch (kind) {
    case 'connect':
      return markup`<circle cx="${from}" cy="${y}" r="4" fill="${COLOURS.ground}" stroke="${colour}" stroke-width="1.5"/>`;
    case 'fin':
      return markup`<path d="M${from + way * 8} ${y - 6}v12" stroke="${colour}" stroke-width="2.5"/>`;
    case 'rst':
    case 'missing': {
      const x = kind === 'rst' ? from + way * 12 : (from + to) / 2;
      return markup`<path d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10" stroke="${colour}" stroke-width="2"/>`;
    }
    case 'send':
    case 'note':
      return undefined;
  }
}
