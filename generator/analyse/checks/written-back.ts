import type { At, MessageModel } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { messagesOf } from '../../rules/grammar.js';
import { messageTerm, type Term } from '../../rules/term.js';
import { rewrittenAsOther } from '../rewritten.js';
import { type Check, decide, type Subject } from '../subject.js';

/**
 * A message is written in one way, and may be read in several: where the one way is taken by an earlier message, it is
 * read and can't be written back.
 */
export const checkWrittenBack: Check = function* (subject) {
  const { model } = subject;
  for (const state of model.session.states) {
    const clauseOf = ({ id }: MessageModel) =>
      state.clauses.find(({ trigger }) => trigger.kind === 'message' && trigger.name === id);
    const where = `in the state \`${state.name}\`, `;
    yield* checkList(subject, messagesOf(model, state), where, (message) => clauseOf(message)?.at ?? state.at);
  }
  yield* checkList(subject, model.messages.server, '', (message) => message.at);
};

function* checkList(
  subject: Subject,
  messages: readonly MessageModel[],
  where: string,
  placeOf: (message: MessageModel) => At,
): ReturnType<Check> {
  for (const [own, message] of messages.entries()) {
    // What is written in the one way in which it is read needs no question; nor does the first, which nothing precedes.
    if (own === 0 || !varies(messageTerm(subject.model, message))) continue;
    yield* decide(subject, placeOf(message), `${where}\`${message.id}\` can be written back`, function* () {
      const found = rewrittenAsOther(subject.message(message), subject.written(message), subject.tried(messages), own);
      const other = found === undefined ? undefined : messages[found.as];
      if (found === undefined || other === undefined) return;
      const values = {
        where,
        text: JSON.stringify(found.text),
        name: message.id,
        written: JSON.stringify(found.written),
        other: other.id,
      };
      yield diagnostic('P527', subject.model.file, { start: placeOf(message) }, values);
    });
  }
}

/** Whether something outside of every label can be read in more than one way. */
function varies(term: Term): boolean {
  switch (term.kind) {
    case 'literal':
    case 'capture':
      return false;
    case 'class':
    case 'choice':
      return true;
    case 'folded':
      return /[A-Za-z]/.test(term.text);
    case 'sequence':
      return term.of.some(varies);
    case 'repeat':
      return term.min !== term.max || varies(term.of);
    case 'named':
    case 'bounded':
      return varies(term.of);
  }
}
