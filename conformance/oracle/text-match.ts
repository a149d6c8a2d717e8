import type { TextPattern } from '../../runtime/index.js';
import type { Effort } from './effort.js';

/** A text as it stands on the wire, terminator included; `undefined` is a hole that the server fills. */
export interface WireText {
  readonly parts: readonly (Buffer | undefined)[];
  /** What a hole never holds: the frame's delimiter, where the framing has one. */
  readonly delimiter: number | undefined;
  readonly hole: boolean;
  /** It has a hole that nothing ends but what stands behind it. */
  readonly open: boolean;
  /** Equal for equal texts. */
  readonly key: string;
}

export function wireText(pattern: TextPattern, terminator: string): WireText {
  const delimiter = terminator === '' ? undefined : 0x0a;
  const only = pattern[0];
  // Most texts leave nothing to the server.
  if (pattern.length === 1 && typeof only === 'string' && only !== '') {
    const text = only + terminator;
    return { parts: [Buffer.from(text)], delimiter, hole: false, open: false, key: `=${text}` };
  }
  const whole = [...pattern, terminator];
  const parts: (Buffer | undefined)[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push(Buffer.from(literal));
    literal = '';
  };
  for (const part of whole) {
    if (typeof part === 'string') literal += part;
    else {
      flush();
      parts.push(undefined);
    }
  }
  flush();
  const hole = parts.includes(undefined);
  const key = hole
    ? whole.map((part) => (typeof part === 'string' ? JSON.stringify(part) : '*')).join('')
    : `=${whole.join('')}`;
  return { parts, delimiter, hole, open: hole && delimiter === undefined, key };
}

/** For people: quoted, with `…` for what the server fills in. */
export function shown({ parts }: WireText): string {
  return JSON.stringify(parts.map((part) => (part === undefined ? '…' : Buffer.from(part).toString('utf8'))).join(''));
}

/** Where a text that starts at an offset of a stream can end, and whether more bytes could complete it. */
export interface Match {
  readonly ends: readonly number[];
  readonly partial: boolean;
}

const nothing: Match = { ends: [], partial: false };

/** @throws EffortSpent */
export function matchText(text: WireText, stream: Uint8Array, from: number, length: number, effort: Effort): Match {
  const only = text.parts[0];
  if (text.parts.length === 1 && only !== undefined) {
    const { ends, partial } = literalAt(only, stream, from, length);
    return ends ? { ends: [from + only.length], partial: false } : { ends: [], partial };
  }
  const ends = new Set<number>();
  const partial = matchParts({ text, stream, length, ends, tried: new Set(), effort }, 0, from);
  return ends.size === 0 && !partial ? nothing : { ends: [...ends], partial };
}

function literalAt(
  literal: Uint8Array,
  stream: Uint8Array,
  from: number,
  length: number,
): { ends: boolean; partial: boolean } {
  const there = Math.min(literal.length, length - from);
  for (let i = 0; i < there; i++) if (stream[from + i] !== literal[i]) return { ends: false, partial: false };
  return { ends: there === literal.length, partial: there < literal.length };
}

interface Matching {
  readonly text: WireText;
  readonly stream: Uint8Array;
  readonly length: number;
  readonly ends: Set<number>;
  /** Where parts behind a hole have been looked for: a hole that begins later ends nowhere else. */
  readonly tried: Set<number>;
  readonly effort: Effort;
}

/** Adds every place where the parts from `index` on can end; true where they could go on past the stream. */
function matchParts(matching: Matching, index: number, from: number): boolean {
  const { text, stream, length, ends, tried, effort } = matching;
  if (index === text.parts.length) {
    ends.add(from);
    return false;
  }
  const part = text.parts[index];
  if (part !== undefined) {
    const { ends: whole, partial } = literalAt(part, stream, from, length);
    return whole ? matchParts(matching, index + 1, from + part.length) : partial;
  }
  // A hole: at least one byte, up to wherever the rest can stand.
  let to = from;
  while (to < length && stream[to] !== text.delimiter) {
    effort.spend(1);
    to++;
    const place = to * text.parts.length + index;
    if (tried.has(place)) return false;
    tried.add(place);
    matchParts(matching, index + 1, to);
  }
  return to === length;
}

/** Looking for a literal's first place in so many bytes costs as much as looking at one byte by itself. */
const SKIMMED = 64;
/** So much of a literal is looked for, and the rest only where that stands: long ones that repeat themselves are slow to look for. */
const HEAD = 24;

/**
 * The places in a stretch of a stream at which a text can begin, as far as its first literal says, in order.
 * @throws EffortSpent
 */
function* beginnings(
  { parts: [first] }: WireText,
  stream: Uint8Array,
  from: number,
  length: number,
  effort: Effort,
): Generator<number> {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, length);
  const head = first?.subarray(0, HEAD);
  for (let at = from; at < length; at++) {
    if (head !== undefined) {
      const found = bytes.indexOf(head, at);
      // Behind the last one its beginning may stand at the very end.
      const next = found < 0 ? Math.max(at, length - head.length + 1) : found;
      effort.spend(1 + Math.ceil((next - at) / SKIMMED));
      at = next;
      if (at >= length) return;
    } else effort.spend(1);
    yield at;
  }
}

/**
 * Whether a text stands anywhere in a stretch of a stream.
 * @throws EffortSpent
 */
export function containsText(
  text: WireText,
  stream: Uint8Array,
  from: number,
  length: number,
  effort: Effort,
): boolean {
  for (const at of beginnings(text, stream, from, length, effort))
    if (matchText(text, stream, at, length, effort).ends.length > 0) return true;
  return false;
}

/**
 * Whether a text may stand, or begin, anywhere in a stretch of a stream.
 * @throws EffortSpent
 */
export function mayStand(text: WireText, stream: Uint8Array, from: number, length: number, effort: Effort): boolean {
  for (const at of beginnings(text, stream, from, length, effort)) {
    const { ends, partial } = matchText(text, stream, at, length, effort);
    if (partial || ends.length > 0) return true;
  }
  return false;
}
