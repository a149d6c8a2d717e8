import { type Automaton, type Mark, markOf } from '../automaton/automaton.js';

/** Where marks stand in a text: `<x` begins x, `x>` ends it. */
export type Marked = string;

/** Up to `limit` different placings of an automaton's marks in a text that it accepts, found by trying all runs. */
export function readingsOf(automaton: Automaton, text: string, limit: number): readonly Marked[] {
  const letters = automaton.alphabet.spell(text);
  const characters = [...text];
  if (!letters) return [];
  const found = new Set<Marked>();
  const seen = new Set<string>();
  const run = (state: number, at: number, marked: string): void => {
    const key = `${state} ${at} ${marked}`;
    // Loops that take only marks go round for ever: what is marked more often than that is another reading already.
    if (seen.has(key) || found.size >= limit || marked.length > 400) return;
    seen.add(key);
    const here = automaton.states[state];
    if (at === letters.length && here?.accepts) found.add(marked);
    for (const [symbol, next] of here?.next ?? []) {
      const mark = markOf(automaton, symbol);
      if (mark === undefined && symbol !== letters[at]) continue;
      for (const to of next) {
        if (mark === undefined) run(to, at + 1, `${marked}${characters[at]}`);
        else run(to, at, `${marked}${shown(mark)}`);
      }
    }
  };
  run(0, 0, '');
  return [...found];
}

function shown({ field, edge }: Mark): string {
  return edge === 'begin' ? `‹${field}` : `${field}›`;
}
