import type { Span, Syntax } from './syntax/index.js';

/** How many nodes and lists may stand inside each other: a guard inside a guard is three of them. */
const MAX_DEPTH = 600;

/** Where a spec is nested deeper than any step behind the parser can follow; undefined: nowhere. */
export function tooDeepIn(syntax: Syntax): Span | undefined {
  const open: { readonly value: unknown; readonly depth: number; readonly span: Span | undefined }[] = [
    { value: syntax, depth: 0, span: undefined },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    const span = 'span' in value ? (value.span as Span) : next.span;
    if (depth > MAX_DEPTH && span !== undefined) return span;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1, span });
  }
  return undefined;
}
