import type { MessageModel, Model } from '../model.js';
import { type Stop, whereItStops } from './where-it-stops.js';

/** A text that is no message. Why not is worked out when it is asked for: a peer that sends such texts costs little. */
export class Unrecognized {
  readonly ok = false;
  readonly code = 'unrecognized';
  readonly #model: Model;
  readonly #state: string | undefined;
  readonly #text: string;
  #found: Stop | undefined;

  /** @param state - the state that was to take the text of a client; undefined: it came from the server. */
  constructor(model: Model, state: string | undefined, text: string) {
    this.#model = model;
    this.#state = state;
    this.#text = text;
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
    this.#found ??= whereItStops(this.#model, messagesFor(this.#model, this.#state), this.#text);
    return this.#found;
  }
}

function messagesFor({ session, messages }: Model, state: string | undefined): readonly MessageModel[] {
  if (state === undefined) return messages.server;
  const clauses = session.states.find(({ name }) => name === state)?.clauses ?? [];
  const taken = new Set(clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : [])));
  return messages.client.filter(({ id }) => taken.has(id));
}
