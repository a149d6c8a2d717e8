/**
 * A scenario is data: clients, and what they do. It says nothing of what should come back: that is the oracle's, from
 * the trace of what really happened. It is kept as JSON in replay files, so it is versioned with them.
 */
export interface Scenario {
  /** Names for people; a client is named in the steps by its place here, which is also its connection's id in the trace. */
  readonly clients: readonly string[];
  readonly steps: readonly Step[];
}

/** A client by its place in `Scenario.clients`. */
export type ClientIndex = number;

/** Sequential: the next step waits for all that this one owes. Concurrent: the lanes run side by side. */
export type Step =
  | {
      readonly kind: 'act';
      readonly action: Action /** Added to end the case politely; the shrinker makes these anew. */;
      readonly ending?: true;
    }
  | { readonly kind: 'block'; readonly lanes: readonly (readonly Action[])[] };

/** What one client does. */
export type Action =
  | { readonly kind: 'connect'; readonly client: ClientIndex }
  /** One write to the socket for each element. Under line framing the terminator stands in the payload. */
  | { readonly kind: 'write'; readonly client: ClientIndex; readonly writes: readonly Payload[] }
  /** FIN, and go on reading. */
  | { readonly kind: 'halfClose'; readonly client: ClientIndex }
  /** RST. */
  | { readonly kind: 'reset'; readonly client: ClientIndex }
  /** Read no more: what is sent to it waits on the way, or in the server, or is the end of it there. */
  | { readonly kind: 'stall'; readonly client: ClientIndex }
  /** Wait until something has come since the last thing that this client did or heard: what it does next is done knowing that. */
  | { readonly kind: 'hear'; readonly client: ClientIndex }
  /** Say nothing for so long; whoever is served beside it goes on. */
  | { readonly kind: 'rest'; readonly client: ClientIndex; readonly ms: number }
  /**
   * The same message again and again, each with its number between `before` and `after`, until so much has been sent that
   * the way to who reads no more is full (`fillBytes`), or time is up (`fillMs`).
   */
  | { readonly kind: 'fill'; readonly client: ClientIndex; readonly before: Payload; readonly after: Payload }
  /** FIN, and read no more: what still comes is answered with RST by the system. */
  | { readonly kind: 'close'; readonly client: ClientIndex };

/** How many entries of a trace an action makes; of a `fill`, at least. */
export function entriesOf(action: Action): number {
  if (action.kind === 'hear' || action.kind === 'rest') return 0;
  return action.kind === 'write' ? action.writes.length : 1;
}

/** Bytes to send: pieces of text, values made anew for each run of the scenario, and raw bytes. */
export type Payload = readonly PayloadPart[];

/** A piece of what is sent: a text, a value that is made anew for each run, or raw bytes. */
export type PayloadPart =
  | { readonly text: string }
  /** The value of this label in this run: unique to the run, and in every one of these rules. Equal labels are equal values. */
  | {
      readonly fresh: string;
      readonly in: readonly string[];
      /**
       * The value changed a little, to be told from the value itself: its letters in another case, its last character gone,
       * or its characters composed or decomposed, which look the same.
       */
      readonly as?: FreshVariant;
    }
  | { readonly hex: string };

/** In which ways a value that is made anew can be changed. */
export const FRESH_VARIANTS = ['composed', 'decomposed', 'lower', 'shorter', 'upper'] as const;
/** How a value that is made anew is changed. */
export type FreshVariant = (typeof FRESH_VARIANTS)[number];

/** The message of a `fill` with this number; all are of one length. */
export function numbered({ before, after }: Action & { kind: 'fill' }, number: number): Payload {
  return [...before, { text: String(number).padStart(FILL_DIGITS, '0') }, ...after];
}

export const FILL_DIGITS = 6;
