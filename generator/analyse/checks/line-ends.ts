import { diagnostic } from '../../diagnostics/diagnostic.js';
import { type Check, decide } from '../subject.js';

/** Under line framing LF ends a message, and one CR before it is dropped: neither may be part of what is said. */
export const checkLineEnds: Check = function* (subject) {
  const { model } = subject;
  for (const direction of ['client', 'server'] as const) {
    if (model.framing[direction].kind !== 'line') continue;
    for (const message of model.messages[direction]) {
      yield* decide(subject, message.at, `\`${message.id}\` fits into a line`, function* () {
        const fault = subject.lineFault(subject.message(message));
        if (fault === undefined) return;
        yield diagnostic(
          'P513',
          model.file,
          { start: message.at },
          {
            name: message.id,
            text: JSON.stringify(fault.text),
            how:
              fault.kind === 'cut'
                ? 'whose last character a reader drops with the end of the line'
                : 'which would be read as two lines',
            what: fault.kind === 'cut' ? 'CR' : 'LF',
          },
        );
      });
    }
  }
};
