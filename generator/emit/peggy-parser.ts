import peggy from 'peggy';
import { buildGrammar } from '../rules/grammar.js';
import type { Emission } from './emission.js';
import { EmittedFile } from './file.js';

/** peggy-parser.ts: the message rules, compiled by Peggy. Only parser.ts imports it. */
export function emitPeggyParser({ model, origin }: Emission): string {
  const file = new EmittedFile(
    origin,
    `The message rules of \`${model.name}\`, compiled by Peggy: see parser.ts for what to call.`,
  );
  const grammar = buildGrammar(model);
  const source = peggy.generate(grammar.text, {
    output: 'source',
    format: 'es',
    allowedStartRules: [...grammar.starts],
  });
  file.line('// @ts-nocheck: Peggy writes JavaScript.').line();
  // Peggy's own header names its version, and what is emitted must not change with that.
  file.line(source.slice(source.indexOf('\n\n'), source.lastIndexOf('export {')).trim()).line();
  file.doc('The parser, and the error that it throws.');
  file.line('export const parser = { parse: peg$parse, SyntaxError: peg$SyntaxError };');
  return file.toString();
}
