import { Alphabet } from './automaton/alphabet.js';
import type { Automaton } from './automaton/automaton.js';
import { setsOf, Undecided } from './automaton/build.js';
import { deterministicOf } from './automaton/deterministic.js';
import { type CodePointSet, noCodePoints, union } from './code-points.js';
import type { Term } from './term.js';

/** How many states of an automaton are written out as rules of a grammar. */
const WRITTEN_STATES = 400;

/** How many states it may have before the smallest automaton is made of it. */
const MADE_STATES = 5_000;

/** A deterministic automaton, its letters as sets of code points. */
export type Machine = readonly MachineState[];

export interface MachineState {
  readonly accepts: boolean;
  /** Where its characters lead; no two of the sets meet. */
  readonly next: readonly { readonly set: CodePointSet; readonly to: number }[];
}

/** The texts of a term as a machine; undefined: it would be too large to be written out. Computed once. */
export function machineOf(term: Term): Machine | undefined {
  if (!known.has(term)) known.set(term, compute(term));
  return known.get(term);
}

const known = new WeakMap<Term, Machine | undefined>();

function compute(term: Term): Machine | undefined {
  try {
    const automaton = deterministicOf(term, new Alphabet(setsOf(term)), MADE_STATES);
    if (automaton.states.length > WRITTEN_STATES) return undefined;
    return automaton.states.map((_, state) => stateOf(automaton, state));
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function stateOf({ alphabet, states }: Automaton, state: number): MachineState {
  const sets = new Map<number, CodePointSet>();
  for (const [letter, targets] of states[state]?.next ?? []) {
    for (const to of targets)
      sets.set(to, union(sets.get(to) ?? noCodePoints, alphabet.letters[letter]?.set ?? noCodePoints));
  }
  return {
    accepts: states[state]?.accepts ?? false,
    next: [...sets].map(([to, set]) => ({ set, to })),
  };
}
