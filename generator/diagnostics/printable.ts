// What moves the cursor, changes colours or turns the order of letters around: controls, marks of direction, line and
// paragraph separators, halves of surrogate pairs, a byte order mark in the middle.
const harmful = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** One character as a terminal may be shown it: what could do something to the terminal stands as the language's escape. */
export function printableCharacter(character: string): string {
  if (!harmful.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A text of somebody else's, such as a line of a spec, as a terminal may be shown it. Line ends are escaped too. */
export function printable(text: string): string {
  return Array.from(text, printableCharacter).join('');
}
