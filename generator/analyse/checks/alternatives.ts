import { expressionSource } from '../../../runtime/expression-source.js';
import type { At, Expr, Model } from '../../../runtime/model.js';
import { expressionsIn } from '../../../runtime/walks.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { FirstMatch } from '../../rules/automaton/first-match.js';
import { termOf } from '../../rules/term.js';
import { type Check, decide, type Subject } from '../subject.js';

/** An alternative all of whose texts those before it match is a mistake, or left over. */
export const checkAlternatives: Check = function* (subject) {
  const { model } = subject;
  for (const { id, at, exprs } of definitions(model)) {
    for (const choice of exprs.flatMap(choicesIn)) {
      yield* decide(subject, at, `each alternative of \`${id}\` adds something`, () =>
        checkChoice(subject, choice, id, at),
      );
    }
  }
};

type Choice = Expr & { readonly kind: 'choice' };

function* checkChoice(subject: Subject, choice: Choice, name: string, at: At): ReturnType<Check> {
  const { model } = subject;
  const automata = choice.of.map((one) => subject.term(termOf(model, one, false)));
  const texts = new FirstMatch(automata).firstTexts();
  for (const [index, alternative] of choice.of.entries()) {
    if (texts[index] !== undefined) continue;
    // Of the first nothing is taken away, so it has no text at all: that is said of the rule.
    if (index === 0) continue;
    const before = choice.of.slice(0, index).map(expressionSource);
    const why = `${before.length === 1 ? before[0] : 'those before it'} ${before.length === 1 ? 'matches' : 'match'} all that it matches`;
    yield diagnostic('P517', model.file, { start: at }, { name, alternative: expressionSource(alternative), why });
  }
}

function definitions(
  model: Model,
): readonly { readonly id: string; readonly at: At; readonly exprs: readonly Expr[] }[] {
  const messages = [...model.messages.client, ...model.messages.server];
  return [
    ...model.rules.map(({ id, at, expr, except }) => ({ id, at, exprs: except ? [expr, except] : [expr] })),
    ...messages.map(({ id, at, parts, except }) => {
      const exprs = parts.map(({ expr }) => expr);
      return { id, at, exprs: except ? [...exprs, except] : exprs };
    }),
  ];
}

function choicesIn(expr: Expr): readonly Choice[] {
  return expressionsIn(expr).filter((one) => one.kind === 'choice');
}
