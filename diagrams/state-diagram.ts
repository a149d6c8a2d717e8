/**
 * A session as a state diagram, in the notation of UML: what leaves a state is an arrow, what stays in it stands in its
 * box. Graphviz lays it out; the drawing is ours, so that it follows the page's colours and can carry marks.
 */

import { type Graph, instance, type Viz } from '@viz-js/viz';
import type { SessionModel } from '../runtime/model.js';
import {
  drawing,
  element,
  FONT_SIZE,
  LINE_HEIGHT,
  MARK_SIGNS,
  type Mark,
  rounded,
  textLine,
  textWidth,
} from './svg.js';
import { type Place, type Transition, transitionsOf } from './transitions.js';

export interface StateDiagramOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** How far a clause or branch has been come to. A transition of several shows the worst of theirs. */
  readonly markOf?: (id: string) => Mark | undefined;
  /** The same of a state. */
  readonly markOfState?: (name: string) => Mark | undefined;
}

interface Line {
  readonly text: string;
  readonly mark: Mark | undefined;
}

interface Node {
  readonly key: string;
  readonly place: Place;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly Line[];
}

/** Draws the session of a model as an SVG element. */
export async function stateDiagram(session: SessionModel, options: StateDiagramOptions): Promise<string> {
  const transitions = transitionsOf(session);
  const lineOf = ({ label, ids }: Transition): Line => {
    const mark = worst(ids.map((id) => options.markOf?.(id)));
    return { text: mark === undefined ? label : `${MARK_SIGNS[mark]} ${label}`, mark };
  };
  const nodes = nodesOf(session, transitions, lineOf);
  const arrows = arrowsOf(transitions, lineOf);
  const layout = read((await graphviz()).renderString(graphOf(nodes, arrows), { format: 'json' }));
  const content = [
    ...arrows.map((arrow, nth) => drawArrow(arrow, layout, nth)),
    ...nodes.map((node) => drawNode(node, layout, options)),
  ];
  return drawing({
    id: options.id,
    title: options.title,
    description: describeTransitions(transitions, options.markOf),
    width: layout.width + 2 * MARGIN,
    height: layout.height + 2 * MARGIN,
    class: 'state-diagram',
    content: element('g', { transform: `translate(${MARGIN} ${MARGIN})` }, content.join('')),
  });
}

const MARGIN = 4;
const PADDING = 10;

let loaded: Promise<Viz> | undefined;

function graphviz(): Promise<Viz> {
  loaded ??= instance();
  return loaded;
}

function nodesOf(
  session: SessionModel,
  transitions: readonly Transition[],
  lineOf: (transition: Transition) => Line,
): readonly Node[] {
  const dot = { lines: [], width: 16, height: 16, name: '' };
  const found: Node[] = [{ key: keyOf('start'), place: 'start', ...dot }];
  for (const { name } of session.states) {
    const key = keyOf({ state: name });
    const lines = transitions.filter((one) => isInternal(one) && keyOf(one.from) === key).map(lineOf);
    const width = Math.max(textWidth(name, FONT_SIZE) * 1.05, ...lines.map(({ text }) => textWidth(text)));
    const height = LINE_HEIGHT * (1 + lines.length) + PADDING * (lines.length === 0 ? 1 : 2);
    found.push({ key, place: { state: name }, name, lines, width: Math.max(90, width + 2 * PADDING), height });
  }
  if (transitions.some(({ to }) => to === 'undefined')) {
    const name = 'undefined';
    const lines = [{ text: 'anything may follow', mark: undefined }];
    const width = textWidth('anything may follow') + 2 * PADDING;
    found.push({
      key: keyOf('undefined'),
      place: 'undefined',
      name,
      lines,
      width,
      height: 2 * LINE_HEIGHT + 2 * PADDING,
    });
  }
  if (transitions.some(({ to }) => to === 'end'))
    found.push({ key: keyOf('end'), place: 'end', ...dot, width: 20, height: 20 });
  return found;
}

/** One arrow for all that leads from one place to another. */
function arrowsOf(transitions: readonly Transition[], lineOf: (transition: Transition) => Line): readonly Arrow[] {
  const found = new Map<string, { from: string; to: string; lines: Line[] }>();
  for (const one of transitions) {
    if (isInternal(one)) continue;
    const [from, to] = [keyOf(one.from), keyOf(one.to)];
    const arrow = found.get(`${from} ${to}`) ?? { from, to, lines: [] };
    arrow.lines.push(lineOf(one));
    found.set(`${from} ${to}`, arrow);
  }
  return [...found.values()];
}

function isInternal({ from, to }: Transition): boolean {
  return keyOf(from) === keyOf(to);
}

function keyOf(place: Place): string {
  return typeof place === 'string' ? place : `state ${place.state}`;
}

function worst(marks: readonly (Mark | undefined)[]): Mark | undefined {
  return (['failed', 'uncovered', 'covered'] as const).find((mark) => marks.includes(mark));
}

/** What the diagram shows, in words. */
function describeTransitions(
  transitions: readonly Transition[],
  markOf: StateDiagramOptions['markOf'] = () => undefined,
): string {
  const said = transitions.map((one) => {
    const mark = worst(one.ids.map((id) => markOf(id)));
    const where = isInternal(one) ? `${nameOf(one.from)} stays` : `${nameOf(one.from)} to ${nameOf(one.to)}`;
    return `${where}: ${one.label}${mark === undefined ? '' : ` (${mark})`}.`;
  });
  return said.join(' ');
}

function nameOf(place: Place): string {
  if (typeof place === 'object') return place.state;
  return place === 'start' ? 'the start' : place === 'end' ? 'the end' : 'undefined';
}

// ---- layout

const POINTS_PER_INCH = 72;

function graphOf(nodes: readonly Node[], arrows: readonly Arrow[]): Graph {
  return {
    directed: true,
    graphAttributes: { rankdir: 'TB', nodesep: 0.45, ranksep: 0.45 },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    nodes: nodes.map(({ key, width, height, place }) => ({
      name: key,
      attributes: {
        width: width / POINTS_PER_INCH,
        height: height / POINTS_PER_INCH,
        ...(place === 'start' || place === 'end' ? { shape: 'circle' } : {}),
      },
    })),
    edges: arrows.map(({ from, to, lines }, nth) => ({
      tail: from,
      head: to,
      attributes: { comment: String(nth), label: { html: spaceFor(lines) } },
    })),
  };
}

/** A label of the size that its text takes on the page, whatever faces the layout knows. */
function spaceFor(lines: readonly Line[]): string {
  const width = Math.ceil(Math.max(...lines.map(({ text }) => textWidth(text))) + PADDING);
  const size = `WIDTH="${width}" HEIGHT="${lines.length * LINE_HEIGHT}"`;
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" ${size}><TR><TD></TD></TR></TABLE>`;
}

type Point = readonly [x: number, y: number];

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  /** By the number of the arrow: its curve, its tip, and the middle of its label. */
  readonly arrows: ReadonlyMap<
    number,
    { readonly curve: readonly Point[]; readonly tip: Point; readonly label: Point }
  >;
}

/** What Graphviz writes as `json`: attributes as text, y upwards. */
function read(json: string): Layout {
  const graph: {
    readonly bb: string;
    readonly objects: readonly { readonly name: string; readonly pos: string }[];
    readonly edges?: readonly { readonly comment: string; readonly pos: string; readonly lp: string }[];
  } = JSON.parse(json);
  const [, , width = 0, height = 0] = graph.bb.split(',').map(Number);
  const point = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return [x, height - y];
  };
  const arrows = (graph.edges ?? []).map(({ comment, pos, lp }) => {
    const words = pos.split(' ');
    const tip = point((words.find((word) => word.startsWith('e,')) ?? 'e,0,0').slice(2));
    const curve = words.filter((word) => !/^[es],/.test(word)).map(point);
    return [Number(comment), { curve, tip, label: point(lp) }] as const;
  });
  const nodes = new Map(graph.objects.map(({ name, pos }) => [name, point(pos)]));
  return { width, height, nodes, arrows: new Map(arrows) };
}

// ---- drawing

function drawNode(
  { key, place, name, lines, width, height }: Node,
  layout: Layout,
  options: StateDiagramOptions,
): string {
  const [x, y] = layout.nodes.get(key) ?? [0, 0];
  if (place === 'start') return element('circle', { class: 'dot', cx: x, cy: y, r: 7 });
  if (place === 'end') {
    return (
      element('circle', { class: 'line', cx: x, cy: y, r: 9 }) + element('circle', { class: 'dot', cx: x, cy: y, r: 5 })
    );
  }
  const [left, top] = [x - width / 2, y - height / 2];
  const mark = typeof place === 'object' ? options.markOfState?.(place.state) : undefined;
  const kind = `box ${place === 'undefined' ? 'dashed' : 'strong'} ${mark ?? ''}`.trim();
  const sign = mark === undefined ? '' : `${MARK_SIGNS[mark]} `;
  const head = top + LINE_HEIGHT / 2 + PADDING / 2;
  const content = [
    element('rect', { class: kind, x: left, y: top, width, height, rx: 8 }),
    textLine(x, head, `${sign}${name}`, { class: 'name', 'text-anchor': 'middle' }),
  ];
  if (lines.length > 0) {
    const rule = top + LINE_HEIGHT + PADDING;
    if (place !== 'undefined')
      content.push(element('path', { class: 'line', d: `M${rounded(left)} ${rounded(rule)}h${rounded(width)}` }));
    content.push(
      ...lines.map(({ text, mark: own }, nth) =>
        textLine(left + PADDING, rule + PADDING / 2 + LINE_HEIGHT * (nth + 0.5) - 1, text, { class: own ?? 'soft' }),
      ),
    );
  }
  return element('g', typeof place === 'object' ? { 'data-state': place.state } : {}, content.join(''));
}

function drawArrow({ lines, to }: Arrow, layout: Layout, nth: number): string {
  const found = layout.arrows.get(nth);
  if (found === undefined) return '';
  const { curve, tip, label } = found;
  const mark = worst(lines.map((line) => line.mark));
  const kind = (base: string): string => `${base}${mark === undefined ? '' : ` ${mark}`}`;
  const [first, ...rest] = curve.map(([x, y]) => `${rounded(x)} ${rounded(y)}`);
  const top = label[1] - (LINE_HEIGHT * lines.length) / 2;
  return element(
    'g',
    {},
    [
      element('path', {
        class: `${kind('line')}${to === 'undefined' ? ' dashed' : ''}`,
        d: `M${first}C${rest.join(' ')}`,
      }),
      element('path', { class: kind('head'), d: arrowHead(curve.at(-1) ?? tip, tip) }),
      ...lines.map(({ text, mark: own }, at) =>
        textLine(label[0], top + LINE_HEIGHT * (at + 0.5), text, { class: own, 'text-anchor': 'middle' }),
      ),
    ].join(''),
  );
}

function arrowHead([fromX, fromY]: Point, [x, y]: Point): string {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length];
  const [baseX, baseY] = [x - dx * 9, y - dy * 9];
  const point = (px: number, py: number): string => `${rounded(px)} ${rounded(py)}`;
  return `M${point(x, y)}L${point(baseX - dy * 4, baseY + dx * 4)}L${point(baseX + dy * 4, baseY - dx * 4)}Z`;
}
