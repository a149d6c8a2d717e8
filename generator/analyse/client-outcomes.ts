import type { Effect, Model } from '../../runtime/model.js';
import { Undecided } from '../rules/automaton/build.js';

/** One way that a clause can go, as far as the client whose event it is can tell. */
export interface ClientOutcome {
  /** The messages that come to it for certain because of its own event and of nothing else, in order. */
  readonly answers: readonly string[];
  /** The state that it is in afterwards; undefined: the server has ended the connection. */
  readonly next: string | undefined;
  /** Where something undefined happens: any answer may come but these, and any state may follow. */
  readonly undefinedBut: readonly string[] | undefined;
}

/** Past this many ways through one clause nobody can tell them apart either. */
const OUTCOME_BUDGET = 2_000;

/** Messages that the server sends to nobody but the one whose event it is: when one comes, it is an answer. */
export function answerMessages(model: Model): ReadonlySet<string> {
  const answers = new Set(model.messages.server.map(({ id }) => id));
  const visit = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind === 'send' && effect.to.kind !== 'self') answers.delete(effect.message);
      if (effect.kind === 'branch') for (const arm of effect.arms) visit(arm.body);
      if (effect.kind === 'undefined') {
        for (const { message } of effect.othersMayHear) answers.delete(message);
        visit(effect.own);
      }
    }
  };
  visit(model.session.connect.body);
  for (const state of model.session.states) for (const clause of state.clauses) visit(clause.body);
  return answers;
}

interface Way {
  readonly answers: readonly string[];
  readonly next: string | undefined;
  readonly closed: boolean;
  readonly undefinedBut: readonly string[] | undefined;
}

/**
 * The ways through a clause, those that look alike once. Guards are not judged: they speak of what the client does not
 * see.
 * @param state - where the client is before; undefined: it has just connected.
 * @throws Undecided past the budget.
 */
export function clientOutcomes(
  body: readonly Effect[],
  state: string | undefined,
  answers: ReadonlySet<string>,
): readonly ClientOutcome[] {
  const start: Way = { answers: [], next: state, closed: false, undefinedBut: undefined };
  return walk(body, [start], answers).map(({ closed, next, ...way }) => ({
    answers: way.answers,
    next: closed ? undefined : next,
    undefinedBut: way.undefinedBut,
  }));
}

function walk(body: readonly Effect[], before: readonly Way[], answers: ReadonlySet<string>): readonly Way[] {
  let ways = before;
  for (const effect of body) {
    const after = new Map<string, Way>();
    for (const way of ways) for (const one of step(effect, way, answers)) after.set(JSON.stringify(one), one);
    if (after.size > OUTCOME_BUDGET) throw new Undecided(`more than ${OUTCOME_BUDGET} ways through a clause`);
    ways = [...after.values()];
  }
  return ways;
}

function step(effect: Effect, way: Way, answers: ReadonlySet<string>): readonly Way[] {
  switch (effect.kind) {
    case 'send': {
      if (effect.to.kind !== 'self' || !answers.has(effect.message)) return [way];
      const heard = { ...way, answers: [...way.answers, effect.message] };
      return effect.times.min === 0 ? [way, heard] : [heard];
    }
    case 'become':
      return [{ ...way, next: effect.state }];
    case 'close':
      return [{ ...way, closed: true }];
    case 'branch':
      return effect.arms.flatMap((arm) => walk(arm.body, [way], answers));
    case 'undefined': {
      const never = effect.selfNeverHears.map(({ message }) => message);
      return [{ ...way, undefinedBut: [...(way.undefinedBut ?? []), ...never] }];
    }
    case 'join':
    case 'leave':
    case 'set':
    case 'unset':
      return [way];
  }
}
