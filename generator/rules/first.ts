import { type CodePointSet, noCodePoints, only, union } from './code-points.js';
import { once } from './once.js';
import type { Term } from './term.js';

/** How the texts of a term can begin. */
export interface First {
  /** The first characters; of a bounded term perhaps some too many. */
  readonly set: CodePointSet;
  /** Whether the empty text is one of them. */
  readonly nullable: boolean;
}

/** Computed once for each term. */
export function firstOf(term: Term): First {
  return once(known, term, () => compute(term));
}

const known = new WeakMap<Term, First>();

/** How one and then the other begin. (Not called `then`: a module that exports that is taken for a promise by `import()`.) */
export function followedBy(first: First, second: First): First {
  return first.nullable ? { set: union(first.set, second.set), nullable: second.nullable } : first;
}

function compute(term: Term): First {
  switch (term.kind) {
    case 'literal': {
      const codePoint = term.text.codePointAt(0);
      return codePoint === undefined
        ? { set: noCodePoints, nullable: true }
        : { set: only(codePoint), nullable: false };
    }
    case 'class':
      return { set: term.set, nullable: false };
    case 'folded':
      return { set: term.sets[0] ?? noCodePoints, nullable: false };
    case 'sequence':
      return term.of.reduceRight<First>((rest, part) => followedBy(firstOf(part), rest), {
        set: noCodePoints,
        nullable: true,
      });
    case 'choice':
      return {
        set: term.of.reduce<CodePointSet>((set, part) => union(set, firstOf(part).set), noCodePoints),
        nullable: term.of.some((part) => firstOf(part).nullable),
      };
    case 'repeat': {
      if (term.max === 0) return { set: noCodePoints, nullable: true };
      const of = firstOf(term.of);
      return { set: of.set, nullable: of.nullable || term.min === 0 };
    }
    case 'capture':
    case 'named':
      return firstOf(term.of);
    case 'bounded': {
      const of = firstOf(term.of);
      const bound = firstOf(term.bound);
      if (term.how === 'within') return { set: bound.set, nullable: of.nullable && bound.nullable };
      return { set: of.set, nullable: of.nullable && !bound.nullable };
    }
  }
}
