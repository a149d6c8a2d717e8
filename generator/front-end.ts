import type { Model } from '../runtime/model.js';
import { type Diagnostic, sortDiagnostics } from './diagnostics/diagnostic.js';
import { parseSpec } from './language/parse.js';
import { resolve } from './model/resolve.js';

/** What came of reading a spec: its model, unless a diagnostic is an error, and the text that diagnostics point into. */
export interface ReadSpec {
  readonly model?: Model;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
}

/**
 * Reads a spec: text to syntax to model.
 * @param file - the spec's path as diagnostics and the model show it: relative, with forward slashes.
 */
export function readSpec(file: string, text: string): ReadSpec {
  const { syntax, diagnostics } = parseSpec(file, text);
  if (syntax === undefined) return { diagnostics, text };
  const resolved = resolve(syntax, file);
  return {
    ...(resolved.model !== undefined && { model: resolved.model }),
    diagnostics: sortDiagnostics([...diagnostics, ...resolved.diagnostics]),
    text,
  };
}
