import { type Expr, expressionsIn, type Model, type Rule, rulesReached } from '../../runtime/index.js';

const ASCII = 0x80;

/**
 * What a part of a grammar can tell of a text: for each of its characters, between which of all that it names it lies.
 * Texts of one shape are derived alike.
 */
export class TextShapes {
  /** The first code points of the intervals that nothing parts further, ascending. */
  private readonly starts: readonly number[];
  private readonly ascii: readonly number[];

  /** Of texts that these make together, one behind the other. */
  constructor(model: Model, exprs: readonly Expr[]) {
    const starts = new Set([0]);
    const cut = (first: number, last = first): void => {
      starts.add(first).add(last + 1);
    };
    const within = ({ expr, except }: Rule): readonly Expr[] => (except === undefined ? [expr] : [expr, except]);
    const rules = [...rulesReached(model, exprs, within)];
    for (const expr of [...exprs, ...rules.flatMap(within)].flatMap(expressionsIn)) {
      if (expr.kind === 'class') for (const [first, last] of expr.ranges) cut(first, last);
      if (expr.kind !== 'literal') continue;
      const spelt = expr.fold === 'ascii' ? expr.text + expr.text.toLowerCase() + expr.text.toUpperCase() : expr.text;
      for (const character of spelt) cut(character.codePointAt(0) ?? 0);
    }
    // Which number it is, each digit and sign may decide.
    if (rules.some(({ integer }) => integer !== undefined))
      for (const character of '+-0123456789') cut(character.charCodeAt(0));
    this.starts = [...starts].sort((a, b) => a - b);
    this.ascii = Array.from({ length: ASCII }, (_, codePoint) => this.search(codePoint));
  }

  of(text: string): string {
    let shape = '';
    for (let at = 0; at < text.length; at++) {
      const codePoint = text.codePointAt(at) ?? 0;
      if (codePoint > 0xffff) at++;
      shape += String.fromCharCode(this.ascii[codePoint] ?? this.search(codePoint));
    }
    return shape;
  }

  /** Which interval a code point lies in. */
  private search(codePoint: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
