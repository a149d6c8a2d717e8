import type { Automaton, AutomatonState } from './automaton.js';

/** Where the automata of a union can be after one text: their states, ascending. */
export type Places = readonly number[];

/** Several automata over one alphabet that read at once, made deterministic step by step. */
export class Union {
  private readonly states: {
    readonly state: AutomatonState;
    readonly automaton: Automaton;
    readonly offset: number;
  }[] = [];
  private readonly starts: number[] = [];

  constructor(automata: Iterable<Automaton> = []) {
    for (const automaton of automata) this.add(automaton);
  }

  add(automaton: Automaton): void {
    const offset = this.states.length;
    this.starts.push(offset);
    for (const state of automaton.states) this.states.push({ state, automaton, offset });
  }

  get start(): Places {
    return this.settled(new Set(this.starts));
  }

  after(places: Places, letter: number): Places {
    const reached = new Set<number>();
    for (const place of places) {
      const { state, offset } = this.states[place] ?? {};
      for (const to of state?.next.get(letter) ?? []) reached.add((offset ?? 0) + to);
    }
    return this.settled(reached);
  }

  accepts(places: Places): boolean {
    return places.some((place) => this.states[place]?.state.accepts);
  }

  /** With all that is reached by marks alone. */
  private settled(reached: Set<number>): Places {
    for (const place of reached) {
      const { state, automaton, offset } = this.states[place] ?? {};
      if (!state || !automaton || automaton.fields.length === 0) continue;
      for (const [symbol, next] of state.next) {
        if (symbol >= automaton.alphabet.size) for (const to of next) reached.add((offset ?? 0) + to);
      }
    }
    return [...reached].sort((a, b) => a - b);
  }
}
