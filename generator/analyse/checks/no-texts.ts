import { diagnostic } from '../../diagnostics/diagnostic.js';
import { isEmpty } from '../../rules/automaton/languages.js';
import { type Check, decide } from '../subject.js';

/** A rule or a message that matches nothing is a mistake: nobody writes one to say nothing. */
export const checkNoTexts: Check = function* (subject) {
  const { model } = subject;
  const things = [
    ...model.rules.map((rule) => ({ thing: rule, automaton: () => subject.rule(rule.id) })),
    ...[...model.messages.client, ...model.messages.server].map((message) => ({
      thing: message,
      automaton: () => subject.message(message),
    })),
  ];
  for (const { thing, automaton } of things) {
    yield* decide(subject, thing.at, `\`${thing.id}\` matches any text`, function* () {
      if (isEmpty(automaton())) yield diagnostic('P512', model.file, { start: thing.at }, { name: thing.id });
    });
  }
};
