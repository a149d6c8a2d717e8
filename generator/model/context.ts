import type { At } from '../../runtime/model.js';
import type { Report } from '../diagnostics/report.js';
import type { Span, Word } from '../language/syntax/index.js';

/** What every part of the resolver shares. */
export interface Context {
  readonly report: Report;
  /** Where the nodes of the model stand, for findings that come after it is made. */
  readonly places: WeakMap<object, Span>;
}

/** The place of a node, as the model keeps it. */
export function at(span: Span): At {
  return { line: span.start.line, column: span.start.column };
}

/** Keeps where a node of the model came from, and hands the node back. */
export function placed<Node extends object>(context: Context, node: Node, span: Span): Node {
  context.places.set(node, span);
  return node;
}

/** Words that would be read as something else where a field, an attribute or a member is named. */
const words = new Set(['self', 'world', 'any', 'not', 'all', 'others', 'kind']);

/** Whether a name is free to be given. What every object has already would be found where nothing was set. */
export function checkName(context: Context, name: Word, what: string): void {
  if (words.has(name.text) || name.text in Object.prototype) {
    context.report.add('P211', name.span, { name: name.text, what });
  }
}

/**
 * Things by their names, each once.
 * @param what - the kind of thing, for the message: `the rule`.
 */
export function byName<Thing extends { readonly name: Word }>(
  context: Context,
  things: readonly Thing[],
  what: string,
): ReadonlyMap<string, Thing> {
  const known = new Map<string, Thing>();
  for (const thing of things) {
    const first = known.get(thing.name.text);
    if (first === undefined) known.set(thing.name.text, thing);
    else reportTwice(context, thing.name, what, first.name.span);
  }
  return known;
}

export function reportTwice(context: Context, name: Word, what: string, first: Span): void {
  context.report.add('P210', name.span, { what, name: name.text, line: first.start.line });
}
