import type { At } from '../../runtime/model.js';
import type { Code } from './codes.js';
import { type Diagnostic, diagnostic, hasErrors, type Span, sortDiagnostics, type ValuesOf } from './diagnostic.js';

/** Collects what one spec's stages find, each finding once: a block is resolved at each of its uses. */
export class Report {
  private readonly found = new Map<string, Diagnostic>();

  constructor(readonly file: string) {}

  add<C extends Code>(code: C, span: Span | { readonly start: At }, values: ValuesOf<C>, hint?: string): void {
    const one = diagnostic(code, this.file, span, values, hint);
    const key = `${one.code} ${one.at.line}:${one.at.column} ${one.message}`;
    if (!this.found.has(key)) this.found.set(key, one);
  }

  get failed(): boolean {
    return hasErrors([...this.found.values()]);
  }

  get diagnostics(): readonly Diagnostic[] {
    return sortDiagnostics([...this.found.values()]);
  }
}
