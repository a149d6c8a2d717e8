import { once } from './once.js';
import { anyCharacter, anything, leastOfAny, type Rest } from './rest.js';
import { emptyTerm, type Term } from './term.js';

/** Makes rests and the terms that they need, each once: rests are told apart by their objects. */
export class RestChains {
  private readonly chains = new Map<Term, Map<Rest, NonNullable<Rest>>>();
  private readonly stars = new Map<Term, Term>();
  private readonly rewritten = new Map<Term, Term>();
  private readonly anys = new Map<number, Term>();

  /** The rest that begins with a term; the same one for the same term before the same rest. */
  before(head: Term, next: Rest): Rest {
    if (head === emptyTerm) return next;
    const chains = once(this.chains, head, () => new Map<Rest, NonNullable<Rest>>());
    return once(chains, next, () => ({ head, next }));
  }

  /** What is enough to find where a rest is only looked for: of what takes any text up to the end, its least. */
  shortened(rest: Rest): Rest {
    if (rest === undefined || rest === anything) return rest;
    if (rest.next) return this.before(rest.head, this.shortened(rest.next));
    const least = leastOfAny(rest.head);
    return least === undefined ? rest : this.before(this.any(least), anything);
  }

  /** Any number of rounds of a term. */
  star(of: Term): Term {
    return once(this.stars, of, () => ({ kind: 'repeat', of, min: 0, max: null }));
  }

  /** What a term is lowered as. */
  rewrite<T extends Term>(term: T, make: (term: T) => Term): Term {
    return once(this.rewritten, term, () => make(term));
  }

  private any(count: number): Term {
    return once(this.anys, count, () => ({ kind: 'repeat', of: anyCharacter, min: count, max: count }));
  }
}
