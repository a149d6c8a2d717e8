// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The rules of `counter` as tests of whole texts.
 *
 * @module
 */

import { CodecError } from 'parley/runtime';
import { endOfNumber as endOfNumber3, endOfNumber2 as endOfNumber22 } from './runs.js';

/** Where `Number` ends that begins at `from`; -1: not there. */
function endOfNumber2(text: string, from: number): number {
  let at = from;
  chosen1: {
    const start2 = at;
    tried3: {
      if (!text.startsWith('0', at)) break tried3;
      at += 1;
      break chosen1;
    }
    at = start2;
    tried4: {
      const end5 = endOfNumber3(text, at);
      if (end5 < 0) break tried4;
      at = end5;
      const end6 = endOfNumber22(text, at);
      if (end6 < 0) break tried4;
      at = end6;
      break chosen1;
    }
    at = start2;
    return -1;
  }
  return at;
}

/** Where `Number` ends that begins at `from`; -1: not there. */
function endOfNumber(text: string, from: number): number {
  let at = from;
  const end1 = endOfNumber2(text, at);
  if (end1 < 0) return -1;
  at = end1;
  if (at !== text.length) return -1;
  return at;
}

/** `Number = [0-9]|1..15| as integer(0..999999999999999)` */
export function isNumber(text: string): boolean {
  return endOfNumber(text, 0) >= 0;
}

/** The tests of the rules, by their names. */
const rules: Readonly<Record<string, ((text: string) => boolean) | undefined>> = { Number: isNumber };

/**
 * Whether a text is in a rule’s language.
 *
 * @throws CodecError for a rule that the spec does not have.
 */
export function matches(rule: string, text: string): boolean {
  const test = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (test === undefined) throw new CodecError('unknown-rule', `counter has no rule ${String(rule)}`);
  return test(text);
}
