/**
 * First names, all of one length, so that what is made from them is of one width. They name a scenario's clients, and
 * stand in front of the values that are made for those clients: who reads a trace sees whose text it is.
 */
export const PEOPLE: readonly string[] = (
  'Ana Ben Eva Dan Mia Leo Ida Max Noa Tom Lia Sam Zoe Jan Uma Kai Pia Ivo Fay Gus ' +
  'Amy Eli Joy Ian Sue Ned Kim Ray Val Roy Lou Ted Pam Wes Una Hal Liv Ole Ada Yan'
).split(' ');

/** One word for each of the people, for texts that can hold more than a name: a value says whose it is here, too. */
export const WORDS: readonly string[] = (
  'sky bay elm dew moa log ice mud nut tea lip sun zoo jam urn kit pie ivy fig gem ' +
  'arm egg jar ink sea net kid rye van rug lap toy pan web use hat lid oak ale yew'
).split(' ');

/** The name of the client at this place in a scenario; past the last of the people the names repeat with a number. */
export function personAt(index: number): string {
  const round = Math.floor(index / PEOPLE.length);
  const name = PEOPLE[index % PEOPLE.length] ?? '';
  return round === 0 ? name : `${name}-${round + 1}`;
}
