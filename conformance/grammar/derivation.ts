import { type Codec, type Expr, findRule, type Model } from '../../runtime/index.js';
import { type Repeat, wayOfCount } from './ways.js';

/** A part of a definition, and which of its ways (`waysOf`) was gone. */
export interface Choice {
  readonly expr: Expr;
  readonly way: number;
}

/** What is still to be spelt. Terms that are equal are one object, so that a place of the text is come to once in each. */
interface Term {
  readonly id: number;
  readonly goal: Goal;
  readonly rest: Term | undefined;
}

type Goal =
  | { readonly kind: 'part'; readonly expr: Expr }
  /** The rest of a literal, from one of its characters on. */
  | {
      readonly kind: 'literal';
      readonly expr: Expr & { kind: 'literal' };
      readonly at: number;
      readonly otherCase: boolean;
    }
  /** A repetition that has gone round so often. */
  | { readonly kind: 'round'; readonly expr: Repeat; readonly count: number }
  /** A rule's text, begun here, is over: `except` and bounds of numbers speak of the whole of it. */
  | { readonly kind: 'rule'; readonly rule: string; readonly from: number };

/** One way to have come so far. */
interface Thread {
  readonly todo: Term | undefined;
  readonly before: Thread | undefined;
  readonly choice: Choice | undefined;
}

/** More steps than this are not taken for one text, and so many more for each character: then nothing is said of it. */
const MOST_STEPS = 2_000;
const STEPS_EACH = 50;

/** So many terms are remembered from one text to the next. */
const MOST_TERMS = 10_000;

/** Finds how texts are derived from rules: all threads go over the text side by side, none goes back. */
export class Derivations {
  private readonly terms = new Map<string, Term>();
  private readonly numbers = new Map<Expr, number>();

  constructor(
    private readonly model: Model,
    private readonly codec: Pick<Codec, 'matches'>,
  ) {}

  /** The choices of one derivation of a text, if there is one and it can be found soon. */
  of(exprs: readonly Expr[], text: string): readonly Choice[] | 'none' | 'too far' {
    // The terms of one text are mostly those of the next.
    if (this.terms.size > MOST_TERMS) this.terms.clear();
    const start = exprs.reduceRight<Term | undefined>(
      (rest, expr) => this.term({ kind: 'part', expr }, rest),
      undefined,
    );
    let threads: readonly Thread[] = [{ todo: start, before: undefined, choice: undefined }];
    const most = MOST_STEPS + STEPS_EACH * text.length;
    let steps = 0;
    let at = 0;
    for (;;) {
      const { reading, done, taken } = this.unfold(threads, text, at, most - steps);
      steps += taken;
      if (steps >= most) return 'too far';
      const codePoint = text.codePointAt(at);
      if (codePoint === undefined) return done === undefined ? 'none' : choicesOf(done);
      const character = String.fromCodePoint(codePoint);
      threads = reading.flatMap((thread) => this.read(thread, character, codePoint) ?? []);
      if (threads.length === 0) return 'none';
      at += character.length;
    }
  }

  /** Goes on with threads until each has a character to read, or nothing more to do. */
  private unfold(threads: readonly Thread[], text: string, at: number, most: number) {
    const seen = new Set<number>();
    const reading: Thread[] = [];
    let done: Thread | undefined;
    const stack = [...threads].reverse();
    let taken = 0;
    for (let thread = stack.pop(); thread !== undefined && taken < most; thread = stack.pop()) {
      taken++;
      const { todo } = thread;
      if (todo === undefined) {
        done ??= thread;
        continue;
      }
      if (seen.has(todo.id)) continue;
      seen.add(todo.id);
      const next = this.next(todo, text, at);
      if (next === undefined) reading.push(thread);
      else for (const { term, choice } of next.reverse()) stack.push({ todo: term, before: thread, choice });
    }
    return { reading, done, taken };
  }

  /** What a term comes to before any character is read; undefined: it reads one. */
  private next(
    { goal, rest }: Term,
    text: string,
    at: number,
  ): { readonly term: Term | undefined; readonly choice?: Choice }[] | undefined {
    switch (goal.kind) {
      case 'literal':
        return undefined;
      case 'round':
        return this.rounds(goal, rest);
      case 'rule':
        return this.codec.matches(goal.rule, text.slice(goal.from, at)) ? [{ term: rest }] : [];
      case 'part':
        break;
    }
    const { expr } = goal;
    switch (expr.kind) {
      case 'class':
        return undefined;
      case 'literal':
        return [
          { term: expr.text === '' ? rest : this.term({ kind: 'literal', expr, at: 0, otherCase: false }, rest) },
        ];
      case 'capture':
        return [{ term: this.part(expr.of, rest) }];
      case 'sequence':
        return [{ term: expr.of.reduceRight<Term | undefined>((after, one) => this.part(one, after), rest) }];
      case 'choice':
        return expr.of.map((one, way) => ({ term: this.part(one, rest), choice: { expr, way } }));
      case 'repeat':
        return this.rounds({ kind: 'round', expr, count: 0 }, rest);
      case 'reference': {
        const { expr: of, except, integer } = findRule(this.model, expr.rule);
        const isBounded = except !== undefined || integer !== undefined;
        return [
          { term: this.part(of, isBounded ? this.term({ kind: 'rule', rule: expr.rule, from: at }, rest) : rest) },
        ];
      }
    }
  }

  private rounds({ expr, count }: Goal & { kind: 'round' }, rest: Term | undefined) {
    const { min, max, of, separator } = expr;
    const found: { term: Term | undefined; choice?: Choice }[] = [];
    if (count >= min) {
      const way = wayOfCount(expr, count);
      found.push({ term: rest, ...(way < 0 ? {} : { choice: { expr, way } }) });
    }
    if (max === null || count < max) {
      // Without an end it is enough to know that it was more than the least.
      const after = this.term(
        { kind: 'round', expr, count: max === null ? Math.min(count, min) + 1 : count + 1 },
        rest,
      );
      const once = this.part(of, after);
      found.push({ term: count > 0 && separator !== undefined ? this.part(separator, once) : once });
    }
    return found;
  }

  /** The thread behind a character that it takes. */
  private read(thread: Thread, character: string, codePoint: number): Thread | undefined {
    const { todo } = thread;
    if (todo === undefined) return undefined;
    const { goal, rest } = todo;
    if (goal.kind === 'literal') {
      const { expr, at } = goal;
      const length = String.fromCodePoint(expr.text.codePointAt(at) ?? 0).length;
      const own = expr.text.slice(at, at + length);
      const isOther = own !== character;
      if (isOther && !(expr.fold === 'ascii' && asciiLower(own) === asciiLower(character))) return undefined;
      const otherCase = goal.otherCase || isOther;
      if (at + length < expr.text.length)
        return {
          todo: this.term({ kind: 'literal', expr, at: at + length, otherCase }, rest),
          before: thread,
          choice: undefined,
        };
      return {
        todo: rest,
        before: thread,
        choice: expr.fold === 'ascii' ? { expr, way: Number(otherCase) } : undefined,
      };
    }
    if (goal.kind !== 'part' || goal.expr.kind !== 'class') return undefined;
    const isIn = goal.expr.ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
    return isIn ? { todo: rest, before: thread, choice: undefined } : undefined;
  }

  private part(expr: Expr, rest: Term | undefined): Term {
    return this.term({ kind: 'part', expr }, rest);
  }

  private term(goal: Goal, rest: Term | undefined): Term {
    const key = `${this.keyOf(goal)} ${rest?.id ?? ''}`;
    let term = this.terms.get(key);
    if (term === undefined) {
      term = { id: this.terms.size, goal, rest };
      this.terms.set(key, term);
    }
    return term;
  }

  private keyOf(goal: Goal): string {
    switch (goal.kind) {
      case 'part':
        return `${this.numberOf(goal.expr)}`;
      case 'literal':
        return `${this.numberOf(goal.expr)}.${goal.at}${goal.otherCase ? 'o' : ''}`;
      case 'round':
        return `${this.numberOf(goal.expr)}*${goal.count}`;
      case 'rule':
        return `${goal.rule}@${goal.from}`;
    }
  }

  private numberOf(expr: Expr): number {
    let number = this.numbers.get(expr);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(expr, number);
    }
    return number;
  }
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function choicesOf(thread: Thread): readonly Choice[] {
  const choices: Choice[] = [];
  for (let one: Thread | undefined = thread; one !== undefined; one = one.before)
    if (one.choice !== undefined) choices.push(one.choice);
  return choices.reverse();
}
