// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * The rules of `chat-line` as tests of whole texts.
 *
 * @module
 */

import { characterRun, characterTable, CodecError, endOfRun } from 'parley/runtime';

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

const TEXT_RUN = characterRun('[\\t -~\\xA0-\\uFFFF]', '[ -~]');

/** Where 1 to 32 of such characters end that begin at `from`, but not "QUIT"; -1: not there. */
function endOfName(text: string, from: number): number {
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
  }
  if (at - from === 4 && text.charCodeAt(from) === 0x51 && text.slice(from, from + 4) === 'QUIT') return -1;
  return at === from ? -1 : at;
}

function isText2(unit: number): boolean {
  return unit === 0x09 || (unit >= 0x20 && unit <= 0x7e) || unit >= 0xa0;
}

/** Where 1 or more of such characters end that begin at `from`; -1: not there. */
function endOfText2(text: string, from: number): number {
  const near = Math.min(text.length, from + 8);
  let at = from;
  while (at < near && isText2(text.charCodeAt(at))) at++;
  if (at === near && near < text.length) at = endOfRun(TEXT_RUN, text, at);
  return at === from ? -1 : at;
}

/** Where `Text` ends that begins at `from`; -1: not there. */
function endOfText(text: string, from: number): number {
  let at = from;
  if (text.startsWith('\\', at)) return -1;
  const end1 = endOfText2(text, at);
  if (end1 < 0) return -1;
  at = end1;
  if (at !== text.length) return -1;
  return at;
}

/** `Name = [^\p{White_Space}\p{Cc}:()'!\\]|1..32| except "QUIT"` */
export function isName(text: string): boolean {
  return endOfName(text, 0) === text.length && text.isWellFormed();
}

/** `Text = [\t\P{Cc}]+ except "\\" .*` */
export function isText(text: string): boolean {
  return endOfText(text, 0) >= 0 && text.isWellFormed();
}

/** The tests of the rules, by their names. */
const rules: Readonly<Record<string, ((text: string) => boolean) | undefined>> = { Name: isName, Text: isText };

/**
 * Whether a text is in a rule’s language.
 *
 * @throws CodecError for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const test = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (test === undefined) throw new CodecError('unknown-rule', `chat-line has no rule ${String(rule)}`);
  return test(text);
}
