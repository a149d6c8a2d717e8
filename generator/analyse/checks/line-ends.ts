import { diagnostic } from '../../diagnostics/diagnostic.js';
import { shortestCommon } from '../../rules/automaton/languages.js';
import { type Check, decide, withLastReturn, withLineEnd } from '../subject.js';

/** Under line framing LF ends a message, and one CR before it is dropped: neither may be part of what is said. */
export const checkLineEnds: Check = function* (subject) {
  const { model } = subject;
  for (const direction of ['client', 'server'] as const) {
    if (model.framing[direction].kind !== 'line') continue;
    for (const message of model.messages[direction]) {
      yield* decide(subject, message.at, `\`${message.id}\` fits into a line`, function* () {
        const automaton = subject.message(message);
        const split = shortestCommon(automaton, subject.term(withLineEnd));
        const cut = split === undefined ? shortestCommon(automaton, subject.term(withLastReturn)) : undefined;
        const text = split ?? cut;
        if (text === undefined) return;
        yield diagnostic(
          'P513',
          model.file,
          { start: message.at },
          {
            name: message.id,
            text: JSON.stringify(text),
            how:
              split === undefined
                ? 'whose last character a reader drops with the end of the line'
                : 'which would be read as two lines',
            what: split === undefined ? 'CR' : 'LF',
          },
        );
      });
    }
  }
};
