import { boundPlan } from './bounds.js';
import { overlaps } from './code-points.js';
import { firstOf, followedBy } from './first.js';
import { firstOfRest, type Rest } from './rest.js';
import type { RestChains } from './rest-chains.js';
import type { Term, TermOf } from './term.js';

/**
 * Whether a term's extent follows from the text alone wherever `rest` can follow, so that it is lowered without a look
 * ahead: no two ways on begin with one character.
 */
export function isForced(term: Term, rest: Rest, chains: RestChains): boolean {
  switch (term.kind) {
    case 'literal':
    case 'class':
    case 'folded':
      return true;
    case 'capture':
    case 'named':
      return isForced(term.of, rest, chains);
    case 'bounded': {
      const plan = boundPlan(term, rest);
      if (plan.kind === 'machine') return false;
      if (plan.kind === 'instead') return isForced(plan.term, rest, chains);
      return (
        plan.near &&
        isForced(term.of, rest, chains) &&
        plan.behind.every((behind) => isForced(term.bound, behind, chains))
      );
    }
    case 'sequence': {
      let behind = rest;
      for (const part of [...term.of].reverse()) {
        if (!isForced(part, behind, chains)) return false;
        behind = chains.before(part, behind);
      }
      return true;
    }
    case 'choice':
      return inOrder(term).every((one, index, all) => {
        return isForced(one, rest, chains) && !all.slice(index + 1).some((other) => meet(one, other, rest));
      });
    case 'repeat': {
      const of = firstOf(term.of);
      if (of.nullable || overlaps(of.set, firstOfRest(rest).set)) return false;
      return isForced(term.of, chains.before(chains.star(term.of), rest), chains);
    }
  }
}

/**
 * The alternatives as Peggy tries them. Which one matches does not hang on their order; but one that may be empty always
 * matches something, so those come last.
 */
export function inOrder({ of }: TermOf<'choice'>): readonly Term[] {
  const isNullable = (term: Term) => firstOf(term).nullable;
  return [...of.filter((one) => !isNullable(one)), ...of.filter(isNullable)];
}

/** Whether two alternatives, each with what follows, can begin with the same character, or both be at the end. */
export function meet(one: Term, other: Term, rest: Rest): boolean {
  const a = followedBy(firstOf(one), firstOfRest(rest));
  const b = followedBy(firstOf(other), firstOfRest(rest));
  return (a.nullable && b.nullable) || overlaps(a.set, b.set);
}
