/** A rule as a railroad diagram: whoever follows the line from left to right spells a text that the rule means. */

import type { Expr } from '../runtime/model.js';
import {
  type Box,
  between,
  choice,
  loop,
  type Note,
  named,
  nothing,
  optional,
  sequence,
  signed,
  word,
} from './railroad-boxes.js';
import { drawing, element, MARK_SIGNS, type Mark, textLine, textWidth } from './svg.js';
import { visibleText } from './visible-text.js';

export interface RailroadOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** The rule in words, or as it is written: what a reader who does not see the diagram is told. */
  readonly description: string;
  /** The width at which a sequence goes on in a new row, in pixels. */
  readonly maxWidth?: number;
  /** How far a part of the rule has been come to: a literal, a class or a reference. */
  readonly markOf?: (expr: Expr) => Mark | undefined;
  /**
   * Of a part that leaves something open, its ways, each with how far it has been come to: the alternatives of a choice, the
   * spellings of a literal, and how often a repetition goes round, the fewest times first.
   */
  readonly waysOf?: (expr: Expr) => readonly MarkedWay[] | undefined;
}

/** One way of a part that leaves something open. */
export interface MarkedWay {
  /** What it is called, where the line itself does not show it. */
  readonly name: string;
  readonly mark: Mark;
}

/** A rule, or a message's parts, and what is taken out of it. */
export interface Railroad {
  readonly expr: Expr;
  readonly except?: Expr | undefined;
}

const MAX_WIDTH = 640;
const MARGIN = 6;
const BUT_NOT = 'but not';

export function railroadDiagram({ expr, except }: Railroad, options: RailroadOptions): string {
  const boxes = [expr, ...(except === undefined ? [] : [except])].map((one) => between(boxOf(one, options)));
  const [main = nothing, without] = boxes;
  const indent = without === undefined ? 0 : textWidth(BUT_NOT) + 12;
  const width = Math.max(main.width, indent + (without?.width ?? 0));
  const below = main.up + main.down + (without === undefined ? 0 : without.up + 18);
  const content = [main.draw(MARGIN, MARGIN + main.up)];
  if (without !== undefined) {
    content.push(
      textLine(MARGIN, MARGIN + below, BUT_NOT, { class: 'soft' }),
      without.draw(MARGIN + indent, MARGIN + below),
    );
  }
  return drawing({
    id: options.id,
    title: options.title,
    description: options.description,
    width: width + 2 * MARGIN,
    height: below + (without?.down ?? 0) + 2 * MARGIN,
    class: 'railroad',
    content: element('g', {}, content.join('')),
  });
}

function boxOf(expr: Expr, options: RailroadOptions): Box {
  const maxWidth = options.maxWidth ?? MAX_WIDTH;
  const mark = options.markOf?.(expr);
  switch (expr.kind) {
    case 'literal': {
      if (expr.text === '') return nothing;
      const spellings = options.waysOf?.(expr);
      if (spellings !== undefined) return spelt(visibleText(expr.text), spellings);
      return word(`${visibleText(expr.text)}${expr.fold === 'ascii' ? ' (any case)' : ''}`, 'literal', mark);
    }
    case 'class':
      return word(expr.source === '.' ? 'any character' : expr.source, 'class', mark);
    case 'reference':
      return word(expr.rule, 'rule', mark);
    case 'capture':
      return named(expr.field, boxOf(expr.of, options));
    case 'sequence':
      return sequence(
        expr.of.map((one) => boxOf(one, options)).filter((box) => box.width > 0),
        maxWidth,
      );
    case 'choice': {
      const ways = options.waysOf?.(expr);
      return choice(expr.of.map((one, nth) => signed(boxOf(one, options), ways?.[nth]?.mark)));
    }
    case 'repeat':
      return repeated(expr, options);
  }
}

function repeated(expr: Expr & { readonly kind: 'repeat' }, options: RailroadOptions): Box {
  const inner = boxOf(expr.of, options);
  const { min, max, separator } = expr;
  if (max === 0) return nothing;
  const ways = options.waysOf?.(expr) ?? [];
  const [past, through] = min === 0 ? [ways[0]?.mark, ways.slice(1)] : [undefined, ways];
  if (max === 1) return min === 0 ? optional(signed(inner, through[0]?.mark), past) : inner;
  const note: Note = through.length === 0 ? [{ text: timesOf(min, max) }] : through.map(noted);
  const once = loop(inner, note, separator && boxOf(separator, options));
  return min === 0 ? optional(once, past) : once;
}

function noted({ name, mark }: MarkedWay): Note[number] {
  return { text: `${MARK_SIGNS[mark]} ${name}`, mark };
}

/** A literal that may be spelt in several ways. */
function spelt(text: string, ways: readonly MarkedWay[]): Box {
  const isOpen = ways.some(({ mark }) => mark === 'uncovered');
  const said = ways.map((way) => noted(way).text).join(', ');
  return word(`${text} (${said})`, 'literal', isOpen ? 'uncovered' : 'covered', false);
}

/** How often, where the line itself does not tell: nothing for once or more. */
function timesOf(min: number, max: number | null): string {
  if (max === null) return min <= 1 ? '' : `${min} times or more`;
  if (min === max) return `${max} times`;
  return min <= 1 ? `up to ${max} times` : `${min} to ${max} times`;
}
