import { CharacterClasses } from '../character-classes.js';
import type { CodePointRange } from '../model.js';

/** A deterministic automaton as a generated module holds it; its first state is the initial one. */
export type AutomatonStates = readonly AutomatonState[];

/** A state of an automaton. */
export interface AutomatonState {
  /** Whether a text may end here. */
  readonly accepts: boolean;
  /** Where each set of characters leads, by the place of the state in the list. */
  readonly next: readonly { readonly set: readonly CodePointRange[]; readonly to: number }[];
}

/** Looks whether what must follow stands at a place of a text. */
export type Sight = (text: string, at: number) => boolean;

/** Takes a beginning of what stands at a place; -1: there is none. */
export type AutomatonReader = (text: string, from: number) => number;

/**
 * Makes a reader that takes the longest beginning which an automaton accepts, or the first behind which `sight` finds
 * what must follow. Takes one step for each character, however deep the rule's repetitions are.
 * @param first - what `sight` can begin with: elsewhere it is not asked.
 */
export function automatonReader(
  states: AutomatonStates,
  first: readonly CodePointRange[] = [],
  sight?: Sight,
): AutomatonReader {
  const classes = new CharacterClasses([...first, ...states.flatMap(({ next }) => next.flatMap(({ set }) => set))]);
  const { size } = classes;
  const table = new Int16Array(states.length * size).fill(-1);
  states.forEach(({ next }, state) => {
    for (const { set, to } of next) for (const one of classes.within(set)) table[state * size + one] = to;
  });
  const accepting = Uint8Array.from(states, ({ accepts }) => Number(accepts));
  const sighted = new Uint8Array(size);
  if (sight) for (const one of classes.within(first)) sighted[one] = 1;

  return (text, from) => {
    let state = 0;
    let at = from;
    let taken = -1;
    for (;;) {
      if (accepting[state] === 1) taken = at;
      const codePoint = text.codePointAt(at);
      if (codePoint === undefined) return taken;
      const one = classes.indexOf(codePoint);
      const to = table[state * size + one] ?? -1;
      if (to < 0) return taken;
      if (taken === at && sighted[one] === 1 && sight?.(text, at)) return at;
      state = to;
      at += codePoint > 0xffff ? 2 : 1;
    }
  };
}
