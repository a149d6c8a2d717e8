import type { Expr, IntegerRange } from './model.js';

/**
 * The decimal numbers of a range as a rule: without leading zeros, `-` in front of negative ones, `0` and never `-0`.
 * Every reader of integer rules (automata, Peggy's grammar, regular expressions) goes by this one.
 */
export function integerExpression({ min, max }: IntegerRange): Expr {
  const alternatives: Expr[] = [];
  if (min < 0) {
    const magnitudes = digits(Math.max(1, -max), -min);
    alternatives.push({ kind: 'sequence', of: [literal('-'), choice(magnitudes)] });
  }
  if (max >= 0) alternatives.push(...digits(Math.max(0, min), max));
  return choice(alternatives);
}

/** Numbers of both signs' magnitude, shortest first; lengths that are taken whole share one alternative. */
function digits(min: number, max: number): Expr[] {
  const alternatives: Expr[] = [];
  if (min === 0) alternatives.push(literal('0'));
  let whole: { from: number; to: number } | undefined;
  const closeWhole = () => {
    if (whole) alternatives.push(anyOfLength(whole.from, whole.to));
    whole = undefined;
  };
  for (let length = String(Math.max(1, min)).length; length <= String(max).length; length++) {
    const first = 10 ** (length - 1);
    const last = 10 ** length - 1;
    if (max < 1) break;
    const low = Math.max(min, first);
    const high = Math.min(max, last);
    if (low === first && high === last) {
      whole = { from: whole?.from ?? length, to: length };
      continue;
    }
    closeWhole();
    alternatives.push(choice(between(String(low), String(high))));
  }
  closeWhole();
  return alternatives;
}

/** Numbers of these lengths that do not begin with 0. */
function anyOfLength(from: number, to: number): Expr {
  const head = digit('1', '9');
  if (to === 1) return head;
  return { kind: 'sequence', of: [head, { kind: 'repeat', of: digit('0', '9'), min: from - 1, max: to - 1 }] };
}

/** Strings of digits from `low` to `high`, both of one length. */
function between(low: string, high: string): Expr[] {
  if (low.length === 0) return [{ kind: 'sequence', of: [] }];
  if (low.length === 1) return [digit(low, high)];
  const [a, b] = [low.charAt(0), high.charAt(0)];
  const [restLow, restHigh] = [low.slice(1), high.slice(1)];
  const zeros = '0'.repeat(restLow.length);
  const nines = '9'.repeat(restLow.length);
  if (a === b) return between(restLow, restHigh).map((rest) => sequence([literal(a), rest]));
  const anyRest: Expr = { kind: 'repeat', of: digit('0', '9'), min: restLow.length, max: restLow.length };
  const parts: Expr[] = [];
  const lowIsWhole = restLow === zeros;
  const highIsWhole = restHigh === nines;
  if (!lowIsWhole) parts.push(...between(restLow, nines).map((rest) => sequence([literal(a), rest])));
  const from = lowIsWhole ? a : String(Number(a) + 1);
  const to = highIsWhole ? b : String(Number(b) - 1);
  if (from <= to) parts.push(sequence([digit(from, to), anyRest]));
  if (!highIsWhole) parts.push(...between(zeros, restHigh).map((rest) => sequence([literal(b), rest])));
  return parts;
}

function digit(first: string, last: string): Expr {
  if (first === last) return literal(first);
  const source = `[${first}-${last}]`;
  return { kind: 'class', ranges: [[first.charCodeAt(0), last.charCodeAt(0)]], source };
}

function literal(text: string): Expr {
  return { kind: 'literal', text, fold: 'none' };
}

function sequence(of: readonly Expr[]): Expr {
  return { kind: 'sequence', of };
}

function choice(of: readonly Expr[]): Expr {
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'choice', of };
}
