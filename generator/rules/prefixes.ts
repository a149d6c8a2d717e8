import { Alphabet } from './automaton/alphabet.js';
import type { Automaton } from './automaton/automaton.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { deterministicOf } from './automaton/deterministic.js';
import { shortestCommon } from './automaton/languages.js';
import { type CodePointSet, noCodePoints, union } from './code-points.js';
import { anything, type Rest, termsOf } from './rest.js';
import { sequenceTerm, type Term } from './term.js';

/** How many characters of a rest are looked at, at most, before all of it is. */
const MAX_CHARACTERS = 4;

/** How many beginnings are looked for, at most. */
const MAX_BEGINNINGS = 12;

/**
 * How many states the automaton of a rest may have, at most. It is made for many places of a rule, and of a larger one not
 * much would be won: what can begin in a few ways has few states.
 */
const MAX_STATES = 500;

/** How many places are looked at, at most, to find a text that begins so and is another. */
const MAX_PLACES = 20_000;

/** How a rest can begin. `ends`: the text ends behind these characters. */
export interface Beginning {
  readonly characters: readonly CodePointSet[];
  readonly ends: boolean;
}

/**
 * The beginnings of a rest that tell it from other texts: few characters, where all of the rest could be long.
 * Undefined: no beginnings of a few characters do.
 * @param others - what may stand there instead, from where `before` begins.
 * @param before - what stands before the rest.
 */
export function tellingBeginnings(
  rest: Rest,
  others: readonly Term[],
  before: readonly Term[] = [],
): readonly Beginning[] | undefined {
  const whole = sequenceTerm(termsOf(rest));
  const alphabet = new Alphabet(setsOf(sequenceTerm([whole, ...before, ...others])));
  try {
    const automaton = deterministicOf(whole, alphabet, MAX_STATES);
    const instead = others.map((other) => automatonOf(other, alphabet));
    for (let length = 1; length <= MAX_CHARACTERS; length++) {
      const beginnings = beginningsOf(automaton, 0, length);
      if (beginnings.length > MAX_BEGINNINGS) return undefined;
      const looked: Term = { kind: 'choice', of: beginnings.map(termOfBeginning) };
      const taken = automatonOf(sequenceTerm([...before, looked]), alphabet);
      if (instead.every((other) => shortestCommon(taken, other, undefined, MAX_PLACES) === undefined))
        return beginnings;
    }
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
  }
  return undefined;
}

/** The texts that begin so. */
function termOfBeginning({ characters, ends }: Beginning): Term {
  const terms = characters.map((set): Term => ({ kind: 'class', set, source: 'what follows' }));
  return sequenceTerm(ends ? terms : [...terms, anything.head]);
}

function beginningsOf(automaton: Automaton, state: number, length: number): readonly Beginning[] {
  if (length === 0) return [{ characters: [], ends: false }];
  const here = automaton.states[state];
  const sets = new Map<number, CodePointSet>();
  for (const [letter, targets] of here?.next ?? []) {
    const set = automaton.alphabet.letters[letter]?.set ?? noCodePoints;
    for (const to of targets) sets.set(to, union(sets.get(to) ?? noCodePoints, set));
  }
  const longer = [...sets].flatMap(([to, set]) =>
    beginningsOf(automaton, to, length - 1).map(({ characters, ends }) => ({ characters: [set, ...characters], ends })),
  );
  return here?.accepts ? [...longer, { characters: [], ends: true }] : longer;
}
