import { diagnostic } from '../../diagnostics/diagnostic.js';
import { shortestOutside } from '../../rules/automaton/languages.js';
import { messagesOf } from '../../rules/grammar.js';
import { type Check, decide } from '../subject.js';

/** A state without `unrecognized` must take every frame as some message. */
export const checkCoveredFrames: Check = function* (subject) {
  const { model } = subject;
  const framing = model.framing.client;
  for (const state of model.session.states) {
    if (state.clauses.some(({ trigger }) => trigger.kind === 'unrecognized')) continue;
    yield* decide(subject, state.at, `every text has a clause in the state \`${state.name}\``, function* () {
      const messages = messagesOf(model, state).map((message) => subject.message(message));
      const text = shortestOutside(subject.frames(framing), messages, subject.capacity(framing));
      if (text === undefined) return;
      const what = `the text ${JSON.stringify(text)}`;
      yield diagnostic('P402', model.file, { start: state.at }, { state: state.name, what, clause: '`unrecognized`' });
    });
  }
};
