import {
  type Expr,
  expressionSource,
  expressionsIn,
  findRule,
  type MessageModel,
  type Model,
} from '../../runtime/index.js';

/** One of the ways that a definition of the grammar leaves open: an alternative, or how often something is repeated. */
export interface Way {
  /** The message or rule that is defined. */
  readonly definition: string;
  /** The part of its definition that has several ways, as the spec writes it; of a message itself the whole. */
  readonly part: string;
  /** This one, in words; an alternative as the spec writes it. */
  readonly way: string;
}

/** A message, or a rule that messages are made of, and all that its definition leaves open. */
export interface Definition {
  readonly name: string;
  /** Of a message itself: whether it occurred at all. */
  readonly occurs: Way | undefined;
  /** For each part that can be spelt in several ways, these, in the order of `waysOf`. */
  readonly ways: ReadonlyMap<Expr, readonly Way[]>;
  /** The rules that it refers to. */
  readonly refersTo: readonly string[];
}

/** All that texts of messages can be made of, in the order of the spec: clients' messages, the server's, rules. */
export function definitionsOf(model: Model): readonly Definition[] {
  const { client, server } = model.messages;
  const messages = [...client, ...server].map(messageDefinition);
  const rules = new Map<string, Definition>();
  const follow = (name: string): void => {
    if (rules.has(name)) return;
    const made = definition(name, undefined, [findRule(model, name).expr]);
    rules.set(name, made);
    made.refersTo.forEach(follow);
  };
  for (const { refersTo } of messages) refersTo.forEach(follow);
  return [...messages, ...model.rules.flatMap(({ id }) => rules.get(id) ?? [])];
}

function messageDefinition({ id, direction, parts, source }: MessageModel): Definition {
  const form = source.slice(source.indexOf('=') + 1).trim();
  const occurs = { definition: id, part: form, way: direction === 'client' ? 'taken' : 'sent' };
  return definition(
    id,
    occurs,
    parts.map(({ expr }) => expr),
  );
}

function definition(name: string, occurs: Way | undefined, exprs: readonly Expr[]): Definition {
  const all = exprs.flatMap(expressionsIn);
  const ways = all.flatMap((expr) => {
    const part = expressionSource(expr);
    const found = waysOf(expr).map((way): Way => ({ definition: name, part, way }));
    return found.length === 0 ? [] : [[expr, found] as const];
  });
  const refersTo = all.flatMap((expr) => (expr.kind === 'reference' ? [expr.rule] : []));
  return { name, occurs, ways: new Map(ways), refersTo: [...new Set(refersTo)] };
}

export type Repeat = Expr & { readonly kind: 'repeat' };

/** The ways of one part, in words; none where it leaves nothing open. */
export function waysOf(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case 'choice':
      return expr.of.map(expressionSource);
    case 'repeat':
      return countsOf(expr).map((counts) => inWords(counts, expr));
    case 'literal':
      return expr.fold === 'ascii' && /[A-Za-z]/.test(expr.text) ? ['as it is written', 'in other case'] : [];
    default:
      return [];
  }
}

/** Both ends included; `null`: without end. */
type Counts = readonly [from: number, to: number | null];

/** What is told apart of how often something is repeated: the fewest times, the most, and what lies between. */
function countsOf({ min, max }: Repeat): readonly Counts[] {
  if (min === max) return [];
  if (max === null)
    return [
      [min, min],
      [min + 1, null],
    ];
  const between: readonly Counts[] = max > min + 1 ? [[min + 1, max - 1]] : [];
  return [[min, min], ...between, [max, max]];
}

/** Which of a repetition's ways it is to go round so often. */
export function wayOfCount(expr: Repeat, count: number): number {
  return countsOf(expr).findIndex(([from, to]) => count >= from && (to === null || count <= to));
}

function inWords([from, to]: Counts, { max }: Repeat): string {
  if (from === 0 && to === 0) return max === 1 ? 'without it' : 'none';
  if (max === 1) return 'with it';
  if (to === null) return from === 1 ? 'once or more' : from === 2 ? 'more than once' : `${from} times or more`;
  if (from !== to) return `${from} to ${to} times`;
  return from === 1 ? 'once' : `${from} times`;
}
