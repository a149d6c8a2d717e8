import { diagnostic } from '../../diagnostics/diagnostic.js';
import { twoReadings } from '../../rules/automaton/readings.js';
import { showReading } from '../show-reading.js';
import { type Check, decide } from '../subject.js';

/** No text may bind a message's fields in two ways: it could not be said which of them was sent. */
export const checkOneReading: Check = function* (subject) {
  const { model } = subject;
  for (const message of [...model.messages.client, ...model.messages.server]) {
    if (message.fields.length === 0) continue;
    yield* decide(subject, message.at, `\`${message.id}\` has one reading`, function* () {
      const found = twoReadings(subject.message(message));
      if (!found) return;
      const [first, second] = found.readings;
      // One value in two places is two readings all the same: nobody could say which of the two was labelled.
      const withPlaces = showReading(first, false) === showReading(second, false);

      yield diagnostic(
        'P510',
        model.file,
        { start: message.at },
        {
          name: message.id,
          text: JSON.stringify(found.text),
          one: showReading(first, withPlaces),
          other: showReading(second, withPlaces),
        },
      );
    });
  }
};
