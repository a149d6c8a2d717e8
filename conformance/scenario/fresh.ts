import type { Protocol } from '../../runtime/index.js';
import { COUNTS, type Mark, type Style, stylesFor } from './fresh-styles.js';
import { onceFor } from './once-for.js';
import { PEOPLE } from './people.js';
import type { FreshVariant, Payload, PayloadPart } from './scenario.js';

export type FreshPart = Extract<PayloadPart, { readonly fresh: string }>;

/** The value of a `fresh` part in one run of a scenario. */
export type Fresh = (part: FreshPart) => string;

/** The label of a value: one of the people, and the how-manyth of theirs in the scenario it is. */
export function labelOf(person: string, count: number): string {
  return count === 0 ? person : `${person}${count}`;
}

/**
 * Values for the `fresh` parts of one case: unique to the case and the label, readable, in every rule that the part
 * names, and of one width wherever the rules allow it. The same case number and label give the same value always, in
 * whatever order they are asked for.
 */
export function createFresh(protocol: Protocol, caseNumber: number): Fresh {
  const values = new Map<string, string>();
  const styles = stylesOf(protocol);
  let unnamed = 0;
  /** A label that is none of the people's gets a mark of its own, from the far end of the last one's. */
  const markOf = (label: string): Mark => {
    const [, name = '', count = ''] = /^([A-Za-z]+)(\d*)$/.exec(label) ?? [];
    const person = PEOPLE.indexOf(name);
    if (person >= 0 && Number(count) < COUNTS / 2) return { person, caseNumber, count: Number(count) };
    unnamed += 1;
    return { person: PEOPLE.length - 1, caseNumber, count: COUNTS - unnamed };
  };
  return (part) => {
    const value = onceFor(values, part.fresh, () => firstTaken(protocol, styles(part.in), markOf(part.fresh), part));
    return part.as === undefined ? value : varied(value, part.as);
  };
}

/** The bytes of a payload, with its fresh values in their places. */
export function payloadBytes(payload: Payload, fresh: Fresh): Uint8Array {
  const pieces: Uint8Array[] = [];
  let text = '';
  for (const part of payload) {
    if (!('hex' in part)) {
      text += 'text' in part ? part.text : fresh(part);
      continue;
    }
    pieces.push(Buffer.from(text, 'utf8'), Buffer.from(part.hex, 'hex'));
    text = '';
  }
  const last = Buffer.from(text, 'utf8');
  return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
}

/** A value changed a little: see `FreshVariant`. */
export function varied(value: string, as: FreshVariant): string {
  switch (as) {
    case 'lower':
      return value.toLowerCase();
    case 'upper':
      return value.toUpperCase();
    case 'shorter':
      return [...value].slice(0, -1).join('');
    case 'composed':
      return value.normalize('NFC');
    case 'decomposed':
      return value.normalize('NFD');
  }
}

function firstTaken(protocol: Protocol, styles: readonly Style[], mark: Mark, part: FreshPart): string {
  for (const style of styles) {
    const text = style(mark);
    if (part.in.every((rule) => protocol.codec.matches(rule, text))) return text;
  }
  throw new Error(`${protocol.model.name}: no value was found that is in each of ${part.in.join(', ')}`);
}

/** The styles to try for each list of rules, found once for a protocol. */
function stylesOf(protocol: Protocol): (rules: readonly string[]) => readonly Style[] {
  const known = onceFor(stylesKnown, protocol, () => new Map<string, readonly Style[]>());
  return (rules) =>
    onceFor(known, rules.join(' '), () => {
      const takes = (text: string): boolean => rules.every((rule) => protocol.codec.matches(rule, text));
      return stylesFor(protocol.model, rules, takes);
    });
}

const stylesKnown = new WeakMap<Protocol, Map<string, readonly Style[]>>();
