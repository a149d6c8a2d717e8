import { classPattern } from './class-pattern.js';
import type { CodePointSet } from './code-points.js';
import { type Matcher, neverMatcher, nothingMatcher, sequenceMatcher } from './matcher.js';

/** A piece of a Peggy grammar, and how tightly its parts hold together. */
export interface Peg {
  readonly text: string;
  /** The same as a tree. */
  readonly matcher: Matcher;
  readonly level: Level;
  /** How many brackets stand inside each other in it. */
  readonly depth: number;
  /** Whether it looks ahead for what follows here, so that it means nothing in another place. */
  readonly local: boolean;
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

/** A piece where at least this level is asked for. */
function at(level: Level, peg: Peg): Peg {
  return peg.level >= level ? peg : { ...peg, text: `(${peg.text})`, level: Level.Primary, depth: peg.depth + 1 };
}

/** What is made of one piece. */
function made(text: string, level: Level, { depth, local }: Peg, matcher: Matcher): Peg {
  return { text, level, depth, local, matcher };
}

function concatenated(parts: readonly Peg[], between: string, level: Level, matcher: Matcher): Peg {
  const text = parts.map((part) => part.text).join(between);
  const depth = Math.max(...parts.map((part) => part.depth));
  return { text, level, depth, local: parts.some((part) => part.local), matcher };
}

export const nothing: Peg = { text: '""', level: Level.Primary, depth: 0, local: false, matcher: nothingMatcher };

/** Matches no text at all, the empty one included. What needs it is never, too: Peggy takes it for an endless loop in a repetition. */
export const never: Peg = { text: '!""', level: Level.Prefixed, depth: 0, local: false, matcher: neverMatcher };

/** A rule of the grammar; `local`: one that looks ahead for what follows in one place. */
export function name(text: string, local = false, matcher: Matcher = { kind: 'rule', name: text }): Peg {
  return { text, level: Level.Primary, depth: 0, local, matcher };
}

/** Where a text ends. */
export const end: Peg = { text: '!.', level: Level.Prefixed, depth: 0, local: false, matcher: { kind: 'end' } };

export function sequence(parts: readonly Peg[]): Peg {
  if (parts.includes(never)) return never;
  const needed = parts.filter((part) => part !== nothing);
  const [first] = needed;
  if (!first) return nothing;
  if (needed.length === 1) return first;
  return concatenated(
    needed.map((part) => at(Level.Prefixed, part)),
    ' ',
    Level.Sequence,
    sequenceMatcher(needed.map(({ matcher }) => matcher)),
  );
}

export function choice(parts: readonly Peg[]): Peg {
  const [first] = parts;
  if (!first) return never;
  if (parts.length === 1) return first;
  return concatenated(
    parts.map((part) => at(Level.Action, part)),
    ' / ',
    Level.Choice,
    { kind: 'choice', of: parts.map(({ matcher }) => matcher) },
  );
}

export function not(peg: Peg): Peg {
  if (peg === never) return nothing;
  const of = at(Level.Suffixed, peg);
  return made(`!${of.text}`, Level.Prefixed, of, { kind: 'not', of: peg.matcher });
}

export function ahead(peg: Peg): Peg {
  if (peg === never) return never;
  const of = at(Level.Suffixed, peg);
  return made(`&${of.text}`, Level.Prefixed, of, { kind: 'ahead', of: peg.matcher });
}

export function repeated(peg: Peg, min: number, max: number | null): Peg {
  if (max === 0 || (min === 0 && peg === never)) return nothing;
  if (peg === never) return never;
  if (min === 1 && max === 1) return peg;
  const of = at(Level.Primary, peg);
  return made(`${of.text}${suffix(min, max)}`, Level.Suffixed, of, { kind: 'repeat', of: peg.matcher, min, max });
}

function suffix(min: number, max: number | null): string {
  if (max === null && min <= 1) return min === 0 ? '*' : '+';
  if (min === 0 && max === 1) return '?';
  return min === max ? `|${min}|` : `|${min}..${max ?? ''}|`;
}

/** The text of a piece, bound to a field: an action makes `value` of it, as the code says. */
export function capture(field: string, peg: Peg, value: string): Peg {
  if (peg === never) return never;
  const of = at(Level.Suffixed, peg);
  const code = `return new Captured(${JSON.stringify(field)}, ${value});`;
  return made(`value:$${of.text} { ${code} }`, Level.Action, of, { kind: 'capture', field, of: peg.matcher });
}

export function literal(text: string): Peg {
  return text === '' ? nothing : name(quoted(text), false, { kind: 'literal', text });
}

/** A piece that stands for the texts of another, whatever the grammar calls them. */
export function meaning(peg: Peg, matcher: Matcher): Peg {
  return peg === never || peg === nothing ? peg : { ...peg, matcher };
}

/** A class of whole code points. Peggy's escapes in it are those of regular expressions. */
export function classOf(set: CodePointSet): Peg {
  return set.length === 0 ? never : name(`${classPattern(set)}u`, false, { kind: 'class', set });
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
