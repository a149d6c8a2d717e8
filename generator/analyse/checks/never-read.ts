import type { At, MessageModel } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { shortestCommon, shortestOutside } from '../../rules/automaton/languages.js';
import { messagesOf } from '../../rules/grammar.js';
import { type Check, decide, type Subject } from '../subject.js';

/** A message all of whose texts are read as messages before it: its clause never runs. */
export const checkNeverRead: Check = function* (subject) {
  const { model } = subject;
  for (const state of model.session.states) {
    const clauseOf = ({ id }: MessageModel) =>
      state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === id);
    yield* checkList(
      subject,
      messagesOf(model, state),
      `in the state \`${state.name}\``,
      (message) => clauseOf(message)?.at ?? state.at,
    );
  }
  yield* checkList(subject, model.messages.server, 'among what the server sends', (message) => message.at);
};

function* checkList(
  subject: Subject,
  messages: readonly MessageModel[],
  where: string,
  placeOf: (message: MessageModel) => At,
): ReturnType<Check> {
  for (const [index, message] of messages.entries()) {
    const earlier = messages.slice(0, index);
    if (earlier.length === 0) continue;
    yield* decide(subject, placeOf(message), `${where}, \`${message.id}\` is ever read`, function* () {
      const automaton = subject.message(message);
      if (
        shortestOutside(
          automaton,
          earlier.map((one) => subject.message(one)),
        ) !== undefined
      )
        return;
      const takers = earlier.filter((one) => shortestCommon(automaton, subject.message(one)) !== undefined);
      // A message without texts is reported as that.
      if (takers.length === 0) return;
      const names = takers.map(({ id }) => `\`${id}\``).join(' or ');
      yield diagnostic(
        'P514',
        subject.model.file,
        { start: placeOf(message) },
        { where, name: message.id, earlier: names },
      );
    });
  }
}
