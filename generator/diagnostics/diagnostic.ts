import type { At } from '../../runtime/model.js';
import { type Code, codes, type Severity } from './codes.js';

/** What is wrong with a spec, where, and how to mend it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly file: string;
  readonly at: At;
  /** The first place behind it; absent: one word, or one character. */
  readonly end?: At;
  readonly message: string;
  readonly hint: string;
}

/** From the first character to the first one behind. */
export interface Span {
  readonly start: At;
  readonly end: At;
}

type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What the message and the hint of a code leave open. */
export type ValuesOf<C extends Code> = {
  readonly [Name in Placeholders<(typeof codes)[C]['message'] | (typeof codes)[C]['hint']>]: string | number;
};

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-z]+)\}/gi, (whole, name: string) => String(values[name] ?? whole));
}

/**
 * Makes a diagnostic from the table: its message and hint are the code's, with the values filled in.
 * @param hint - stands in place of the code's own hint, where something better is known (`did you mean …`).
 */
export function diagnostic<C extends Code>(
  code: C,
  file: string,
  span: Span | { readonly start: At },
  values: ValuesOf<C>,
  hint?: string,
): Diagnostic {
  const { severity, message, hint: ownHint } = codes[code];
  return {
    code,
    severity,
    file,
    at: { line: span.start.line, column: span.start.column },
    ...('end' in span && { end: { line: span.end.line, column: span.end.column } }),
    message: fill(message, values),
    hint: hint ?? fill(ownHint, values),
  };
}

/** Whether a spec with these diagnostics can't be used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

/** In the order of the text; what stands at one place in the order of the codes. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
