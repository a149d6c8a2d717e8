import { once } from '../once.js';
import type { Automaton, AutomatonState } from './automaton.js';
import { Undecided } from './build.js';

/**
 * How many places may be looked at for one list, whichever question it is for. The shipped specs look at 16,000, one of
 * 2,000 messages at 32,000; past this a text would take minutes to be found, and would tell nobody anything.
 */
const PLACES_BUDGET = 400_000;

/** How many states a walk over the whole list may reach. */
const STATES_BUDGET = 50_000;

interface Place {
  /** Which of the automata it belongs to. */
  readonly owner: number;
  /** The number of the automaton's first place. */
  readonly offset: number;
  readonly state: AutomatonState;
}

interface State {
  /** Where the automata can be, ascending. */
  readonly places: readonly number[];
  readonly first: number | undefined;
  readonly next: Map<number, number>;
}

/**
 * Automata in the order in which they are tried, read at once: after each text it is known which of them is the first
 * that takes it. Made deterministic as far as it is asked, each step once, so that many questions about one list cost
 * little more than one.
 */
export class FirstMatch {
  /** The number of the state before any text. */
  readonly start = 0;
  private readonly places: readonly Place[];
  private readonly states: State[] = [];
  private readonly numbers = new Map<string, number>();
  private seen = 0;

  /** @param automata - all over one alphabet. */
  constructor(private readonly automata: readonly Automaton[]) {
    const places: Place[] = [];
    const starts: number[] = [];
    for (const [owner, { states }] of automata.entries()) {
      const offset = places.length;
      starts.push(offset);
      for (const state of states) places.push({ owner, offset, state });
    }
    this.places = places;
    this.number(new Set(starts));
  }

  /**
   * The state after one more letter; undefined: none of the automata can go on.
   * @throws Undecided past the budget.
   */
  after(state: number, letter: number): number | undefined {
    const from = this.states[state];
    if (from === undefined) return undefined;
    const next = once(from.next, letter, () => {
      const reached = new Set<number>();
      for (const number of from.places) {
        const place = this.places[number];
        for (const to of place?.state.next.get(letter) ?? []) reached.add((place?.offset ?? 0) + to);
      }
      return this.number(reached);
    });
    return this.states[next]?.places.length === 0 ? undefined : next;
  }

  /** Which of the automata is the first to take the text that led to a state; undefined: none does. */
  first(state: number): number | undefined {
    return this.states[state]?.first;
  }

  /**
   * For each automaton a shortest text that it is the first to take; undefined: those before it take all of its texts.
   * @throws Undecided past the budget.
   */
  firstTexts(): readonly (string | undefined)[] {
    const found = this.automata.map((): string | undefined => undefined);
    const [one] = this.automata;
    if (one === undefined) return found;
    let missing = found.length;
    const buckets: { readonly state: number; readonly text: string }[][] = [[{ state: this.start, text: '' }]];
    const done = new Set<number>();
    for (let bytes = 0; bytes < buckets.length && missing > 0; bytes++) {
      for (const { state, text } of buckets[bytes] ?? []) {
        if (done.has(state)) continue;
        done.add(state);
        if (done.size > STATES_BUDGET) throw new Undecided(`more than ${STATES_BUDGET} states`);
        const first = this.first(state);
        if (first !== undefined && found[first] === undefined) {
          found[first] = text;
          missing--;
        }
        for (const letter of this.lettersFrom(state)) {
          const to = this.after(state, letter);
          if (to === undefined || done.has(to)) continue;
          const after = bytes + one.alphabet.bytesOf(letter);
          while (buckets.length <= after) buckets.push([]);
          buckets[after]?.push({ state: to, text: text + one.alphabet.sample(letter) });
        }
      }
      buckets[bytes] = [];
    }
    return found;
  }

  /** The letters by which any of the automata goes on, in order. */
  private lettersFrom(state: number): readonly number[] {
    const size = this.automata[0]?.alphabet.size ?? 0;
    const letters = new Set<number>();
    for (const number of this.states[state]?.places ?? []) {
      for (const symbol of this.places[number]?.state.next.keys() ?? []) if (symbol < size) letters.add(symbol);
    }
    return [...letters].sort((a, b) => a - b);
  }

  /** The number of the state of these places and of all that is reached from them by marks alone. */
  private number(reached: Set<number>): number {
    for (const number of reached) {
      const place = this.places[number];
      const automaton = this.automata[place?.owner ?? 0];
      if (place === undefined || automaton === undefined || automaton.fields.length === 0) continue;
      for (const [symbol, next] of place.state.next) {
        if (symbol >= automaton.alphabet.size) for (const to of next) reached.add(place.offset + to);
      }
    }
    this.seen += reached.size;
    if (this.seen > PLACES_BUDGET) throw new Undecided(`more than ${PLACES_BUDGET} places`);
    const places = [...reached].sort((a, b) => a - b);
    return once(this.numbers, places.join(), () => {
      // Places stand in the order of their automata, so that the first one found is the first one tried.
      const taker = places.find((number) => this.places[number]?.state.accepts);
      const first = taker === undefined ? undefined : this.places[taker]?.owner;
      return this.states.push({ places, first, next: new Map() }) - 1;
    });
  }
}
