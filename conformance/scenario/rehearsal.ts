import type { Protocol } from '../../runtime/index.js';
import { createFresh, type Fresh, type FreshPart, payloadBytes } from './fresh.js';
import { onceFor } from './once-for.js';
import type { Payload } from './scenario.js';

/** The case number with which scenarios are made up; the cases of a run count from 1. */
export const REHEARSAL = 0;

/**
 * The values with which a scenario is made up before it is ever run, and the way back: from an attribute of the world
 * to the payload that it came from, so that another client can be made to send the same value in any run.
 */
export interface Rehearsal {
  readonly protocol: Protocol;
  bytes(payload: Payload): Uint8Array;
  /** How a text that stands in the world is spelt in a payload. */
  spell(text: string): Payload;
}

/** One for each protocol. */
export function rehearsalOf(protocol: Protocol): Rehearsal {
  return onceFor(rehearsals, protocol, () => createRehearsal(protocol));
}

const rehearsals = new WeakMap<Protocol, Rehearsal>();

function createRehearsal(protocol: Protocol): Rehearsal {
  // Many scenarios are made up at once, and a label can be asked for in other rules in each.
  const freshIn = new Map<string, Fresh>();
  const known = new Map<string, FreshPart>();
  const remembered: Fresh = (part) => {
    const fresh = onceFor(freshIn, part.in.join(' '), () => createFresh(protocol, REHEARSAL));
    const value = fresh(part);
    if (!known.has(value)) known.set(value, part);
    return value;
  };
  const spellings = new Map<string, Payload>();
  const spell = (text: string): Payload => {
    const part = known.get(text);
    if (part !== undefined) return [part];
    for (const [value, inner] of known) {
      const at = text.indexOf(value);
      if (at < 0 || value === '') continue;
      const around = [text.slice(0, at), text.slice(at + value.length)].map((piece) =>
        piece === '' ? [] : spell(piece),
      );
      return [...(around[0] ?? []), inner, ...(around[1] ?? [])];
    }
    return [{ text }];
  };
  return {
    protocol,
    bytes: (payload) => payloadBytes(payload, remembered),
    spell(text) {
      let spelling = spellings.get(text);
      // Only what is spelt with a fresh value is sure to stay so: a value that was made later may be found in other texts.
      if (spelling === undefined) {
        spelling = spell(text);
        if (spelling.some((part) => 'fresh' in part)) spellings.set(text, spelling);
      }
      return spelling;
    },
  };
}
