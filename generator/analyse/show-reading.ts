import type { Reading } from '../rules/automaton/readings.js';

/**
 * What a reading binds, in words.
 * @param withPlaces - whether it is said where each value stands.
 */
export function showReading(reading: Reading, withPlaces = false): string {
  if (reading.length === 0) return 'with no field';
  return reading
    .map(
      ({ field, value, at }) => `${field} = ${JSON.stringify(value)}${withPlaces ? ` from character ${at + 1}` : ''}`,
    )
    .join(', ');
}
