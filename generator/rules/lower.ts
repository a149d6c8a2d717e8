import { boundPlan } from './bounds.js';
import { classPattern } from './pattern.js';
import { overlaps, type CodePointSet } from './code-points.js';
import { firstOf, followedBy, type First } from './first.js';
import { machineOf } from './machine.js';
import { withoutEmpty, withoutEmptyRounds } from './nullable.js';
import * as peggy from './peggy-syntax.js';
import type { Peg } from './peggy-syntax.js';
import { roundsAreCounted } from './rounds.js';
import { anyCharacter, anything, firstOfRest, leastOfAny, type Rest } from './rest.js';
import { emptyTerm, hasCaptures, sequenceTerm, type Term, type TermOf } from './term.js';

/** How many brackets may stand inside each other. */
const MAX_DEPTH = 3;

/** Past this many rounds, a repetition whose rounds each need their own look ahead is not written out. */
const MAX_UNROLLED = 64;

/**
 * Turns terms into Peggy's expressions that divide a text so that what must follow can still match. Peggy commits to what
 * it has taken; so wherever a repetition or an alternative could take what belongs to its rest, the rest is looked for
 * first. What is lowered this way matches exactly the term's texts: by induction over the term, if a text is in
 * `term rest`, the lowered term takes a beginning that leaves a text of `rest`.
 *
 * One object makes one grammar: rules that several messages share are defined in it once.
 */
export class Lowering {
  /** The grammar's rules, in the order in which they were needed. */
  private readonly rules = new Map<string, { readonly title?: string; text: string }>();
  private readonly rests = new Map<Term, Map<Rest, NonNullable<Rest>>>();
  private readonly restNames = new Map<NonNullable<Rest>, string>();
  private readonly classNames = new Map<string, string>();
  private readonly partNames = new Map<string, string>();
  private readonly stars = new Map<Term, Term>();
  private readonly rewritten = new Map<Term, Term>();
  private readonly machines = new Map<Term, Map<Rest, Peg>>();
  private readonly anys = new Map<number, Term>();
  private readonly counts = new Map<string, number>();
  private readonly unfinished = new Set<string>();
  private scope = '';
  /** Whether a rest looks for itself further on, so that a parser without a memory would look again and again. */
  recursive = false;

  /** @param isInteger - whether a field of the message that is being lowered holds a number. */
  constructor(private readonly isInteger: (scope: string, field: string) => boolean) {}

  /** Lowers a term that is followed by the end of the text; `scope` names what is made for it. */
  whole(term: Term, scope: string): string {
    this.scope = scope;
    return this.lower(term, undefined, true).text;
  }

  define(name: string, text: string, title?: string): void {
    this.rules.set(name, title === undefined ? { text } : { title, text });
  }

  /** The grammar's text. */
  toString(): string {
    const lines = [...this.rules].map(([name, { title, text }]) => {
      return `${name}${title === undefined ? '' : ` ${peggy.quoted(title)}`} = ${text}\n`;
    });
    return lines.join('');
  }

  /** `binds`: whether labels bind here; in a look ahead they don't. */
  private lower(term: Term, rest: Rest, binds: boolean): Peg {
    const lowered = this.lowerTerm(term, rest, binds);
    // Peggy reads brackets inside brackets in time that doubles with each: what is deep gets a name.
    return lowered.depth < MAX_DEPTH ? lowered : this.part(lowered);
  }

  private lowerTerm(term: Term, rest: Rest, binds: boolean): Peg {
    switch (term.kind) {
      case 'literal':
        return peggy.literal(term.text);
      case 'class':
        return this.titled('Class', term.source, peggy.classOf(term.set));
      case 'folded':
        return this.titled('Word', `${JSON.stringify(term.text)}i`, peggy.sequence(term.sets.map(peggy.classOf)));
      case 'sequence':
        return this.sequence(term.of, rest, binds);
      case 'choice':
        return this.choice(term, rest, binds);
      case 'repeat':
        return this.repeat(term, rest, binds);
      case 'capture': {
        const of = this.lower(term.of, rest, false);
        if (!binds) return of;
        const value = this.isInteger(this.scope, term.field) ? 'Number(value)' : 'value';
        return peggy.action('value', of, `return new Captured(${JSON.stringify(term.field)}, ${value});`);
      }
      case 'named':
        return this.named(term, rest, binds);
      case 'bounded':
        return this.bounded(term, rest, binds);
    }
  }

  private sequence(of: readonly Term[], rest: Rest, binds: boolean): Peg {
    const parts: Peg[] = [];
    let behind = rest;
    for (const part of [...of].reverse()) {
      parts.unshift(this.lower(part, behind, binds));
      behind = this.before(part, behind);
    }
    return peggy.sequence(parts);
  }

  private choice(term: TermOf<'choice'>, rest: Rest, binds: boolean): Peg {
    const alternatives = inOrder(term);
    return peggy.choice(
      alternatives.map((alternative, index) => {
        const lowered = this.lower(alternative, rest, binds);
        const meets = alternatives.slice(index + 1).some((other) => meet(alternative, other, rest));
        return meets ? peggy.sequence([lowered, peggy.ahead(this.rest(rest))]) : lowered;
      }),
    );
  }

  private repeat(term: TermOf<'repeat'>, rest: Rest, binds: boolean): Peg {
    const { of, min, max } = term;
    if (max === 0) return peggy.nothing;
    if (min === 1 && max === 1) return this.lower(of, rest, binds);
    if (firstOf(of).nullable) return this.lower(this.rewrite(term, solidRounds), rest, binds);

    const stops = overlaps(firstOf(of).set, firstOfRest(rest).set);
    const again = max === null && min === 0 ? term : this.star(of);
    const single = min === 0 && max === 1;
    const behind = single ? rest : this.before(again, rest);
    const forced = single || this.isForced(of, behind);
    if (!forced && !(binds && hasCaptures(of))) {
      const machine = this.machine(term, rest);
      if (machine) return machine;
    }
    if (forced || (min === 0 && max === null) || roundsAreCounted(of, rest)) {
      const body = this.lower(of, behind, binds);
      if (!stops || min === max) return peggy.repeated(body, min, max);
      const stop = peggy.not(this.rest(rest));
      const more = peggy.repeated(peggy.sequence([stop, body]), 0, max === null ? null : max - min);
      return peggy.sequence([peggy.repeated(body, min, min), more]);
    }
    // Each round is followed by something else: they are written out, and each looks ahead for its own rest.
    return this.lower(this.rewrite(term, (repeat) => unrolled(repeat, again)), rest, binds);
  }

  private named(term: TermOf<'named'>, rest: Rest, binds: boolean): Peg {
    const lowered = this.lower(term.of, rest, binds);
    // What looks ahead belongs to this place, and what binds to this message; all else is the same wherever it stands.
    if (lowered.local || (binds && hasCaptures(term.of))) return lowered;
    const name = `Rule_${term.rule}`;
    const known = this.rules.get(name);
    if (known && known.text !== lowered.text) return lowered;
    this.define(name, lowered.text);
    return peggy.name(name);
  }

  private bounded(term: TermOf<'bounded'>, rest: Rest, binds: boolean): Peg {
    const plan = boundPlan(term, rest);
    switch (plan.kind) {
      case 'instead':
        return this.lower(plan.term, rest, binds);
      case 'machine': {
        const machine = binds && hasCaptures(term) ? undefined : this.machine(term, rest);
        if (!machine) throw new LoweringError('what it excepts can end in other places than what it takes');
        return machine;
      }
      case 'guard': {
        const guards = plan.behind.map((behind) => {
          return peggy.not(peggy.sequence([this.lower(term.bound, behind, false), this.rest(behind)]));
        });
        // Peggy sees no guard: what takes no text only where it is guarded would be an endless loop to it.
        const isEmpty = firstOf(term.of).nullable && !firstOf(term).nullable;
        const of = isEmpty ? this.rewrite(term.of, withoutEmpty) : term.of;
        return peggy.sequence([...guards, this.lower(of, rest, binds)]);
      }
    }
  }

  /** A term by the states of its automaton, each a rule; undefined: they are too many. Binds no fields. */
  private machine(term: Term, rest: Rest): Peg | undefined {
    const machine = machineOf(term);
    if (!machine) return undefined;
    const known = this.machines.get(term)?.get(rest);
    if (known) return known;
    const count = this.count();
    const nameOf = (state: number) => peggy.name(`Rest_${this.scope}_${count}_${state}`, true);
    const first = firstOfRest(rest).set;
    const start = nameOf(0);
    this.machines.set(term, (this.machines.get(term) ?? new Map<Rest, Peg>()).set(rest, start));
    machine.forEach(({ accepts, loop, next }, state) => {
      // Where it may stop and may go on, it stops as soon as the rest matches.
      const loops = this.classOf(loop);
      const stays = accepts && overlaps(loop, first) ? peggy.sequence([peggy.not(this.rest(rest)), loops]) : loops;
      const onward = next.map(({ set, to }) => peggy.sequence([this.classOf(set), nameOf(to)]));
      const stops = next.some(({ set }) => overlaps(set, first));
      const ways = !accepts ? onward : stops ? [peggy.ahead(this.rest(rest)), ...onward] : [...onward, peggy.nothing];
      const body = peggy.sequence([loop.length === 0 ? peggy.nothing : peggy.repeated(stays, 0, null), peggy.choice(ways)]);
      this.define(nameOf(state).text, body.text);
    });
    return start;
  }

  private classOf(set: CodePointSet): Peg {
    return this.titled('Class', classPattern(set), peggy.classOf(set));
  }

  /**
   * Whether a term's extent follows from the text alone wherever `rest` can follow, so that it is lowered without a look
   * ahead: no two ways on begin with one character.
   */
  private isForced(term: Term, rest: Rest): boolean {
    switch (term.kind) {
      case 'literal':
      case 'class':
      case 'folded':
        return true;
      case 'capture':
      case 'named':
        return this.isForced(term.of, rest);
      case 'bounded': {
        const plan = boundPlan(term, rest);
        if (plan.kind === 'machine') return false;
        if (plan.kind === 'instead') return this.isForced(plan.term, rest);
        return plan.near && this.isForced(term.of, rest) && plan.behind.every((behind) => this.isForced(term.bound, behind));
      }
      case 'sequence': {
        let behind = rest;
        for (const part of [...term.of].reverse()) {
          if (!this.isForced(part, behind)) return false;
          behind = this.before(part, behind);
        }
        return true;
      }
      case 'choice':
        return inOrder(term).every((alternative, index, all) => {
          return this.isForced(alternative, rest) && !all.slice(index + 1).some((other) => meet(alternative, other, rest));
        });
      case 'repeat': {
        const of = firstOf(term.of);
        if (of.nullable || overlaps(of.set, firstOfRest(rest).set)) return false;
        return this.isForced(term.of, this.before(this.star(term.of), rest));
      }
    }
  }

  /** A look ahead for a rest, to the end of the text, as a rule of its own. */
  private rest(rest: Rest): Peg {
    if (rest === undefined) return peggy.not(peggy.name('.'));
    let name = this.restNames.get(rest);
    if (name === undefined) {
      name = `Rest_${this.scope}_${this.count()}`;
      this.restNames.set(rest, name);
      // Named before it is lowered: the rest of a round in a repetition contains itself.
      this.define(name, '');
      this.unfinished.add(name);
      const parts: Peg[] = [];
      let at = this.shortened(rest);
      for (; at && at !== anything; at = at.next) parts.push(this.lower(at.head, at.next, false));
      if (at !== anything) parts.push(this.rest(undefined));
      const { text } = peggy.sequence(parts);
      this.unfinished.delete(name);
      this.define(name, text);
    } else if (this.unfinished.has(name)) {
      this.recursive = true;
    }
    return peggy.name(name, true);
  }

  /** Numbers what is made for one scope. */
  private count(): number {
    const count = (this.counts.get(this.scope) ?? 0) + 1;
    this.counts.set(this.scope, count);
    return count;
  }

  /** What is enough to find where a rest is only looked for: of what takes any text up to the end, its least. */
  private shortened(rest: NonNullable<Rest>): Rest {
    if (rest === anything) return rest;
    if (rest.next) return this.before(rest.head, this.shortened(rest.next));
    const least = leastOfAny(rest.head);
    return least === undefined ? rest : this.before(this.anyOf(least), anything);
  }

  private anyOf(count: number): Term {
    let any = this.anys.get(count);
    if (!any) this.anys.set(count, (any = { kind: 'repeat', of: anyCharacter, min: count, max: count }));
    return any;
  }

  /** The rest that begins with a term; the same one for the same term before the same rest. */
  private before(head: Term, next: Rest): Rest {
    if (head === emptyTerm) return next;
    let known = this.rests.get(head);
    if (!known) this.rests.set(head, (known = new Map()));
    let rest = known.get(next);
    if (!rest) known.set(next, (rest = { head, next }));
    return rest;
  }

  /** Any number of rounds of a term; one object for each, since rests are told apart by their terms. */
  private star(of: Term): Term {
    let star = this.stars.get(of);
    if (!star) this.stars.set(of, (star = { kind: 'repeat', of, min: 0, max: null }));
    return star;
  }

  /** What a term is lowered as, made once. */
  private rewrite<T extends Term>(term: T, make: (term: T) => Term): Term {
    let made = this.rewritten.get(term);
    if (!made) this.rewritten.set(term, (made = make(term)));
    return made;
  }

  /** A piece as a rule of its own, one for the same text. */
  private part(peg: Peg): Peg {
    let name = this.partNames.get(peg.text);
    if (name === undefined) {
      name = `Part_${this.partNames.size + 1}`;
      this.partNames.set(peg.text, name);
      this.define(name, peg.text);
    }
    return peggy.name(name, peg.local);
  }

  /** A rule that errors call by the words of the spec. */
  private titled(kind: string, title: string, peg: Peg): Peg {
    const id = `${title} ${peg.text}`;
    let name = this.classNames.get(id);
    if (name === undefined) {
      name = `${kind}_${this.classNames.size + 1}`;
      this.classNames.set(id, name);
      this.define(name, peg.text, title);
    }
    return peggy.name(name);
  }
}

/**
 * The alternatives as Peggy tries them. Which one matches does not hang on their order; but one that may be empty always
 * matches something, so those come last.
 */
function inOrder({ of }: TermOf<'choice'>): readonly Term[] {
  const isNullable = (term: Term) => firstOf(term).nullable;
  return [...of.filter((one) => !isNullable(one)), ...of.filter(isNullable)];
}

/** Whether two alternatives, each with what follows, can begin with the same character, or both be at the end. */
function meet(one: Term, other: Term, rest: Rest): boolean {
  const [a, b] = [one, other].map((term): First => followedBy(firstOf(term), firstOfRest(rest)));
  return a !== undefined && b !== undefined && ((a.nullable && b.nullable) || overlaps(a.set, b.set));
}

/** A repetition of what may be empty. Where it binds fields, those of its least rounds are bound even if they are empty. */
function solidRounds(term: TermOf<'repeat'>): Term {
  const { of, min, max } = term;
  if (!hasCaptures(of)) return withoutEmptyRounds(term);
  const more: Term = { kind: 'repeat', of, min: 0, max: max === null ? null : max - min };
  return sequenceTerm([...Array.from({ length: min }, () => of), withoutEmptyRounds(more)]);
}

/** `E|2..4|` as `E E (E (E)?)?`, `E|2..|` as `E E E*`. */
function unrolled({ of, min, max }: TermOf<'repeat'>, again: Term): Term {
  if ((max ?? min) > MAX_UNROLLED) throw new LoweringError(`a repetition of ${max ?? min} rounds that each look ahead`);
  const needed = Array.from({ length: min }, () => of);
  if (max === null) return sequenceTerm([...needed, again]);
  let more: Term = emptyTerm;
  for (let left = max - min; left > 0; left--) {
    more = { kind: 'repeat', of: more === emptyTerm ? of : sequenceTerm([of, more]), min: 0, max: 1 };
  }
  return sequenceTerm([...needed, more]);
}

/** A rule that is not turned into a grammar, because that would become too large or could not be decided. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';
}
