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

/** The names in what was received of a case that belong to clients of other cases; none where nothing tells which case it is. */
export function strangeNamesIn(received: string, written: string): readonly string[] {
  const cases = new Set(madeNamesIn(written).map(caseOfName));
  return cases.size === 0 ? [] : madeNamesIn(received).filter((name) => !cases.has(caseOfName(name)));
}

/** The part of a made name that is its case's. */
function caseOfName(name: string): string {
  return name.slice(3, 6);
}

/** The text with all made values alike: what is left is the same in each run of a scenario. */
export function withoutMadeValues(text: string): string {
  return text.replace(VALUE, MASK);
}
