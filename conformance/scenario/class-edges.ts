import { type CodePointRange, type Expr, findRule, type Model } from '../../runtime/index.js';

/** How many characters are taken of one expression. */
const MOST = 60;

/** The characters on both sides of every border of an expression's classes: the last that is in, the first that is out. */
export function classEdges(model: Model, expr: Expr): readonly string[] {
  const edges = new Set<number>();
  for (const ranges of classesOf(model, expr)) {
    for (const [first, last] of ranges) for (const code of [first, first - 1, last, last + 1]) edges.add(code);
  }
  return [...edges]
    .filter((code) => code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
    .slice(0, MOST)
    .map((code) => String.fromCodePoint(code));
}

function classesOf(model: Model, expr: Expr): readonly (readonly CodePointRange[])[] {
  switch (expr.kind) {
    case 'literal':
      return [];
    case 'class':
      return [expr.ranges];
    case 'sequence':
    case 'choice':
      return expr.of.flatMap((part) => classesOf(model, part));
    case 'repeat':
    case 'capture':
      return classesOf(model, expr.of);
    case 'reference':
      return classesOf(model, findRule(model, expr.rule).expr);
  }
}
