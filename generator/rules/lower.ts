import { boundPlan } from './bounds.js';
import { classTitle } from './class-pattern.js';
import { type CodePointSet, overlaps } from './code-points.js';
import { firstOf } from './first.js';
import { inOrder, isForced, meet } from './forced.js';
import { GrammarRules } from './grammar-rules.js';
import { LoweringError } from './lowering-error.js';
import { machineOf } from './machine.js';
import { MachineRules } from './machine-rules.js';
import { withoutEmpty } from './nullable.js';
import { once } from './once.js';
import type { Peg } from './peggy-syntax.js';
import * as peggy from './peggy-syntax.js';
import { tellingBeginnings } from './prefixes.js';
import { anything, firstOfRest, isShort, type Rest, termsOf } from './rest.js';
import { RestChains } from './rest-chains.js';
import { roundsAreCounted, solidRounds, unrolled } from './rounds.js';
import { hasCaptures, sequenceTerm, type Term, type TermOf } from './term.js';

/** How many states an automaton has at most where a term could be lowered without it. */
const MAX_STATES = 40;

/** How many brackets may stand inside each other. */
const MAX_DEPTH = 3;

/**
 * Turns terms into Peggy's expressions that divide a text so that what must follow can still match. Peggy commits to what
 * it has taken; so wherever a repetition or an alternative could take what belongs to its rest, the rest is looked for
 * first. What is lowered this way matches exactly the term's texts: by induction over the term, if a text is in
 * `term rest`, the lowered term takes a beginning that leaves a text of `rest`.
 *
 * One object makes one grammar: rules that several messages share are defined in it once.
 */
export class Lowering {
  readonly rules = new GrammarRules();
  private readonly chains = new RestChains();
  private readonly restNames = new Map<NonNullable<Rest>, string>();
  private readonly machines = new Map<Term, Map<Rest, Peg | undefined>>();
  private readonly counts = new Map<string, number>();
  private scope = '';

  /** @param isInteger - whether a field of the message that is being lowered holds a number. */
  constructor(private readonly isInteger: (scope: string, field: string) => boolean) {}

  /** Lowers a term that is followed by the end of the text; `scope` names what is made for it. */
  whole(term: Term, scope: string): Peg {
    this.scope = scope;
    return this.lower(term, undefined, true);
  }

  /** `binds`: whether labels bind here; in a look ahead they don't. */
  private lower(term: Term, rest: Rest, binds: boolean): Peg {
    const lowered = this.lowerTerm(term, rest, binds);
    // Peggy reads brackets inside brackets in time that doubles with each: what is deep gets a name.
    return lowered.depth < MAX_DEPTH ? lowered : this.rules.part(lowered);
  }

  private lowerTerm(term: Term, rest: Rest, binds: boolean): Peg {
    switch (term.kind) {
      case 'literal':
        return peggy.literal(term.text);
      case 'class':
        return this.rules.titled('Class', term.source, peggy.classOf(term.set));
      case 'folded':
        return this.rules.titled('Word', `${JSON.stringify(term.text)}i`, peggy.sequence(term.sets.map(peggy.classOf)));
      case 'sequence':
        return this.tangled(term, rest, binds) ?? this.sequence(term.of, rest, binds);
      case 'choice':
        return this.tangled(term, rest, binds) ?? this.choice(term, rest, binds);
      case 'repeat':
        return this.repeat(term, rest, binds);
      case 'capture': {
        const of = this.lower(term.of, rest, false);
        if (!binds) return of;
        const value = this.isInteger(this.scope, term.field) ? 'Number(value)' : 'value';
        return peggy.capture(term.field, of, value);
      }
      case 'named':
        return this.named(term, rest, binds);
      case 'bounded':
        return this.bounded(term, rest, binds);
    }
  }

  /**
   * By its automaton, what would look ahead again and again, whatever follows it: parts that run into each other.
   * Undefined: it would not, or fields are bound in it, or it is too large.
   */
  private tangled(term: Term, rest: Rest, binds: boolean): Peg | undefined {
    if ((binds && hasCaptures(term)) || isForced(term, undefined, this.chains)) return undefined;
    const machine = machineOf(term);
    return machine && machine.length <= MAX_STATES ? this.machine(term, rest) : undefined;
  }

  private sequence(of: readonly Term[], rest: Rest, binds: boolean): Peg {
    const parts: Peg[] = [];
    let behind = rest;
    for (const part of [...of].reverse()) {
      parts.unshift(this.lower(part, behind, binds));
      behind = this.chains.before(part, behind);
    }
    return peggy.sequence(parts);
  }

  private choice(term: TermOf<'choice'>, rest: Rest, binds: boolean): Peg {
    const alternatives = inOrder(term);
    return peggy.choice(
      alternatives.map((alternative, index) => {
        const lowered = this.lower(alternative, rest, binds);
        const meets = alternatives.slice(index + 1).some((other) => meet(alternative, other, rest));
        if (!meets) return lowered;
        const others = alternatives.slice(index + 1).map((other) => sequenceTerm([other, ...termsOf(rest)]));
        return peggy.sequence([lowered, peggy.ahead(this.sight(rest, others, [alternative]))]);
      }),
    );
  }

  private repeat(term: TermOf<'repeat'>, rest: Rest, binds: boolean): Peg {
    const { of, min, max } = term;
    if (max === 0) return peggy.nothing;
    if (min === 1 && max === 1) return this.lower(of, rest, binds);
    if (firstOf(of).nullable) return this.lower(this.chains.rewrite(term, solidRounds), rest, binds);

    const stops = overlaps(firstOf(of).set, firstOfRest(rest).set);
    const again = max === null && min === 0 ? term : this.chains.star(of);
    const single = min === 0 && max === 1;
    const behind = single ? rest : this.chains.before(again, rest);
    const forced = single || isForced(of, behind, this.chains);
    if (!forced && !(binds && hasCaptures(of))) {
      const machine = this.machine(term, rest);
      if (machine) return machine;
      // The rounds would look ahead for themselves, again and again.
      if (max === null)
        throw new LoweringError('a repetition whose rounds can be told apart only at the end of the text');
    }
    if (forced || (min === 0 && max === null) || roundsAreCounted(of, rest)) {
      const body = this.lower(of, behind, binds);
      if (!stops || min === max) return peggy.repeated(body, min, max);
      const others = sequenceTerm([of, ...(single ? [] : [again]), ...termsOf(rest)]);
      const stop = peggy.not(this.sight(rest, [others]));
      const more = peggy.repeated(peggy.sequence([stop, body]), 0, max === null ? null : max - min);
      return peggy.sequence([peggy.repeated(body, min, min), more]);
    }
    // Each round is followed by something else: they are written out, and each looks ahead for its own rest.
    return this.lower(
      this.chains.rewrite(term, (repeat) => unrolled(repeat, again)),
      rest,
      binds,
    );
  }

  private named(term: TermOf<'named'>, rest: Rest, binds: boolean): Peg {
    const lowered = this.lower(term.of, rest, binds);
    // What looks ahead belongs to this place, and what binds to this message; all else is the same wherever it stands.
    if (lowered.local || (binds && hasCaptures(term.of))) return lowered;
    const name = `Rule_${term.rule}`;
    const known = this.rules.textOf(name);
    if (known !== undefined && known !== lowered.text) return lowered;
    this.rules.define(name, lowered);
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
        const of = isEmpty ? this.chains.rewrite(term.of, withoutEmpty) : term.of;
        const taken = this.lower(of, rest, binds);
        const guarded = peggy.sequence([...guards, taken]);
        // What is taken in front of the rest ends where it must: so the bound can be told from the text that it takes.
        const bound = literalsOf(term.bound);
        if (bound === undefined) return guarded;
        return peggy.meaning(guarded, { kind: 'without', of: taken.matcher, bound, guarded: guarded.matcher });
      }
    }
  }

  /** A term by the states of its automaton; undefined: they are too many. Binds no fields. */
  private machine(term: Term, rest: Rest): Peg | undefined {
    const starts = once(this.machines, term, () => new Map<Rest, Peg | undefined>());
    if (!starts.has(rest)) {
      starts.set(rest, this.machineStart(term, rest));
    }
    return starts.get(rest);
  }

  private machineStart(term: Term, rest: Rest): Peg | undefined {
    const machine = machineOf(term);
    if (!machine) return undefined;
    const prefix = `Rest_${this.scope}_${this.count()}`;
    const sight = this.rest(rest);
    const start = new MachineRules(machine, rest, sight, this.rules, prefix).start();
    const first = firstOfRest(rest).set;
    return peggy.meaning(start, { kind: 'machine', machine, first, sight: sight.matcher });
  }

  private classOf(set: CodePointSet): Peg {
    return this.rules.titled('Class', classTitle(set), peggy.classOf(set));
  }

  /**
   * What is looked for to know a rest: its beginnings, where they tell it from the texts that may stand there instead.
   * @param before - what was taken before it, where the others begin further back.
   */
  private sight(rest: Rest, others: readonly Term[], before: readonly Term[] = []): Peg {
    if (isShort(this.chains.shortened(rest))) return this.rest(rest);
    const beginnings = tellingBeginnings(rest, others, before);
    if (!beginnings) return this.rest(rest);
    const end = this.rest(undefined);
    return peggy.choice(
      beginnings.map(({ characters, ends }) => {
        const text = spelt(characters);
        const looked = text === undefined ? characters.map((set) => this.classOf(set)) : [peggy.literal(text)];
        return peggy.sequence([...looked, ...(ends ? [end] : [])]);
      }),
    );
  }

  /** A look ahead for a rest, to the end of the text, as a rule of its own. */
  private rest(rest: Rest): Peg {
    if (rest === undefined) return peggy.end;
    let name = this.restNames.get(rest);
    if (name === undefined) {
      name = `Rest_${this.scope}_${this.count()}`;
      this.restNames.set(rest, name);
      const parts: Peg[] = [];
      let at = this.chains.shortened(rest);
      for (; at && at !== anything; at = at.next) parts.push(this.lower(at.head, at.next, false));
      if (at !== anything) parts.push(this.rest(undefined));
      this.rules.define(name, peggy.sequence(parts));
    }
    return peggy.name(name, true);
  }

  /** Numbers what is made for one scope. */
  private count(): number {
    const count = (this.counts.get(this.scope) ?? 0) + 1;
    this.counts.set(this.scope, count);
    return count;
  }
}

/** The only text of some sets of characters, where they have one. */
function spelt(sets: readonly CodePointSet[]): string | undefined {
  const characters = sets.map(([range, ...others]) => {
    return range && others.length === 0 && range[0] === range[1] ? String.fromCodePoint(range[0]) : undefined;
  });
  return characters.includes(undefined) ? undefined : characters.join('');
}

/** The texts of a term that is a literal or a choice of them. */
function literalsOf(term: Term): readonly string[] | undefined {
  switch (term.kind) {
    case 'literal':
      return [term.text];
    case 'named':
      return literalsOf(term.of);
    case 'choice': {
      const texts = term.of.map(literalsOf);
      return texts.includes(undefined) ? undefined : texts.flatMap((one) => one ?? []);
    }
    default:
      return undefined;
  }
}
