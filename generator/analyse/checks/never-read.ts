import type { MessageModel } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { Undecided } from '../../rules/automaton/build.js';
import { isEmpty, shortestCommon, shortestOutside } from '../../rules/automaton/languages.js';
import { type Check, decide, type Subject } from '../subject.js';
import { type TriedList, triedLists } from '../tried-lists.js';

/** A message all of whose texts are read as messages before it: its clause never runs. */
export const checkNeverRead: Check = function* (subject) {
  for (const list of triedLists(subject.model)) yield* checkList(subject, list);
};

function* checkList(subject: Subject, { messages, state, placeOf }: TriedList): ReturnType<Check> {
  const where = state === undefined ? 'among what the server sends' : `in the state \`${state.name}\``;
  const isRead = readAtAll(subject, messages);
  for (const [index, message] of messages.entries()) {
    // Nothing stands before the first, so about that there is no question.
    if (index === 0) continue;
    const place = placeOf(message);
    yield* decide(subject, place, `${where}, \`${message.id}\` is ever read`, function* () {
      // A message without texts is reported as that.
      if (isRead(index) || isEmpty(subject.message(message))) return;
      const takers = messages
        .slice(0, index)
        .filter((one) => shortestCommon(subject.message(message), subject.message(one)) !== undefined);
      const names = takers.map(({ id }) => `\`${id}\``).join(' or ');
      yield diagnostic('P514', subject.model.file, { start: place }, { where, name: message.id, earlier: names });
    });
  }
}

/** Whether each of some messages is the first to take some text: all at once where that is within bounds, else one by one. */
function readAtAll(subject: Subject, messages: readonly MessageModel[]): (index: number) => boolean {
  try {
    const texts = subject.tried(messages).firstTexts();
    return (index) => texts[index] !== undefined;
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return (index) => {
      const [message, ...earlier] = messages.slice(0, index + 1).reverse();
      if (message === undefined) return false;
      const automata = earlier.map((one) => subject.message(one));
      return shortestOutside(subject.message(message), automata) !== undefined;
    };
  }
}
