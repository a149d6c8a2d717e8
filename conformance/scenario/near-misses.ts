import type { TemplatePart } from './candidate.js';

const EDGES = [' ', '\t', '\r', '\r\r', '\n', '\u0000', '\u000b', '\ufeff', '.', '\\', '/', 'x'];

/**
 * Inputs one edit away from a message: something before or after it, a word too many, only the beginning of it; a literal
 * with its letters in the other case or the other slash, without its first or last character, doubled or gone; a value
 * gone. What they are read as has yet to be seen: some are messages all the same, and must be taken for what they are.
 */
export function nearMisses(message: readonly TemplatePart[]): readonly (readonly TemplatePart[])[] {
  const misses: (readonly TemplatePart[])[] = [];
  for (const text of EDGES) misses.push([...message, { text }], [{ text }, ...message]);
  misses.push([...message, { text: ' x' }]);
  for (let length = 1; length < message.length; length++) {
    const begun = message.slice(0, length);
    const last = begun.at(-1);
    misses.push(begun);
    if (last !== undefined && 'text' in last) misses.push([...begun.slice(0, -1), { text: last.text.trimEnd() }]);
  }
  for (const [i, part] of message.entries()) {
    const replaced = (...by: readonly TemplatePart[]): readonly TemplatePart[] => [
      ...message.slice(0, i),
      ...by,
      ...message.slice(i + 1),
    ];
    misses.push(replaced());
    if (!('text' in part)) continue;
    const characters = [...part.text];
    const edits = [
      characters.slice(1).join(''),
      characters.slice(0, -1).join(''),
      part.text + part.text,
      swapCase(part.text),
      part.text.toLowerCase(),
      part.text.toUpperCase(),
      part.text.replaceAll('\\', '/'),
      part.text.replaceAll('/', '\\'),
      part.text.replaceAll(' ', '  '),
      part.text.replaceAll(' ', '\t'),
      part.text.replaceAll(' ', '\u00a0'),
    ];
    for (const text of edits) if (text !== part.text) misses.push(replaced({ text }));
  }
  return misses;
}

function swapCase(text: string): string {
  return [...text]
    .map((character) => (character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase()))
    .join('');
}
