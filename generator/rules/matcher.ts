import type { CodePointSet } from './code-points.js';
import type { Machine } from './machine.js';

/**
 * A lowered rule as a tree: what Peggy is given as text, with what the text no longer says. It takes a beginning of what
 * stands at its place, as Peggy would: the first alternative that fits, as many rounds as there are, never another try.
 */
export type Matcher =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'class'; readonly set: CodePointSet }
  | { readonly kind: 'sequence'; readonly of: readonly Matcher[] }
  | { readonly kind: 'choice'; readonly of: readonly Matcher[] }
  | { readonly kind: 'repeat'; readonly of: Matcher; readonly min: number; readonly max: number | null }
  /** Whether something stands here (`ahead`), or does not (`not`); takes nothing. */
  | { readonly kind: 'ahead' | 'not'; readonly of: Matcher }
  | { readonly kind: 'end' }
  | { readonly kind: 'capture'; readonly field: string; readonly of: Matcher }
  /** A rule of the grammar, which takes the same wherever it stands. */
  | { readonly kind: 'rule'; readonly name: string }
  /** What `of` takes, unless that is one of the bound's texts; `guarded` says the same by looking ahead. */
  | { readonly kind: 'without'; readonly of: Matcher; readonly bound: readonly string[]; readonly guarded: Matcher }
  /** The longest beginning that a machine accepts, or the first behind which `sight` is found. */
  | { readonly kind: 'machine'; readonly machine: Machine; readonly first: CodePointSet; readonly sight: Matcher };

export const nothingMatcher: Matcher = { kind: 'sequence', of: [] };

/** Matches nowhere. */
export const neverMatcher: Matcher = { kind: 'choice', of: [] };

/** One after the other, those inside each other laid open. */
export function sequenceMatcher(parts: readonly Matcher[]): Matcher {
  const of = parts.flatMap((part) => (part.kind === 'sequence' ? part.of : [part]));
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'sequence', of };
}

/** Whether fields are bound in it. */
export function bindsFields(matcher: Matcher): boolean {
  switch (matcher.kind) {
    case 'capture':
      return true;
    case 'sequence':
    case 'choice':
      return matcher.of.some(bindsFields);
    case 'repeat':
    case 'without':
      return bindsFields(matcher.of);
    default:
      return false;
  }
}
