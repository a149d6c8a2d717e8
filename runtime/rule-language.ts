import { CharacterClasses, casesOf, rangesOf } from './character-classes.js';
import { findRule } from './find-rule.js';
import { integerExpression } from './integer-text.js';
import type { Expr, Model } from './model.js';

/** A set of texts that can be asked for members. */
export interface Language {
  /** Whether a whole text is in it, in time that grows with the text alone. An ill-formed text never is. */
  test(text: string): boolean;
}

/**
 * The texts of an expression, whatever it is: `except` and numbers in any place, and repetitions that a backtracking
 * matcher would try in endlessly many ways. Made once for each expression.
 */
export function ruleLanguage(model: Model, expr: Expr): Language {
  let language = languages.get(expr);
  if (language === undefined) {
    language = new Derivatives(model, expr);
    languages.set(expr, language);
  }
  return language;
}

const languages = new WeakMap<Expr, Language>();

/**
 * What each value of a message's field can be.
 * @throws Error for a field that the model does not have.
 */
export function fieldLanguage(model: Model, message: string, field: string): Language {
  const found = [...model.messages.client, ...model.messages.server]
    .find(({ id }) => id === message)
    ?.fields.find(({ name }) => name === field);
  if (!found) throw new Error(`The model of ${model.name} has no field ${message}.${field}.`);
  return ruleLanguage(model, found.language);
}

/**
 * What may still come after a beginning of a text. Nodes with the same meaning in the same form are one object, so that
 * few of them arise, and each remembers where each character leads: together they are a deterministic automaton, made as
 * far as texts need it.
 */
interface Node {
  readonly id: number;
  readonly shape: Shape;
  /** Whether the text may end here. */
  readonly nullable: boolean;
  /** The node after a character, by the character's class; filled as it is needed. */
  readonly next: (Node | undefined)[];
}

type Shape =
  | { readonly kind: 'never' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'class'; readonly classes: ReadonlySet<number> }
  | { readonly kind: 'sequence'; readonly first: Node; readonly rest: Node }
  | { readonly kind: 'choice'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: number; readonly max: number | null }
  | { readonly kind: 'without' | 'within'; readonly of: Node; readonly bound: Node };

/** How many nodes are remembered before the memory begins anew: a rule can have more than any text needs. */
const REMEMBERED = 4096;

/** Brzozowski's derivatives: the language of what may follow a character, worked out from the expression itself. */
class Derivatives implements Language {
  private readonly classes: CharacterClasses;
  private nodes = new Map<string, Node>();
  private count = 0;
  private readonly never: Node;
  private readonly empty: Node;
  private start: Node;

  constructor(model: Model, expr: Expr) {
    this.classes = new CharacterClasses(rangesOf(model, expr));
    this.never = this.node('never', { kind: 'never' }, false);
    this.empty = this.node('empty', { kind: 'empty' }, true);
    this.start = this.build(model, expr);
  }

  test(text: string): boolean {
    let node = this.start;
    for (let at = 0; at < text.length; at++) {
      const codePoint = text.codePointAt(at) ?? 0;
      if (codePoint > 0xffff) at++;
      else if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
      const index = this.classes.indexOf(codePoint);
      let next = node.next[index];
      if (next === undefined) {
        next = this.after(node, index);
        node.next[index] = next;
      }
      if (next === this.never) return false;
      node = next;
    }
    if (this.nodes.size > REMEMBERED) this.forget();
    return node.nullable;
  }

  /** Nodes that a text has brought forth are let go; the expression's own are kept. */
  private forget(): void {
    this.nodes = new Map([...this.nodes].slice(0, 2));
    this.start = this.copied(this.start);
  }

  private copied(node: Node): Node {
    const { shape } = node;
    switch (shape.kind) {
      case 'never':
      case 'empty':
        return node;
      case 'class':
        return this.class(shape.classes);
      case 'sequence':
        return this.sequence(this.copied(shape.first), this.copied(shape.rest));
      case 'choice':
        return this.choice(shape.of.map((one) => this.copied(one)));
      case 'repeat':
        return this.repeat(this.copied(shape.of), shape.min, shape.max);
      case 'without':
      case 'within':
        return this.bounded(shape.kind, this.copied(shape.of), this.copied(shape.bound));
    }
  }

  /** What may follow once a character of this class has come. */
  private after(node: Node, index: number): Node {
    const { shape } = node;
    switch (shape.kind) {
      case 'never':
      case 'empty':
        return this.never;
      case 'class':
        return shape.classes.has(index) ? this.empty : this.never;
      case 'sequence': {
        const within = this.sequence(this.after(shape.first, index), shape.rest);
        return shape.first.nullable ? this.choice([within, this.after(shape.rest, index)]) : within;
      }
      case 'choice':
        return this.choice(shape.of.map((one) => this.after(one, index)));
      case 'repeat': {
        const more = this.repeat(shape.of, Math.max(0, shape.min - 1), shape.max === null ? null : shape.max - 1);
        return this.sequence(this.after(shape.of, index), more);
      }
      case 'without':
      case 'within':
        return this.bounded(shape.kind, this.after(shape.of, index), this.after(shape.bound, index));
    }
  }

  private build(model: Model, expr: Expr): Node {
    switch (expr.kind) {
      case 'literal': {
        const characters = [...expr.text].map((one) => casesOf(one, expr.fold === 'ascii'));
        return this.sequenceOf(characters.map((ranges) => this.class(this.classes.within(ranges))));
      }
      case 'class':
        return this.class(this.classes.within(expr.ranges));
      case 'sequence':
        return this.sequenceOf(expr.of.map((one) => this.build(model, one)));
      case 'choice':
        return this.choice(expr.of.map((one) => this.build(model, one)));
      case 'repeat': {
        const of = this.build(model, expr.of);
        const { min, max } = expr;
        if (!expr.separator || max === 0) return this.repeat(of, min, max);
        const next = this.sequence(this.build(model, expr.separator), of);
        const list = this.sequence(of, this.repeat(next, Math.max(0, min - 1), max === null ? null : max - 1));
        return min === 0 ? this.choice([this.empty, list]) : list;
      }
      case 'capture':
        return this.build(model, expr.of);
      case 'reference': {
        const rule = findRule(model, expr.rule);
        let node = this.build(model, rule.expr);
        if (rule.except) node = this.bounded('without', node, this.build(model, rule.except));
        if (rule.integer) node = this.bounded('within', node, this.build(model, integerExpression(rule.integer)));
        return node;
      }
    }
  }

  // ---- nodes, each in one form

  private class(classes: ReadonlySet<number>): Node {
    if (classes.size === 0) return this.never;
    return this.node(`[${[...classes].join()}]`, { kind: 'class', classes }, false);
  }

  private sequenceOf(parts: readonly Node[]): Node {
    return parts.reduceRight((rest, part) => this.sequence(part, rest), this.empty);
  }

  private sequence(first: Node, rest: Node): Node {
    if (first === this.never || rest === this.never) return this.never;
    if (first === this.empty) return rest;
    if (rest === this.empty) return first;
    const { shape } = first;
    if (shape.kind === 'sequence') return this.sequence(shape.first, this.sequence(shape.rest, rest));
    return this.node(`${first.id} ${rest.id}`, { kind: 'sequence', first, rest }, first.nullable && rest.nullable);
  }

  private choice(alternatives: readonly Node[]): Node {
    const apart = new Set<Node>();
    for (const one of alternatives) {
      if (one.shape.kind === 'choice') for (const inner of one.shape.of) apart.add(inner);
      else if (one !== this.never) apart.add(one);
    }
    const of = [...apart].sort((a, b) => a.id - b.id);
    const [first] = of;
    if (!first) return this.never;
    if (of.length === 1) return first;
    const nullable = of.some((one) => one.nullable);
    return this.node(of.map(({ id }) => id).join('|'), { kind: 'choice', of }, nullable);
  }

  private repeat(of: Node, min: number, max: number | null): Node {
    if (max === 0 || of === this.empty) return this.empty;
    if (of === this.never) return min === 0 ? this.empty : this.never;
    if (min === 1 && max === 1) return of;
    return this.node(`${of.id}{${min},${max ?? ''}}`, { kind: 'repeat', of, min, max }, min === 0 || of.nullable);
  }

  private bounded(kind: 'without' | 'within', of: Node, bound: Node): Node {
    if (of === this.never || (kind === 'within' && bound === this.never)) return this.never;
    if (kind === 'without' && bound === this.never) return of;
    const nullable = of.nullable && (kind === 'within') === bound.nullable;
    return this.node(`${of.id} ${kind} ${bound.id}`, { kind, of, bound }, nullable);
  }

  private node(key: string, shape: Shape, nullable: boolean): Node {
    let node = this.nodes.get(key);
    if (node === undefined) {
      node = { id: this.count++, shape, nullable, next: [] };
      this.nodes.set(key, node);
    }
    return node;
  }
}
