import { diagnostic } from '../../diagnostics/diagnostic.js';
import { holdsIn, messageTerm, type Term } from '../../rules/term.js';
import { rewrittenAsOther } from '../rewritten.js';
import { type Check, decide, type Subject } from '../subject.js';
import { type TriedList, triedLists } from '../tried-lists.js';

/**
 * A message is written in one way, and may be read in several: where the one way is taken by an earlier message, it is
 * read and can't be written back.
 */
export const checkWrittenBack: Check = function* (subject) {
  for (const list of triedLists(subject.model)) yield* checkList(subject, list);
};

function* checkList(subject: Subject, { messages, state, placeOf }: TriedList): ReturnType<Check> {
  const where = state === undefined ? '' : `in the state \`${state.name}\`, `;
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
  return holdsIn(term, (one) => {
    switch (one.kind) {
      case 'capture':
        return false;
      case 'class':
      case 'choice':
        return true;
      case 'folded':
        return /[A-Za-z]/.test(one.text);
      case 'repeat':
        return one.min !== one.max || undefined;
      default:
        return undefined;
    }
  });
}
