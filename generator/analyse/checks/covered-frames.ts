import type { Framing, MessageModel } from '../../../runtime/model.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { shortestOutside } from '../../rules/automaton/languages.js';
import { messagesOf } from '../../rules/grammar.js';
import { type Check, decide, type Subject } from '../subject.js';

/** A state without `unrecognized` must take every frame as some message. */
export const checkCoveredFrames: Check = function* (subject) {
  const { model } = subject;
  const framing = model.framing.client;
  for (const state of model.session.states) {
    if (state.clauses.some(({ trigger }) => trigger.kind === 'unrecognized')) continue;
    yield* decide(subject, state.at, `every text has a clause in the state \`${state.name}\``, function* () {
      const text = unreadFrame(subject, messagesOf(model, state), framing);
      if (text === undefined) return;
      const what = `the text ${JSON.stringify(text)}`;
      yield diagnostic('P402', model.file, { start: state.at }, { state: state.name, what, clause: '`unrecognized`' });
    });
  }
};

/**
 * A shortest frame that is none of some messages; undefined: they take every frame.
 * @throws Undecided past the budget.
 */
function unreadFrame(subject: Subject, messages: readonly MessageModel[], framing: Framing): string | undefined {
  const automata = messages.map((message) => subject.message(message));
  return shortestOutside(subject.frames(framing), automata, subject.capacity(framing));
}
