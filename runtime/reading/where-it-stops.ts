import { casesOf } from '../character-classes.js';
import { expressionSource } from '../expression-source.js';
import { findRule } from '../find-rule.js';
import { integerExpression } from '../integer-text.js';
import type { CodePointRange, Expr, IntegerRange, MessageModel, Model } from '../model.js';
import { rulesReached } from '../walks.js';

/** Where a text stops being the beginning of a message, and what could have stood there. */
export interface Stop {
  /** In UTF-16 units from the start of the text. */
  readonly at: number;
  /** In words, in the order of the alphabet. */
  readonly expected: readonly string[];
}

/** The words for the end of a text. */
const END = 'the end of the text';

/**
 * Follows a text that is none of some messages as far as any of them could still come of it. Takes time in proportion to
 * the text, for rules of one size. What a rule excepts is not looked at on the way: such texts stop at their end.
 */
export function whereItStops(model: Model, messages: readonly MessageModel[], text: string): Stop {
  const walk = new Walk(model);
  let places = new Set(messages.flatMap((message) => [...walk.start(message)]));
  let at = 0;
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    const next = new Set<Place>();
    for (const place of places) for (const after of walk.after(place, codePoint)) next.add(after);
    if (next.size === 0) break;
    places = next;
    at += codePoint > 0xffff ? 2 : 1;
  }
  const words = new Set([...places].flatMap((place) => wordsFor(place)));
  // A whole message by its parts, and yet none: it is one of those that its rules except.
  if (at === text.length && words.delete(END)) for (const excepted of exceptedBy(model, messages)) words.add(excepted);
  return { at, expected: [...words].sort((a, b) => (a < b ? -1 : Number(a > b))) };
}

/** What is still to come at one place: a character or more of a literal, one of a class, or the end. */
type Place =
  | { readonly kind: 'end' }
  | { readonly kind: 'literal'; readonly expr: Expr & { kind: 'literal' }; readonly from: number; readonly rest: Rest }
  | { readonly kind: 'class'; readonly expr: Expr & { kind: 'class' }; readonly rest: Rest };

/** What follows, first things first; undefined: the end. Each is made once, so that places are told apart by identity. */
type Rest =
  | { readonly head: Expr; readonly rounds: number; readonly next: Rest; readonly places: Set<Place> }
  | undefined;

const end: Place = { kind: 'end' };

class Walk {
  private readonly rests = new Map<Expr, Map<Rest, Map<number, NonNullable<Rest>>>>();
  private readonly literals = new Map<Expr, Map<Rest, Place[]>>();
  private readonly classes = new Map<Expr, Map<Rest, Place>>();

  constructor(private readonly model: Model) {}

  start(message: MessageModel): ReadonlySet<Place> {
    let rest: Rest;
    for (const { expr } of [...message.parts].reverse()) rest = this.before(expr, rest);
    return this.places(rest);
  }

  /** The places that a character leads to. */
  after(place: Place, codePoint: number): Iterable<Place> {
    switch (place.kind) {
      case 'end':
        return [];
      case 'class':
        return isIn(place.expr.ranges, codePoint) ? this.places(place.rest) : [];
      case 'literal': {
        const character = String.fromCodePoint(place.expr.text.codePointAt(place.from) ?? 0);
        if (!isIn(casesOf(character, place.expr.fold === 'ascii'), codePoint)) return [];
        const from = place.from + character.length;
        return from === place.expr.text.length ? this.places(place.rest) : [this.literal(place.expr, from, place.rest)];
      }
    }
  }

  /** Where a rest can begin. */
  private places(rest: Rest): ReadonlySet<Place> {
    if (rest === undefined) return new Set([end]);
    if (rest.places.size > 0) return rest.places;
    const seen = new Set<Rest>();
    const found = new Set<Place>();
    const open: Rest[] = [rest];
    for (let one = open.pop(), more = true; more; more = open.length > 0, one = open.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      if (one === undefined) found.add(end);
      else this.expand(one, open, found);
    }
    for (const place of found) rest.places.add(place);
    return found;
  }

  private expand({ head, rounds, next }: NonNullable<Rest>, open: Rest[], found: Set<Place>): void {
    switch (head.kind) {
      case 'literal':
        if (head.text === '') open.push(next);
        else found.add(this.literal(head, 0, next));
        return;
      case 'class':
        found.add(this.class(head, next));
        return;
      case 'sequence':
        open.push(head.of.reduceRight<Rest>((rest, part) => this.before(part, rest), next));
        return;
      case 'choice':
        for (const part of head.of) open.push(this.before(part, next));
        return;
      case 'capture':
        open.push(this.before(head.of, next));
        return;
      case 'reference': {
        const rule = findRule(this.model, head.rule);
        open.push(this.before(rule.integer ? numbersOf(rule.integer) : rule.expr, next));
        return;
      }
      case 'repeat': {
        const { min, max, separator } = head;
        if (rounds >= min) open.push(next);
        if (max !== null && rounds >= max) return;
        // Past its least number of rounds an endless repetition is at the same place again and again.
        const again = this.before(head, next, max === null ? Math.min(rounds + 1, Math.max(1, min)) : rounds + 1);
        const round = this.before(head.of, again);
        open.push(rounds > 0 && separator ? this.before(separator, round) : round);
      }
    }
  }

  private before(head: Expr, next: Rest, rounds = 0): Rest {
    const byNext = kept(this.rests, head, () => new Map<Rest, Map<number, NonNullable<Rest>>>());
    const byRounds = kept(byNext, next, () => new Map<number, NonNullable<Rest>>());
    return kept(byRounds, rounds, () => ({ head, rounds, next, places: new Set<Place>() }));
  }

  private literal(expr: Expr & { kind: 'literal' }, from: number, rest: Rest): Place {
    const byRest = kept(this.literals, expr, () => new Map<Rest, Place[]>());
    const places = kept(byRest, rest, () => []);
    places[from] ??= { kind: 'literal', expr, from, rest };
    return places[from];
  }

  private class(expr: Expr & { kind: 'class' }, rest: Rest): Place {
    const byRest = kept(this.classes, expr, () => new Map<Rest, Place>());
    return kept(byRest, rest, () => ({ kind: 'class', expr, rest }));
  }
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

const numbers = new WeakMap<IntegerRange, Expr>();

function numbersOf(range: IntegerRange): Expr {
  let expr = numbers.get(range);
  if (expr === undefined) {
    expr = integerExpression(range);
    numbers.set(range, expr);
  }
  return expr;
}

function isIn(ranges: readonly CodePointRange[], codePoint: number): boolean {
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

function wordsFor(place: Place): readonly string[] {
  switch (place.kind) {
    case 'end':
      return [END];
    case 'class':
      return [place.expr.source];
    case 'literal':
      return [`${JSON.stringify(place.expr.text.slice(place.from))}${place.expr.fold === 'ascii' ? 'i' : ''}`];
  }
}

/** What the rules of some messages except, in words. */
function exceptedBy(model: Model, messages: readonly MessageModel[]): ReadonlySet<string> {
  const rules = messages.flatMap(({ parts }) => [
    ...rulesReached(
      model,
      parts.map(({ expr }) => expr),
    ),
  ]);
  const excepted = [...messages, ...rules].flatMap(({ except }) => except ?? []);
  return new Set(excepted.map((except) => `anything but ${expressionSource(except)}`));
}
