import { diagnostic } from '../../diagnostics/diagnostic.js';
import { type Reading, twoReadings } from '../../rules/automaton/readings.js';
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
      const withPlaces = described(first, false) === described(second, false);

      yield diagnostic(
        'P510',
        model.file,
        { start: message.at },
        {
          name: message.id,
          text: JSON.stringify(found.text),
          one: described(first, withPlaces),
          other: described(second, withPlaces),
        },
      );
    });
  }
};

function described(reading: Reading, withPlaces: boolean): string {
  if (reading.length === 0) return 'with no field';
  return reading
    .map(
      ({ field, value, at }) => `${field} = ${JSON.stringify(value)}${withPlaces ? ` from character ${at + 1}` : ''}`,
    )
    .join(', ');
}
