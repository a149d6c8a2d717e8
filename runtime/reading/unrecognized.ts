import type { MessageModel, Model } from '../model.js';
import { type Stop, whereItStops } from './where-it-stops.js';

/** Who was to read a text: made once for each state, when a generated module loads. */
export interface Expectant {
  /** The protocol. */
  readonly model: Model;
  /** The state that was to take the text of a client; undefined: it came from the server. */
  readonly state: string | undefined;
}

/** A text that is no message. Why not is worked out when it is asked for: a peer that sends such texts costs little. */
export class Unrecognized {
  // Set by the constructor: as initialisers they would be a function that is too much to be inlined where texts are read.
  declare readonly ok: false;
  declare readonly code: 'unrecognized';
  readonly #by: Expectant;
  /** The text, until it is known where it stops. */
  #found: string | Stop;

  constructor(by: Expectant, text: string) {
    this.ok = false;
    this.code = 'unrecognized';
    this.#by = by;
    this.#found = text;
  }

  /** Where the text stops being the beginning of a message, in UTF-16 units from its start. */
  get at(): number {
    return this.#stop.at;
  }

  /** What could have stood there, in words; empty where no message is taken at all. */
  get expected(): readonly string[] {
    return this.#stop.expected;
  }

  /** All of it as plain data. */
  toJSON(): Stop & { readonly ok: false; readonly code: 'unrecognized' } {
    return { ok: false, code: 'unrecognized', at: this.at, expected: this.expected };
  }

  get #stop(): Stop {
    if (typeof this.#found === 'string') {
      const { model } = this.#by;
      this.#found = whereItStops(model, messagesFor(this.#by), this.#found);
    }
    return this.#found;
  }
}

/** A text that is none of the messages that were to be read; a function, so that reading is inlined without it. */
export function unrecognized(by: Expectant, text: string): Unrecognized {
  return new Unrecognized(by, text);
}

function messagesFor({ model: { session, messages }, state }: Expectant): readonly MessageModel[] {
  if (state === undefined) return messages.server;
  const clauses = session.states.find(({ name }) => name === state)?.clauses ?? [];
  const taken = new Set(clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : [])));
  return messages.client.filter(({ id }) => taken.has(id));
}
