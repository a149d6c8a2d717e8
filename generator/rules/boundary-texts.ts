import { boundariesOf, outsideOf, readableOf } from '../../runtime/arbitrary/code-points.js';
import { findRule } from '../../runtime/find-rule.js';
import type { Expr, IntegerRange, MessageModel, Model, Rule } from '../../runtime/model.js';

/** Texts at the boundaries of an expression, each of which differs from a plain one in one place. */
interface Edges {
  /** A short text of it. */
  readonly plain: string;
  /** Texts that are of it for all that its parts say. */
  readonly inside: readonly string[];
  /** Texts that are just not. */
  readonly outside: readonly string[];
}

/** The most rounds of a repetition whose bound is tried. */
const MOST_ROUNDS = 64;

/**
 * Texts at the boundaries of messages: ends of classes, bounds of repetitions and of numbers, alternatives, ends and case
 * of literals, what rules except. Each boundary is tried in one place: the first message whose rule has it.
 */
export class BoundaryTexts {
  private readonly seen = new Set<Expr | Rule>();

  constructor(private readonly model: Model) {}

  /** In no order; whether a text is read as the message depends on the messages before it. */
  of({ parts, except }: MessageModel): Iterable<string> {
    const whole = this.inSequence(parts.map(({ expr }) => expr));
    const { plain, inside, outside } = except === undefined ? whole : this.without(whole, except);
    return new Set([plain, ...inside, ...outside, '', ` ${plain}`, `${plain} `, `${plain}\r`, `${plain}\0`]);
  }

  private edges(expr: Expr): Edges {
    const isKnown = this.seen.has(expr);
    this.seen.add(expr);
    switch (expr.kind) {
      case 'literal':
        return literalEdges(expr.text, expr.fold === 'ascii');
      case 'class': {
        const plain = readableOf(expr.ranges)[0] ?? '';
        return isKnown ? only(plain) : { plain, inside: boundariesOf(expr.ranges), outside: outsideOf(expr.ranges) };
      }
      case 'sequence':
        return this.inSequence(expr.of);
      case 'choice': {
        const alternatives = expr.of.map((one) => this.edges(one));
        const plain = alternatives[0]?.plain ?? '';
        if (isKnown) return only(plain);
        return {
          plain,
          inside: alternatives.flatMap((one) => [one.plain, ...one.inside]),
          outside: alternatives.flatMap(({ outside }) => outside),
        };
      }
      case 'repeat':
        return this.repeated(expr, isKnown);
      case 'capture':
        return this.edges(expr.of);
      case 'reference':
        return this.ofRule(findRule(this.model, expr.rule));
    }
  }

  private ofRule(rule: Rule): Edges {
    const isKnown = this.seen.has(rule);
    this.seen.add(rule);
    const whole = rule.integer === undefined ? this.edges(rule.expr) : numberEdges(rule.integer);
    const edges = rule.except === undefined ? whole : this.without(whole, rule.except);
    return isKnown ? only(edges.plain) : edges;
  }

  private without(of: Edges, except: Expr): Edges {
    const { plain, inside, outside } = this.edges(except);
    return { ...of, inside: [...of.inside, ...outside], outside: [...of.outside, plain, ...inside] };
  }

  private inSequence(of: readonly Expr[]): Edges {
    const parts = of.map((one) => this.edges(one));
    const plain = parts.map((one) => one.plain);
    const varied = (variants: (one: Edges) => readonly string[]): readonly string[] =>
      parts.flatMap((one, index) => variants(one).map((text) => plain.with(index, text).join('')));
    return { plain: plain.join(''), inside: varied(({ inside }) => inside), outside: varied(({ outside }) => outside) };
  }

  private repeated({ of, min, max, separator }: Expr & { kind: 'repeat' }, isKnown: boolean): Edges {
    const one = this.edges(of);
    const between = separator === undefined ? only('') : this.edges(separator);
    const rounds = (count: number, first = one.plain, joint = between.plain): string => {
      const later = Array.from({ length: count - 1 }, (_, index) => (index === 0 ? joint : between.plain) + one.plain);
      return first + later.join('');
    };
    const count = Math.max(min, 1);
    const several = Math.max(min, 2);
    const times = (n: number): string => (n === 0 ? '' : rounds(n));
    const plain = max === 0 ? '' : rounds(count);
    if (isKnown) return only(plain);
    const counts = [min, min + 1, ...(max === null || max > MOST_ROUNDS ? [] : [max])];
    const beyond = [...(min > 0 ? [min - 1] : []), ...(max === null || max >= MOST_ROUNDS ? [] : [max + 1])];
    const ends = separator === undefined ? [] : [between.plain + plain, plain + between.plain];
    return {
      plain,
      inside: [
        ...counts.filter((n) => max === null || n <= max).map(times),
        ...one.inside.map((first) => rounds(count, first)),
        ...between.inside.map((joint) => rounds(several, one.plain, joint)),
      ],
      outside: [
        ...beyond.map(times),
        ...one.outside.map((first) => rounds(count, first)),
        ...between.outside.map((joint) => rounds(several, one.plain, joint)),
        ...ends,
      ],
    };
  }
}

function only(plain: string): Edges {
  return { plain, inside: [], outside: [] };
}

/** A literal that lacks its first or its last character, or has it twice, or in the other case. */
function literalEdges(text: string, folds: boolean): Edges {
  const [first = '', ...rest] = text;
  const last = rest.at(-1) ?? first;
  const cases = [text.toUpperCase(), text.toLowerCase(), turned(first) + rest.join('')].filter((one) => one !== text);
  const cut = text.slice(0, text.length - last.length);
  const others = text === '' ? [] : [rest.join(''), cut, first + text, text + last];
  return { plain: text, inside: folds ? cases : [], outside: folds ? others : [...others, ...cases] };
}

function turned(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

/** The ends of a range of numbers, what lies beyond them, and spellings that programs take for numbers. */
function numberEdges({ min, max }: IntegerRange): Edges {
  const beyond = [BigInt(min) - 1n, BigInt(max) + 1n];
  const plain = String(min);
  const spellings = [
    '',
    `0${plain}`,
    `0${max}`,
    `+${plain}`,
    `-${plain}`,
    ` ${plain}`,
    `${plain}.0`,
    `${plain}e0`,
    `0x${plain}`,
  ];
  return {
    plain,
    inside: [String(Math.min(min + 1, max)), String(max)],
    outside: [...beyond.map(String), ...spellings],
  };
}
