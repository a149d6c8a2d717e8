import refa from 'refa';
import { asciiCases, only } from '../code-points.js';
import type { Term } from '../term.js';
import type { Alphabet } from './alphabet.js';
import { type Automaton, type AutomatonState, markSymbol } from './automaton.js';

/** How many states an automaton may have, over all steps of making it. */
export const STATE_BUDGET = 20_000;

/** A question that would take more than its budget: it is left open. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/**
 * The automaton of a term. With `fields`, it reads their marks where the term binds them; without, it reads texts alone.
 * @throws Undecided past the budget.
 */
export function automatonOf(
  term: Term,
  alphabet: Alphabet,
  fields: readonly string[] = [],
  budget = STATE_BUDGET,
): Automaton {
  return frozen(nfaOf(term, alphabet, fields, budget), alphabet, fields);
}

/** The same, as the library's automaton. */
export function nfaOf(term: Term, alphabet: Alphabet, fields: readonly string[] = [], budget = STATE_BUDGET): refa.NFA {
  try {
    const nfa = new Builder(alphabet, fields, budget).build(term);
    nfa.removeUnreachable();
    return nfa;
  } catch (error) {
    if (error instanceof refa.TooManyNodesError) throw new Undecided(`more than ${budget} states`, { cause: error });
    throw error;
  }
}

/** All sets of code points that a term tells apart, for its alphabet. */
export function* setsOf(term: Term): Iterable<readonly (readonly [number, number])[]> {
  switch (term.kind) {
    case 'literal':
      for (const character of term.text) yield only(character.codePointAt(0) ?? 0);
      return;
    case 'folded':
      for (const character of term.text) yield asciiCases(character.codePointAt(0) ?? 0);
      return;
    case 'class':
      yield term.set;
      return;
    case 'sequence':
    case 'choice':
      for (const part of term.of) yield* setsOf(part);
      return;
    case 'repeat':
    case 'capture':
    case 'named':
      yield* setsOf(term.of);
      return;
    case 'bounded':
      yield* setsOf(term.of);
      yield* setsOf(term.bound);
  }
}

class Builder {
  private readonly options: refa.NFA.Options;
  private readonly nodes: refa.NFA.LimitedNodeFactory;
  private readonly deterministicNodes: refa.DFA.LimitedNodeFactory;

  constructor(
    private readonly alphabet: Alphabet,
    private readonly fields: readonly string[],
    budget: number,
  ) {
    this.options = { maxCharacter: alphabet.size + 2 * fields.length - 1 };
    this.nodes = new refa.NFA.LimitedNodeFactory(budget);
    this.deterministicNodes = new refa.DFA.LimitedNodeFactory(budget);
  }

  build(term: Term): refa.NFA {
    switch (term.kind) {
      case 'literal':
        return refa.NFA.fromWords([[...(this.alphabet.spell(term.text) ?? [])]], this.options, this.nodes);
      case 'class':
        return this.symbols(this.alphabet.lettersOf(term.set));
      case 'folded':
        return this.sequence(term.sets.map((set) => this.symbols(this.alphabet.lettersOf(set))));
      case 'sequence':
        return this.sequence(term.of.map((part) => this.build(part)));
      case 'choice': {
        const choice = refa.NFA.empty(this.options, this.nodes);
        for (const part of term.of) choice.unionInto(this.build(part), this.nodes);
        return choice;
      }
      case 'repeat': {
        const repeated = this.build(term.of);
        repeated.quantify(term.min, term.max ?? Number.POSITIVE_INFINITY, this.nodes);
        return repeated;
      }
      case 'capture': {
        if (!this.fields.includes(term.field)) return this.build(term.of);
        const mark = (edge: 'begin' | 'end') =>
          this.symbols([markSymbol(this.alphabet, this.fields, { field: term.field, edge })]);
        return this.sequence([mark('begin'), this.build(term.of), mark('end')]);
      }
      case 'named':
        return this.build(term.of);
      case 'bounded':
        return this.bounded(term.of, term.bound, term.how);
    }
  }

  private sequence(parts: readonly refa.NFA[]): refa.NFA {
    const sequence = refa.NFA.emptyWord(this.options, this.nodes);
    for (const part of parts) sequence.appendInto(part, this.nodes);
    return sequence;
  }

  private symbols(symbols: readonly number[]): refa.NFA {
    return refa.NFA.fromCharSet(this.charSet(symbols), this.nodes);
  }

  private charSet(symbols: readonly number[]): refa.CharSet {
    return refa.CharSet.empty(this.options.maxCharacter).union(symbols.map((symbol) => ({ min: symbol, max: symbol })));
  }

  /** What is bounded goes on reading its marks; the bound speaks of the text alone, so it stays where it is at a mark. */
  private bounded(of: Term, bound: Term, how: 'without' | 'within'): refa.NFA {
    const deterministic = refa.DFA.fromFA(this.build(bound), this.deterministicNodes);
    if (how === 'without') deterministic.complement(this.deterministicNodes);
    const iterator = deterministic.transitionIterator();
    const marks = this.charSet(
      this.fields.flatMap((_, index) => [0, 1].map((edge) => this.alphabet.size + 2 * index + edge)),
    );
    const letters = marks.negate();
    const pausing: refa.TransitionIterator<refa.DFA.ReadonlyNode> = {
      initial: iterator.initial,
      isFinal: iterator.isFinal,
      getOut: (state) => {
        const out = new Map<refa.DFA.ReadonlyNode, refa.CharSet>();
        for (const [to, via] of iterator.getOut(state)) {
          const text = via.intersect(letters);
          if (!text.isEmpty) out.set(to, text);
        }
        out.set(state, (out.get(state) ?? this.charSet([])).union(marks));
        return out;
      },
      stableOut: true,
    };
    const left = this.build(of);
    return refa.NFA.fromIntersection(
      left,
      { transitionIterator: () => pausing, maxCharacter: this.options.maxCharacter },
      this.nodes,
    );
  }
}

/** The same automaton as plain data, its states numbered in the order in which they are reached. */
export function frozen(nfa: refa.NFA, alphabet: Alphabet, fields: readonly string[]): Automaton {
  const numbers = new Map<refa.NFA.ReadonlyNode, number>([[nfa.initial, 0]]);
  const order: refa.NFA.Node[] = [nfa.initial];
  const states: AutomatonState[] = [];
  for (const node of order) {
    const next = new Map<number, number[]>();
    for (const [to, via] of node.out) {
      let number = numbers.get(to);
      if (number === undefined) {
        number = order.push(to) - 1;
        numbers.set(to, number);
      }
      for (const symbol of via.characters()) {
        const targets = next.get(symbol);
        if (targets) targets.push(number);
        else next.set(symbol, [number]);
      }
    }
    states.push({ accepts: nfa.finals.has(node), next: new Map([...next].sort(([a], [b]) => a - b)) });
  }
  return { alphabet, fields, states };
}
