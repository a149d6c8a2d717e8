import { findRule } from './find-rule.js';
import { integerExpression } from './integer-text.js';
import type { CodePointRange, Expr, Model } from './model.js';

/** The code points, cut wherever a class of the expression begins or ends: inside a piece they are all alike. */
export class CharacterClasses {
  /** Where each piece begins, ascending. */
  private readonly starts: readonly number[];
  private readonly ascii: readonly number[];

  constructor(ranges: Iterable<CodePointRange>) {
    const starts = new Set([0]);
    for (const [first, last] of ranges) starts.add(first).add(last + 1);
    this.starts = [...starts].sort((a, b) => a - b);
    this.ascii = Array.from({ length: 128 }, (_, codePoint) => this.search(codePoint));
  }

  /** How many pieces there are. */
  get size(): number {
    return this.starts.length;
  }

  indexOf(codePoint: number): number {
    return this.ascii[codePoint] ?? this.search(codePoint);
  }

  /** The pieces that ranges consist of. */
  within(ranges: readonly CodePointRange[]): ReadonlySet<number> {
    const pieces = new Set<number>();
    for (const [first, last] of ranges) {
      for (let index = this.search(first); (this.starts[index] ?? Number.POSITIVE_INFINITY) <= last; index++)
        pieces.add(index);
    }
    return pieces;
  }

  private search(codePoint: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The ranges of code points that an expression tells apart. */
export function* rangesOf(model: Model, expr: Expr): Iterable<CodePointRange> {
  switch (expr.kind) {
    case 'literal':
      for (const one of expr.text) yield* casesOf(one, expr.fold === 'ascii');
      return;
    case 'class':
      yield* expr.ranges;
      return;
    case 'sequence':
    case 'choice':
      for (const one of expr.of) yield* rangesOf(model, one);
      return;
    case 'repeat':
      yield* rangesOf(model, expr.of);
      if (expr.separator) yield* rangesOf(model, expr.separator);
      return;
    case 'capture':
      yield* rangesOf(model, expr.of);
      return;
    case 'reference': {
      const rule = findRule(model, expr.rule);
      yield* rangesOf(model, rule.expr);
      if (rule.except) yield* rangesOf(model, rule.except);
      if (rule.integer) yield* rangesOf(model, integerExpression(rule.integer));
    }
  }
}

/** A character, and where ASCII letters are folded its other case. */
export function casesOf(character: string, folded: boolean): readonly CodePointRange[] {
  const spellings =
    folded && /[A-Za-z]/.test(character) ? [character.toUpperCase(), character.toLowerCase()] : [character];
  return spellings.map((one): CodePointRange => [one.codePointAt(0) ?? 0, one.codePointAt(0) ?? 0]);
}
