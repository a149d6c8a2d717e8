import type { MessageModel, Model } from '../../runtime/model.js';
import { Alphabet } from './automaton/alphabet.js';
import { automatonOf, setsOf, Undecided } from './automaton/build.js';
import { shortestCommon } from './automaton/languages.js';
import { lengthsOf } from './automaton/lengths.js';
import { overlaps } from './code-points.js';
import { firstOf } from './first.js';
import { once } from './once.js';
import { hasCaptures, holdsIn, messageTerm, sequenceTerm, type Term } from './term.js';

/**
 * Whether a message that is written with values of its fields' languages can be read as something else where the
 * messages of `list` are tried in their order: an earlier one may take its text, or a rule may except it. Its own rule
 * gives a text one reading, which the analysis has proved; so where this is false, what was written need not be read.
 */
export function mayReadAsOther(model: Model, message: MessageModel, list: readonly MessageModel[]): boolean {
  const term = termFor(model, message);
  if (exceptsFields(term)) return true;
  const earlier = list.slice(0, list.indexOf(message));
  return earlier.some((other) => meet(termFor(model, other), term));
}

/** How many bytes the longest text of a message has; `null`: there is no longest, or it can't be told. */
export function longestOf(model: Model, message: MessageModel): number | null {
  const term = termFor(model, message);
  try {
    return lengthsOf(automatonOf(term, new Alphabet(setsOf(term))))?.longest ?? null;
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
}

const terms = new WeakMap<MessageModel, Term>();

function termFor(model: Model, message: MessageModel): Term {
  return once(terms, message, () => messageTerm(model, message));
}

/** Whether some values of fields are excepted together, which no test of one field can tell. */
function exceptsFields(term: Term): boolean {
  return holdsIn(term, (one) => {
    if (one.kind === 'capture') return false;
    // A message without fields has one text as it is written, which may be excepted too.
    return one.kind === 'bounded' ? one.how === 'without' || hasCaptures(one.of) : undefined;
  });
}

/** Whether two messages have a text in common; where that can't be decided they might. */
function meet(one: Term, other: Term): boolean {
  if (apart(one, other)) return false;
  const alphabet = new Alphabet(setsOf(sequenceTerm([one, other])));
  try {
    return shortestCommon(automatonOf(one, alphabet), automatonOf(other, alphabet)) !== undefined;
  } catch (error) {
    if (error instanceof Undecided) return true;
    throw error;
  }
}

/** What tells most messages apart, without an automaton: how they begin. */
function apart(one: Term, other: Term): boolean {
  const [a, b] = [firstOf(one), firstOf(other)];
  if (!(a.nullable && b.nullable) && !overlaps(a.set, b.set)) return true;
  const [here, there] = [beginningOf(one), beginningOf(other)];
  const length = Math.min(here.length, there.length);
  return here.slice(0, length) !== there.slice(0, length);
}

/** A literal that all texts of a term begin with. */
function beginningOf(term: Term): string {
  switch (term.kind) {
    case 'literal':
      return term.text;
    case 'sequence': {
      const [first] = term.of;
      return first === undefined ? '' : beginningOf(first);
    }
    case 'named':
    case 'capture':
    case 'bounded':
      return beginningOf(term.of);
    default:
      return '';
  }
}
