import type { At, MessageModel } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { isEmpty, shortestCommon, shortestOutside } from '../../rules/automaton/languages.js';
import { Union } from '../../rules/automaton/union.js';
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
  const earlier = new Union();
  for (const [index, message] of messages.entries()) {
    const place = placeOf(message);
    const found = decide(subject, place, `${where}, \`${message.id}\` is ever read`, function* () {
      const automaton = subject.message(message);
      const isRead = shortestOutside(automaton, earlier) !== undefined;
      earlier.add(automaton);
      // A message without texts is reported as that.
      if (isRead || isEmpty(automaton)) return;
      const takers = messages
        .slice(0, index)
        .filter((one) => shortestCommon(automaton, subject.message(one)) !== undefined);
      const names = takers.map(({ id }) => `\`${id}\``).join(' or ');
      yield diagnostic('P514', subject.model.file, { start: place }, { where, name: message.id, earlier: names });
    });
    // Nothing stands before the first, so about that there is no question.
    for (const one of found) if (index > 0) yield one;
  }
}
