import { PEOPLE, WORDS } from './people.js';

/** One of the people, or a word of theirs, then the case and a number: most values that are made anew are written so. */
const made = (beginnings: readonly string[]): RegExp =>
  new RegExp(`(?<![A-Za-z])(?:${beginnings.join('|')})[0-9a-z]{5}(?![0-9a-z])`, 'g');
const NAME = made(PEOPLE);
const VALUE = made([...PEOPLE, ...PEOPLE.map((name) => name.toLowerCase()), ...WORDS]);
/** Stands for any of them; no text that is sent holds it. */
const MASK = '\u{10fffd}';

/** The names in a text that were made for clients, each once. */
export function madeNamesIn(text: string): readonly string[] {
  return [...new Set(text.match(NAME))];
}

/** The part of a made name that is its case's. */
export function caseOfName(name: string): string {
  return name.slice(3, 6);
}

/** The text with all made values alike: what is left is the same in each run of a scenario. */
export function withoutMadeValues(text: string): string {
  return text.replace(VALUE, MASK);
}
