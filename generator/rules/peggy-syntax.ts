import { classPattern } from '../../runtime/rule-pattern.js';
import type { CodePointSet } from './code-points.js';

/** A piece of a Peggy grammar, and how tightly its parts hold together. */
export interface Peg {
  readonly text: string;
  readonly level: Level;
}

/** Peggy's levels of precedence, loosest first. */
export enum Level {
  Choice,
  Action,
  Sequence,
  Prefixed,
  Suffixed,
  Primary,
}

/** The text of a piece where at least this level is asked for. */
export function at(level: Level, peg: Peg): string {
  return peg.level >= level ? peg.text : `(${peg.text})`;
}

export const nothing: Peg = { text: '""', level: Level.Primary };

/** Matches no text at all, the empty one included. */
export const never: Peg = { text: '!""', level: Level.Prefixed };

export function name(text: string): Peg {
  return { text, level: Level.Primary };
}

export function sequence(parts: readonly Peg[]): Peg {
  const needed = parts.filter((part) => part !== nothing);
  const [first] = needed;
  if (!first) return nothing;
  if (needed.length === 1) return first;
  return { text: needed.map((part) => at(Level.Prefixed, part)).join(' '), level: Level.Sequence };
}

export function choice(parts: readonly Peg[]): Peg {
  const [first] = parts;
  if (!first) return never;
  if (parts.length === 1) return first;
  return { text: parts.map((part) => at(Level.Action, part)).join(' / '), level: Level.Choice };
}

export function not(peg: Peg): Peg {
  return { text: `!${at(Level.Suffixed, peg)}`, level: Level.Prefixed };
}

export function ahead(peg: Peg): Peg {
  return { text: `&${at(Level.Suffixed, peg)}`, level: Level.Prefixed };
}

export function repeated(peg: Peg, min: number, max: number | null): Peg {
  if (max === 0) return nothing;
  if (min === 1 && max === 1) return peg;
  return { text: `${at(Level.Primary, peg)}${suffix(min, max)}`, level: Level.Suffixed };
}

function suffix(min: number, max: number | null): string {
  if (max === null && min <= 1) return min === 0 ? '*' : '+';
  if (min === 0 && max === 1) return '?';
  return min === max ? `|${min}|` : `|${min}..${max ?? ''}|`;
}

/** The text of a piece, given to an action. */
export function action(label: string, peg: Peg, code: string): Peg {
  return { text: `${label}:$${at(Level.Suffixed, peg)} { ${code} }`, level: Level.Action };
}

export function literal(text: string): Peg {
  return text === '' ? nothing : { text: quoted(text), level: Level.Primary };
}

/** A class of whole code points. Peggy's escapes in it are those of regular expressions. */
export function classOf(set: CodePointSet): Peg {
  return set.length === 0 ? never : { text: `${classPattern(set)}u`, level: Level.Primary };
}

/** A string as Peggy reads it; what is not plain ASCII stands as an escape. */
export function quoted(text: string): string {
  const body = [...text].map((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') return `\\${character}`;
    return codePoint >= 0x20 && codePoint < 0x7f ? character : `\\u{${codePoint.toString(16).toUpperCase()}}`;
  });
  return `"${body.join('')}"`;
}
