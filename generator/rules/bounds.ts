import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf } from './automaton/build.js';
import { shortestCommon, shortestOutside } from './automaton/languages.js';
import { once } from './once.js';
import { anything, firstOfRest, type Rest, termsOf } from './rest.js';
import { sequenceTerm, type Term, type TermOf } from './term.js';

/** How a bounded term is lowered in front of a rest. */
export type BoundPlan =
  /** By another term, with the same texts. */
  | { readonly kind: 'instead'; readonly term: Term }
  /** By the states of its automaton. */
  | { readonly kind: 'machine' }
  /** What `of` takes, unless the bound and one of `behind` match from here. `near`: one character behind the bound tells. */
  | { readonly kind: 'guard'; readonly near: boolean; readonly behind: readonly Rest[] };

/**
 * Decides how a bound is kept. Peggy can look for a bound's text only from where the bounded term begins; so that is done
 * where the extents of the two cannot differ, and where they can the term's automaton is followed.
 * @throws Undecided past the automata's budget.
 */
export function boundPlan(term: TermOf<'bounded'>, rest: Rest): BoundPlan {
  const plans = once(known, term, () => new Map<Rest, BoundPlan>());
  return once(plans, rest, () => (term.how === 'within' ? within(term) : without(term, rest)));
}

const known = new WeakMap<Term, Map<Rest, BoundPlan>>();

/** A range of numbers mostly says all by itself: what it bounds takes every number. */
function within(term: TermOf<'bounded'>): BoundPlan {
  const alphabet = new Alphabet(setsOf(term));
  const of = automatonOf(term.of, alphabet);
  const bound = automatonOf(term.bound, alphabet);
  if (shortestOutside(bound, [of]) === undefined) return { kind: 'instead', term: term.bound };
  if (shortestOutside(of, [bound]) === undefined) return { kind: 'instead', term: term.of };
  return { kind: 'machine' };
}

function without(term: TermOf<'bounded'>, rest: Rest): BoundPlan {
  if (rest === undefined) return { kind: 'guard', near: false, behind: [undefined] };
  const alphabet = new Alphabet(setsOf(sequenceTerm([term, ...termsOf(rest)])));
  const taken = automatonOf(sequenceTerm([term, ...termsOf(rest)]), alphabet);
  const excludes = (behind: readonly Rest[]) =>
    behind.every((one) => {
      const excluded = sequenceTerm([term.bound, ...termsOf(one)]);
      return shortestCommon(taken, automatonOf(excluded, alphabet)) === undefined;
    });
  const near = nearOf(rest);
  if (excludes(near)) return { kind: 'guard', near: true, behind: near };
  if (excludes([rest])) return { kind: 'guard', near: false, behind: [rest] };
  return { kind: 'machine' };
}

/** One character of a rest, and the end where the rest can be empty. */
function nearOf(rest: Rest): readonly Rest[] {
  const first = firstOfRest(rest);
  const character: Term = { kind: 'class', set: first.set, source: 'what follows' };
  const some: Rest = { head: character, next: anything };
  return first.nullable ? [some, undefined] : [some];
}
