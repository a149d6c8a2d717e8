/**
 * The pieces that railroad diagrams are made of. Each is as wide as it says, is entered and left on its own line, and
 * reaches so far above and below it. What libraries there are for this (railroad-diagrams and its forks) carry no types,
 * keep their settings in globals, fold no long sequence for a narrow page, and cannot mark what has been covered.
 */

import { element, escapeXml, FONT_SIZE, MARK_SIGNS, type Mark, rounded, textLine, textWidth } from './svg.js';

export interface Box {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** Draws itself, entered at the left end of its line. */
  draw(x: number, y: number): string;
}

const RADIUS = 8;
const GAP = 14;
const HALF = 13;
const SMALL = FONT_SIZE - 2;

export type Shape = 'literal' | 'rule' | 'class';

const SHAPES: Readonly<Record<Shape, string>> = { literal: 'box strong', rule: 'box', class: 'box dashed' };

/** A word that stands for itself (round), for a rule (angular), or for one character of a class (dashed). */
export function word(text: string, shape: Shape, mark?: Mark, withSign = true): Box {
  const shown = mark === undefined || !withSign ? text : `${MARK_SIGNS[mark]} ${text}`;
  const width = Math.max(textWidth(shown) + 18, 2 * HALF);
  const look = { class: `${SHAPES[shape]} ${mark ?? ''}`.trim(), rx: shape === 'literal' ? HALF : 3 };
  return {
    width,
    up: HALF,
    down: HALF,
    draw: (x, y) =>
      element('rect', { ...look, x, y: y - HALF, width, height: 2 * HALF }) +
      textLine(x + width / 2, y, shown, { class: mark, 'text-anchor': 'middle' }),
  };
}

/** The box behind the sign of a mark, where there is one: how far this way has been come to. */
export function signed(box: Box, mark: Mark | undefined): Box {
  return mark === undefined ? box : oneRow([sign(mark), box]);
}

function sign(mark: Mark): Box {
  return {
    width: textWidth(MARK_SIGNS[mark]) + 4,
    up: HALF,
    down: HALF,
    draw: (x, y) => textLine(x + 2, y, MARK_SIGNS[mark], { class: mark }),
  };
}

/** Nothing at all: the line goes on. */
export const nothing: Box = { width: 0, up: 0, down: 0, draw: () => '' };

/** One after the other, on as many rows as the width asks for. */
export function sequence(boxes: readonly Box[], maxWidth: number): Box {
  const rows: Box[][] = [];
  let width = 0;
  for (const box of boxes) {
    const row = rows.at(-1);
    if (row === undefined || width + GAP + box.width > maxWidth) {
      rows.push([box]);
      width = box.width;
    } else {
      row.push(box);
      width += GAP + box.width;
    }
  }
  const lines = rows.map((row) => oneRow(row));
  return lines.length > 1 ? stacked(lines) : (lines[0] ?? nothing);
}

function oneRow(boxes: readonly Box[]): Box {
  return {
    width: sum(boxes.map(({ width }) => width)) + GAP * (boxes.length - 1),
    up: most(boxes.map(({ up }) => up)),
    down: most(boxes.map(({ down }) => down)),
    draw: (x, y) => {
      const drawn: string[] = [];
      let at = x;
      for (const [nth, box] of boxes.entries()) {
        if (nth > 0) drawn.push(track(at, y, [`h${GAP}`]));
        if (nth > 0) at += GAP;
        drawn.push(box.draw(at, y));
        at += box.width;
      }
      return drawn.join('');
    },
  };
}

/** Rows under each other, joined by a line that runs back to the left; behind the last one it leads up again. */
function stacked(rows: readonly Box[]): Box {
  const inner = most(rows.map(({ width }) => width));
  const width = inner + 6 * RADIUS;
  const levels: number[] = [];
  for (const [nth, row] of rows.entries()) {
    const above = rows[nth - 1];
    levels.push(above === undefined ? 0 : (levels[nth - 1] ?? 0) + above.down + row.up + 4 * RADIUS);
  }
  return {
    width,
    up: rows[0]?.up ?? 0,
    down: (levels.at(-1) ?? 0) + (rows.at(-1)?.down ?? 0),
    draw: (x, y) => {
      const left = x + 2 * RADIUS;
      const drawn = [track(x, y, [`h${2 * RADIUS}`])];
      for (const [nth, row] of rows.entries()) {
        const at = y + (levels[nth] ?? 0);
        const end = left + row.width;
        const next = levels[nth + 1];
        drawn.push(row.draw(left, at));
        if (next === undefined) {
          const corner = x + width - 2 * RADIUS;
          drawn.push(track(end, at, [`H${rounded(corner)}`, RIGHT_UP, `V${rounded(y + RADIUS)}`, UP_RIGHT]));
        } else {
          const between = at + row.down + 2 * RADIUS;
          const back = [
            RIGHT_DOWN,
            `V${rounded(between - RADIUS)}`,
            DOWN_LEFT,
            `H${rounded(left - RADIUS)}`,
            LEFT_DOWN,
          ];
          drawn.push(track(end, at, [...back, `V${rounded(y + next - RADIUS)}`, DOWN_RIGHT, `H${rounded(left)}`]));
        }
      }
      return drawn.join('');
    },
  };
}

/** One of several, the first on the line itself. */
export function choice(boxes: readonly Box[]): Box {
  const [first = nothing, ...others] = boxes;
  const inner = most(boxes.map(({ width }) => width));
  let level = 0;
  let below = first.down;
  const levels = others.map((box) => {
    level += Math.max(below + box.up + 6, 2 * RADIUS);
    below = box.down;
    return level;
  });
  return {
    width: inner + 4 * RADIUS,
    up: first.up,
    down: level + below,
    draw: (x, y) => {
      const left = x + 2 * RADIUS;
      const right = left + inner;
      const drawn = [through(x, y, first, inner + 4 * RADIUS, 2 * RADIUS)];
      for (const [nth, box] of others.entries()) {
        const at = y + (levels[nth] ?? 0);
        drawn.push(
          track(x, y, [RIGHT_DOWN, `V${rounded(at - RADIUS)}`, DOWN_RIGHT]),
          box.draw(left, at),
          track(left + box.width, at, [`H${rounded(right)}`, RIGHT_UP, `V${rounded(y + RADIUS)}`, UP_RIGHT]),
        );
      }
      return drawn.join('');
    },
  };
}

/** The box, or past it; how far the way past it has been come to stands over it. */
export function optional(box: Box, past?: Mark): Box {
  const level = Math.max(box.up + 6, 2 * RADIUS);
  const width = box.width + 4 * RADIUS;
  const above = past === undefined ? 0 : SMALL + 4;
  return {
    width,
    up: level + above,
    down: box.down,
    draw: (x, y) => {
      const right = x + width - 2 * RADIUS;
      const over = [RIGHT_UP, `V${rounded(y - level + RADIUS)}`, UP_RIGHT, `H${rounded(right)}`];
      return (
        through(x, y, box, width, 2 * RADIUS) +
        track(x, y, [...over, RIGHT_DOWN, `V${rounded(y - RADIUS)}`, DOWN_RIGHT]) +
        (past === undefined
          ? ''
          : textLine(x + width / 2, y - level - SMALL / 2 - 2, MARK_SIGNS[past], {
              class: past,
              'text-anchor': 'middle',
            }))
      );
    },
  };
}

/** What stands under a loop, in pieces. */
export type Note = readonly { readonly text: string; readonly mark?: Mark }[];

/** The box, and back again: over the separator, and so often as the note says. */
export function loop(box: Box, pieces: Note, separator?: Box): Box {
  const back = separator ?? nothing;
  const note = pieces.map(({ text }) => text).join(NOTE_GAP);
  const width = Math.max(box.width, back.width, textWidth(note, SMALL)) + 4 * RADIUS;
  const level = Math.max(box.down + back.up + 6, 2 * RADIUS);
  const noteHeight = note === '' ? 0 : SMALL + 6;
  return {
    width,
    up: box.up,
    down: level + back.down + noteHeight,
    draw: (x, y) => {
      const [left, right, at] = [x + 2 * RADIUS, x + width - 2 * RADIUS, y + level];
      const middle = (left + right - back.width) / 2;
      return [
        through(x, y, box, width, (width - box.width) / 2),
        track(right, y, [RIGHT_DOWN, `V${rounded(at - RADIUS)}`, DOWN_LEFT, `H${rounded(middle + back.width)}`]),
        back.draw(middle, at),
        track(middle, at, [`H${rounded(left)}`, LEFT_UP, `V${rounded(y + RADIUS)}`, UP_RIGHT]),
        note === '' ? '' : noteLine(x + width / 2, at + back.down + SMALL * 0.75, pieces),
      ].join('');
    },
  };
}

const NOTE_GAP = '  ';

function noteLine(x: number, y: number, pieces: Note): string {
  const spans = pieces.map(({ text, mark }, nth) =>
    element('tspan', { class: mark ?? 'soft' }, escapeXml(`${nth === 0 ? '' : NOTE_GAP}${text}`)),
  );
  return element(
    'text',
    { x, y: y + FONT_SIZE * 0.34, 'xml:space': 'preserve', 'text-anchor': 'middle', 'font-size': SMALL },
    spans.join(''),
  );
}

/** The box under the name of the field that it binds. */
export function named(name: string, box: Box): Box {
  const label = `${name}:`;
  const pad = 8;
  const width = Math.max(box.width, textWidth(label, SMALL)) + 2 * pad;
  const up = box.up + SMALL + 10;
  const down = box.down + 6;
  return {
    width,
    up,
    down,
    draw: (x, y) =>
      element('rect', { class: 'box dashed', x, y: y - up, width, height: up + down, rx: 6 }) +
      textLine(x + pad, y - up + SMALL * 0.5 + 4, label, { class: 'soft', 'font-size': SMALL }) +
      through(x, y, box, width, (width - box.width) / 2),
  };
}

/** The ends of the line: where reading starts, and where it is done. */
export function between(box: Box): Box {
  const width = box.width + 2 * GAP + 12;
  const bar = (x: number, y: number): string => track(x, y - 8, ['v16']) + track(x + 4, y - 8, ['v16']);
  return {
    width,
    up: Math.max(box.up, 8),
    down: Math.max(box.down, 8),
    draw: (x, y) => bar(x + 1, y) + through(x + 5, y, box, width - 10, GAP + 1) + bar(x + width - 5, y),
  };
}

/** The box on a line that is longer than itself. */
function through(x: number, y: number, box: Box, width: number, before: number): string {
  const start = x + before;
  return (
    track(x, y, [`H${rounded(start)}`]) + box.draw(start, y) + track(start + box.width, y, [`H${rounded(x + width)}`])
  );
}

const R = RADIUS;
const RIGHT_DOWN = `q${R} 0 ${R} ${R}`;
const RIGHT_UP = `q${R} 0 ${R} ${-R}`;
const UP_RIGHT = `q0 ${-R} ${R} ${-R}`;
const DOWN_RIGHT = `q0 ${R} ${R} ${R}`;
const DOWN_LEFT = `q0 ${R} ${-R} ${R}`;
const LEFT_DOWN = `q${-R} 0 ${-R} ${R}`;
const LEFT_UP = `q${-R} 0 ${-R} ${-R}`;

function track(x: number, y: number, steps: readonly string[]): string {
  return element('path', { class: 'line', d: `M${rounded(x)} ${rounded(y)}${steps.join('')}` });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function most(values: readonly number[]): number {
  return Math.max(0, ...values);
}
