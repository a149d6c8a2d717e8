import { classTitle } from './class-pattern.js';
import { type CodePointSet, overlaps } from './code-points.js';
import type { GrammarRules } from './grammar-rules.js';
import type { Machine, MachineState } from './machine.js';
import type { Peg } from './peggy-syntax.js';
import * as peggy from './peggy-syntax.js';
import { firstOfRest, type Rest } from './rest.js';

/** How many rules one machine may become, written in rounds. */
const MAX_RULES = 200;

/** Where a path leads: to a state, or to a place where the text of the machine may stop. */
type Goal = number | 'stop';

/**
 * Writes a machine as rules of a grammar. A path that comes back to a state is a round, and rounds are repeated, not
 * called again from inside: however long a text is, the parser goes no deeper. What a text leads to is known from one
 * character to the next; so a round that does not come back is tried once more, as the way out.
 */
export class MachineRules {
  private readonly names = new Map<string, string>();
  private readonly made: [name: string, peg: Peg][] = [];

  /**
   * @param sight - finds the rest, where the machine may stop and may go on.
   * @param prefix - begins the names of the rules.
   */
  constructor(
    private readonly machine: Machine,
    private readonly rest: Rest,
    private readonly sight: Peg,
    private readonly grammar: GrammarRules,
    private readonly prefix: string,
  ) {}

  /** The machine's texts. */
  start(): Peg {
    if (!this.machine.some(({ accepts }) => accepts)) return peggy.never;
    const start = this.path(0, 'stop', []);
    if (this.isTooLarge) return this.nested();
    for (const [name, peg] of this.made) this.grammar.define(name, peg);
    return start;
  }

  private get isTooLarge(): boolean {
    return this.names.size > MAX_RULES;
  }

  /** A rule for each state, which calls the next: where rounds within rounds would take too many rules. */
  private nested(): Peg {
    const nameOf = (state: number): Peg => peggy.name(`${this.prefix}_state_${state}`, true);
    for (const [number, state] of this.machine.entries()) {
      const onward = state.next.map(({ set, to }) =>
        peggy.sequence([...this.guard(state, set), this.character(set), nameOf(to)]),
      );
      this.grammar.define(nameOf(number).text, peggy.choice(state.accepts ? [...onward, peggy.nothing] : onward));
    }
    return nameOf(0);
  }

  /** The way from a state to a goal that passes none of the states to avoid. */
  private path(state: number, goal: Goal, avoid: readonly number[]): Peg {
    const key = `${state} ${goal} ${avoid.join()}`;
    const known = this.names.get(key);
    if (known !== undefined) return peggy.name(known, true);
    const name = `${this.prefix}_${this.names.size}`;
    this.names.set(key, name);
    if (this.isTooLarge) return peggy.never;
    const round = this.comesBack(state, goal, avoid) ? [this.rounds(state, goal, avoid)] : [];
    const out = peggy.choice(this.ways(state, goal, withState(avoid, state)));
    this.made.push([name, peggy.sequence([...round, out])]);
    return peggy.name(name, true);
  }

  private rounds(state: number, goal: Goal, avoid: readonly number[]): Peg {
    const round = peggy.choice(this.ways(state, state, goal === 'stop' ? avoid : withState(avoid, goal)));
    return peggy.repeated(round, 0, null);
  }

  /** The ways on from a state, by their first characters; where it may stop, the way that takes none. */
  private ways(state: number, goal: Goal, avoid: readonly number[]): readonly Peg[] {
    const here = this.state(state);
    const onward: Peg[] = [];
    for (const { set, to } of here.next) {
      if (to !== goal && avoid.includes(to)) continue;
      // A way that never gets there is no way: the automaton has none but through what is avoided.
      if (to !== goal && !this.reaches(to, goal, avoid)) continue;
      const target = to === goal ? [] : [this.path(to, goal, avoid)];
      onward.push(peggy.sequence([...this.guard(here, set), this.character(set), ...target]));
    }
    return goal === 'stop' && here.accepts ? [...onward, peggy.nothing] : onward;
  }

  /** Where the machine may stop and may go on, it stops as soon as the rest can follow. */
  private guard({ accepts }: MachineState, set: CodePointSet): readonly Peg[] {
    return accepts && overlaps(set, firstOfRest(this.rest).set) ? [peggy.not(this.sight)] : [];
  }

  private character(set: CodePointSet): Peg {
    return this.grammar.titled('Class', classTitle(set), peggy.classOf(set));
  }

  private comesBack(state: number, goal: Goal, avoid: readonly number[]): boolean {
    const closed = goal === 'stop' ? avoid : withState(avoid, goal);
    return this.state(state).next.some(
      ({ to }) => to === state || (!closed.includes(to) && this.reaches(to, state, closed)),
    );
  }

  private reaches(from: number, goal: Goal, avoid: readonly number[]): boolean {
    const reached = new Set([from]);
    for (const state of reached) {
      if (state === goal || (goal === 'stop' && this.state(state).accepts)) return true;
      for (const { to } of this.state(state).next) if (to === goal || !avoid.includes(to)) reached.add(to);
    }
    return false;
  }

  private state(number: number): MachineState {
    return this.machine[number] ?? { accepts: false, next: [] };
  }
}

function withState(states: readonly number[], state: number): readonly number[] {
  return states.includes(state) ? states : [...states, state].sort((a, b) => a - b);
}
