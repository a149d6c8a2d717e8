import { allCodePoints } from './code-points.js';
import { type First, firstOf, followedBy } from './first.js';
import { holdsIn, type Term } from './term.js';

/** What must follow a term, up to the end of the text. `undefined`: the end itself. */
export type Rest = { readonly head: Term; readonly next: Rest } | undefined;

/** How a rest can begin; `nullable`: it can be the end. */
export function firstOfRest(rest: Rest): First {
  return rest ? followedBy(firstOf(rest.head), firstOfRest(rest.next)) : { set: [], nullable: true };
}

/** The terms of a rest, in order. */
export function termsOf(rest: Rest): readonly Term[] {
  const terms: Term[] = [];
  for (let at = rest; at; at = at.next) terms.push(at.head);
  return terms;
}

export const anyCharacter: Term = { kind: 'class', set: allCodePoints, source: '.' };

/** What follows where any text may. */
export const anything: NonNullable<Rest> = {
  head: { kind: 'repeat', of: anyCharacter, min: 0, max: null },
  next: undefined,
};

/** How many characters a term asks for that takes any text from there on; undefined for any other term. */
export function leastOfAny(term: Term): number | undefined {
  switch (term.kind) {
    case 'capture':
    case 'named':
      return leastOfAny(term.of);
    case 'repeat':
      return term.max === null && isAny(term.of) ? term.min : undefined;
    default:
      return undefined;
  }
}

function isAny(term: Term): boolean {
  if (term.kind === 'named') return isAny(term.of);
  const [low, high, ...others] = term.kind === 'class' ? term.set : [];
  const [all, above] = allCodePoints;
  return others.length === 0 && [low, high].every((range, index) => range?.join() === [all, above][index]?.join());
}

/** Whether a rest is looked for in a few steps: nothing in it repeats without bound. */
export function isShort(rest: Rest): boolean {
  return termsOf(rest === anything ? undefined : rest).every((term) => term === anything.head || isShortTerm(term));
}

const SHORT = 64;

function isShortTerm(term: Term): boolean {
  const isLong = holdsIn(term, (one) => {
    if (one.kind === 'repeat') return one.max === null || one.max > SHORT || undefined;
    return (one.kind === 'bounded' && !isShortTerm(one.bound)) || undefined;
  });
  return !isLong;
}
