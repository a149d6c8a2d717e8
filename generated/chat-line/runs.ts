// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * Where runs of characters end in the texts of `chat-line`.
 *
 * @module
 */

import { characterRun, characterTable, endOfRun, endOfVectors, vectorRun } from 'parley/runtime';

const NAME_CHARACTERS = characterTable([
  [0x22, 0x26],
  [0x2a, 0x39],
  [0x3b, 0x5b],
  [0x5d, 0x7e],
  [0xa1, 0x167f],
  [0x1681, 0x1fff],
  [0x200b, 0x2027],
  [0x202a, 0x202e],
  [0x2030, 0x205e],
  [0x2060, 0x2fff],
  [0x3001, 0xd7ff],
  [0xe000, 0xffff],
]);

const TEXT_RUN = characterRun('[\\t -~\\xA0-\\uD7FF\\uE000-\\uFFFF]', { narrow: '[ -~]', pairs: true });

const TEXT_VECTORS = vectorRun('[\\t -~\\xA0-\\uD7FF\\uE000-\\uFFFF]', [0x20, 0x7e]);

const TEXT_CHARACTERS = characterTable([[0x09, 0x09], [0x20, 0x7e], [0xa0, 0xd7ff], [0xe000, 0xffff]]);

/** Where 1 to 32 of such characters end that begin at `from`, but not "QUIT"; -1: not there. */
export function endOfName(text: string, from: number): number {
  const near = Math.min(text.length, from + 32);
  let at = from;
  while (at < near && NAME_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  if (at < near && (text.charCodeAt(at) & 0xf800) === 0xd800) {
    let count = at - from;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if ((unit & 0xfc00) !== 0xdc00 && count++ === 32) break;
      if ((unit & 0xf800) !== 0xd800 && !(NAME_CHARACTERS[unit] === 1)) break;
      at++;
    }
    if (!text.slice(from, at).isWellFormed()) return -1;
  }
  if (at - from === 4 && text.charCodeAt(from) === 0x51 && text.slice(from, from + 4) === 'QUIT') return -1;
  return at === from ? -1 : at;
}

/** Where 1 or more of such characters end that begin at `from`, where the text is to end too; -1: not there. */
export function endOfLastText(text: string, from: number): number {
  let at = from;
  if (text.length - from >= 256) at = endOfVectors(TEXT_VECTORS, text, from);
  const near = Math.min(text.length, at + 8);
  while (at < near && TEXT_CHARACTERS[text.charCodeAt(at)] === 1) at++;
  if (at < text.length && (at === near || (text.charCodeAt(at) & 0xf800) === 0xd800)) at = endOfRun(TEXT_RUN, text, at);
  return at === from ? -1 : at;
}
