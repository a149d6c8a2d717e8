import { exampleCodes } from './codes-examples.js';
import { nameCodes } from './codes-names.js';
import { ruleCodes } from './codes-rules.js';
import { sessionCodes } from './codes-session.js';
import { syntaxCodes } from './codes-syntax.js';
import { typeCodes } from './codes-types.js';

/** An error: the spec has no meaning that could be used. A warning: it has one, perhaps not the one that was meant. */
export type Severity = 'error' | 'warning';

/** One kind of diagnostic. `{name}` in message and hint is filled in where it is found. */
export interface CodeEntry {
  readonly severity: Severity;
  /** Heads the code's section in docs/diagnostics.md. */
  readonly title: string;
  readonly message: string;
  readonly hint: string;
}

/** Every diagnostic there is. P1 syntax, P2 names, P3 types, P4 session, P5 rules, P6 examples. */
export const codes = {
  ...syntaxCodes,
  ...nameCodes,
  ...typeCodes,
  ...sessionCodes,
  ...ruleCodes,
  ...exampleCodes,
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;

/** Where docs/diagnostics.md explains a code. */
export function docsAnchor(code: Code): string {
  return `docs/diagnostics.md#${code.toLowerCase()}`;
}
