import type { FreshVariant, Payload, PayloadPart } from './scenario.js';

/** Why an input is worth trying. */
export type Why =
  /** Values that nobody has used, and that every guard takes. */
  | 'fresh'
  /** A field that may be absent is. */
  | 'absent'
  /** A value that a guard's rule does not take. */
  | 'outside'
  /** A value that a connection has. */
  | 'collision'
  /** Nearly a value that a connection has: in another case, a little shorter, a little longer. */
  | 'variant'
  | 'integer'
  /** The shortest and the longest that fits. */
  | 'length'
  /** Words and delimiters of the grammar as values. */
  | 'literal'
  /** Words to which other programs give a meaning. */
  | 'word'
  /** Blanks at the edges and doubled, characters that look like others, vanish or are long in bytes. */
  | 'character'
  /** One edit away from a message. */
  | 'near'
  /** Bytes that are not in the charset. */
  | 'invalid'
  /** A line over the limit. */
  | 'overlong';

/** What an input is read as in its state. */
export type Reading =
  | { readonly kind: 'message'; readonly message: string }
  | { readonly kind: 'unrecognized' | 'invalid' | 'overlong' };

/** An input that a client could send where it is. */
export interface Candidate {
  /** The same for the same input in every world; distinct within a state. */
  readonly key: string;
  readonly why: Why;
  readonly reading: Reading;
  /** Whether planning needs it; the others only vary what is tried. */
  readonly essential: boolean;
  /** One frame, with its terminator. */
  readonly payload: Payload;
  /** How many labels of its client it uses. */
  readonly labels: number;
}

/** The key of the template that a candidate with this key is made from. */
export function templateKeyOf(key: string): string {
  return key.slice(0, key.lastIndexOf('.'));
}

/** A payload before its client, its labels and its world are known. */
export interface Template {
  readonly key: string;
  readonly why: Why;
  readonly reading: Reading;
  readonly essential: boolean;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | Exclude<PayloadPart, { readonly fresh: string }>
  /** The how-manyth fresh value of this input. */
  | { readonly slot: number; readonly in: readonly string[]; readonly as?: FreshVariant }
  /** The value that some connection of the world has. */
  | { readonly collision: string; readonly as?: FreshVariant }
  /** A number that is of interest in the world for this field of this message. */
  | { readonly integer: string; readonly message: string };

/**
 * One for each reason and reading, then a second for each, and so on: where only a few are taken, they are to be as
 * different as they can be.
 */
export function varied(candidates: readonly Candidate[]): readonly Candidate[] {
  const rounds = new Map<Candidate, number>();
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const kind = `${candidate.why} ${JSON.stringify(candidate.reading)}`;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    rounds.set(candidate, count);
  }
  return [...candidates].sort((a, b) => (rounds.get(a) ?? 0) - (rounds.get(b) ?? 0));
}
