import type { Alphabet } from './alphabet.js';

/**
 * A nondeterministic automaton without empty transitions. It reads letters, which are characters, and marks, which say
 * that a field begins or ends in front of the next character and take no text.
 */
export interface Automaton {
  readonly alphabet: Alphabet;
  /** The fields whose marks it reads; empty: it reads none. */
  readonly fields: readonly string[];
  /** What each state leads to, by symbol, ascending. The first state is the initial one. */
  readonly states: readonly AutomatonState[];
}

export interface AutomatonState {
  readonly accepts: boolean;
  /** By letter, and behind the letters by mark; each leads to one state at least. */
  readonly next: ReadonlyMap<number, readonly number[]>;
}

/** A field's beginning or end. */
export interface Mark {
  readonly field: string;
  readonly edge: 'begin' | 'end';
}

/** The symbol of a mark: marks are numbered behind the letters. */
export function markSymbol(alphabet: Alphabet, fields: readonly string[], mark: Mark): number {
  return alphabet.size + 2 * fields.indexOf(mark.field) + (mark.edge === 'begin' ? 0 : 1);
}

/** The mark of a symbol; undefined: it is a letter. */
export function markOf({ alphabet, fields }: Automaton, symbol: number): Mark | undefined {
  const index = symbol - alphabet.size;
  const field = fields[index >> 1];
  return index < 0 || field === undefined ? undefined : { field, edge: index % 2 === 0 ? 'begin' : 'end' };
}

/** Whether a text is accepted; an ill-formed one never is. */
export function accepts(automaton: Automaton, text: string): boolean {
  const { alphabet, states } = automaton;
  const letters = alphabet.spell(text);
  if (!letters) return false;
  let current = withMarks(automaton, new Set([0]));
  for (const letter of letters) current = withMarks(automaton, step(automaton, current, letter));
  return [...current].some((state) => states[state]?.accepts);
}

/** The states that one symbol leads to. */
function step({ states }: Automaton, from: Iterable<number>, symbol: number): Set<number> {
  const to = new Set<number>();
  for (const state of from) for (const next of states[state]?.next.get(symbol) ?? []) to.add(next);
  return to;
}

/** Adds what is reached from these states without text. */
function withMarks({ alphabet, fields, states }: Automaton, reached: Set<number>): Set<number> {
  if (fields.length === 0) return reached;
  for (const state of reached) {
    for (const [symbol, next] of states[state]?.next ?? []) {
      if (symbol >= alphabet.size) for (const one of next) reached.add(one);
    }
  }
  return reached;
}
