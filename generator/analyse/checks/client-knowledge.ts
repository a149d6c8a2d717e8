import { diagnostic } from '../../diagnostics/diagnostic.js';
import { answerMessages, type ClientOutcome, clientOutcomes } from '../client-outcomes.js';
import { type Check, decide } from '../subject.js';

/**
 * A client does not see its state: it knows it from what it has sent and from the answers. Where two ways of a clause
 * lead to different states and no answer tells them apart, it can't know what it may send next.
 */
export const checkClientKnowledge: Check = function* (subject) {
  const { model } = subject;
  const answers = answerMessages(model);
  const clauses = [
    { clause: model.session.connect, state: undefined, after: 'once connected' },
    ...model.session.states.flatMap(({ name, clauses: own }) =>
      own
        .filter(({ trigger }) => trigger.kind !== 'disconnect')
        .map((clause) => {
          const input = clause.trigger.kind === 'message' ? clause.trigger.name : clause.trigger.kind;
          return { clause, state: name, after: `in the state \`${name}\`, after \`${input}\`` };
        }),
    ),
  ];
  for (const { clause, state, after } of clauses) {
    yield* decide(subject, clause.at, `${after}, a client knows its state`, function* () {
      // After something undefined nothing is known, and the spec says so.
      // Nor does an end need telling: it shows, and what is sent until then is dropped.
      const outcomes = clientOutcomes(clause.body, state, answers).filter(
        (one) => one.undefinedBut === undefined && one.next !== undefined,
      );
      const pair = alike(outcomes);
      if (pair === undefined) return;
      const [one, other] = pair;
      const values = {
        after,
        hears: one.answers.length === 0 ? 'hears nothing' : `hears ${one.answers.map((id) => `\`${id}\``).join(', ')}`,
        one: one.next ?? '',
        other: other.next ?? '',
      };
      yield diagnostic('P523', model.file, { start: clause.at }, values);
    });
  }
};

/** Two outcomes with different states of which the one's answers begin as the other's; the shorter first. */
function alike(outcomes: readonly ClientOutcome[]): readonly [ClientOutcome, ClientOutcome] | undefined {
  for (const one of outcomes) {
    for (const other of outcomes) {
      if (one.next === other.next) continue;
      const isPrefix = one.answers.length <= other.answers.length;
      if (isPrefix && one.answers.every((answer, index) => answer === other.answers[index])) return [one, other];
    }
  }
  return undefined;
}
