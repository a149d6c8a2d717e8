import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Parser } from 'peggy';
import type { Code } from '../diagnostics/codes.js';
import type { Diagnostic, ValuesOf } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/did-you-mean.js';
import { Report } from '../diagnostics/report.js';
import { tooDeepIn } from './depth.js';
import { describeExpectations, type Expectation, foundAt } from './expectations.js';
import { blank, openBraceAt, skipAround } from './skip.js';
import type { Position, Span, Syntax } from './syntax/index.js';

/** Past this many errors the rest is noise. */
const ERROR_LIMIT = 30;

/** Thrown by the grammar where it knows better what is wrong than its expectations say. */
class SpecError extends Error {
  constructor(
    readonly code: 'P102' | 'P103' | 'P104' | 'P105' | 'P106' | 'P107' | 'P111',
    readonly span: Span,
    readonly values: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

interface Failure {
  readonly offset: number;
  /** Whether the error may be in what stands before it. */
  readonly unfinished: boolean;
  report(report: Report): void;
}

let compiled: Parser | undefined;

/** The grammar's parser: the build compiles it, which takes half a second; from sources it is compiled here. */
function parser(): Parser {
  if (compiled !== undefined) return compiled;
  const require = createRequire(import.meta.url);
  const built = new URL('./parley.peggy.cjs', import.meta.url);
  if (existsSync(built)) compiled = require(fileURLToPath(built)) as Parser;
  else {
    const { generate } = require('peggy') as typeof import('peggy');
    compiled = generate(readFileSync(new URL('./parley.peggy', import.meta.url), 'utf8'), { output: 'parser' });
  }
  return compiled;
}

/**
 * Reads a spec. What can't be read is reported and skipped, so that one run reports several errors; there is a tree
 * only if there were none, since what was skipped would be missed by every later stage.
 */
export function parseSpec(
  file: string,
  text: string,
): { readonly syntax: Syntax | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const report = new Report(file);
  let rest = text;
  for (let errors = 0; ; errors += 1) {
    const read = readOnce(text, rest);
    if ('syntax' in read) {
      const deep = tooDeepIn(read.syntax);
      if (deep !== undefined) report.add('P108', { start: deep.start }, {});
      return report.failed
        ? { syntax: undefined, diagnostics: report.diagnostics }
        : { syntax: read.syntax, diagnostics: [] };
    }
    if (errors === ERROR_LIMIT) {
      report.add('P112', { start: positionAt(text, read.offset) }, { count: errors });
      break;
    }
    read.report(report);
    const skip = skipAround(rest, read.offset, read.unfinished);
    const skipped = skip === undefined ? rest : blank(rest, skip);
    if (skipped === rest) break;
    rest = skipped;
  }
  return { syntax: undefined, diagnostics: report.diagnostics };
}

/** @param text - the whole spec, to show what stands at an error; @param rest - without what was skipped. */
function readOnce(text: string, rest: string): { readonly syntax: Syntax } | Failure {
  try {
    const syntax: Syntax = parser().parse(rest, { SpecError });
    return { syntax };
  } catch (error) {
    if (error instanceof SpecError) {
      return {
        offset: error.span.start.offset,
        unfinished: false,
        report: (report) => addSpecError(report, error),
      };
    }
    if (isPeggyError(error)) return unexpected(text, error);
    // Peggy's parsers recurse; so deep a spec is no spec that anybody wrote.
    if (error instanceof RangeError) {
      const start = { offset: rest.search(/\S/), line: 1, column: 1 };
      return { offset: rest.length, unfinished: false, report: (report) => report.add('P108', { start }, {}) };
    }
    throw error;
  }
}

function addSpecError(report: Report, error: SpecError): void {
  // The grammar gives the values that its code's message needs; the fixtures of each code prove it.
  const values = error.values as ValuesOf<Code>;
  report.add<Code>(error.code, error.span, values);
}

/** The words that a section can begin with. */
const SECTION_WORDS = 'protocol source transport delivery promise client server session example'.split(' ');

/**
 * Where a line begins with a word that is nearly that of a section, the word is what is wrong: it is read as the name of
 * a rule, and what stands behind it is only where that shows.
 */
function misspeltSection(text: string, { expected, location: { start } }: PeggyError): Failure | undefined {
  const only = (expected ?? []).map((one) => one.text ?? one.description).filter((one) => one !== 'a space');
  const line = text.slice(text.lastIndexOf('\n', start.offset - 1) + 1, start.offset);
  const [, indent = '', word = ''] = /^([ \t]*)([a-z]+)[ \t]*$/.exec(line) ?? [];
  const meant = only.length === 1 && only[0] === '=' ? nearest(word, SECTION_WORDS) : undefined;
  if (meant === undefined) return undefined;
  const place: Position = {
    offset: start.offset - line.length + indent.length,
    line: start.line,
    column: indent.length + 1,
  };
  const end: Position = { offset: place.offset + word.length, line: start.line, column: place.column + word.length };
  return {
    offset: start.offset,
    unfinished: false,
    report: (report) =>
      report.add(
        'P101',
        { start: place, end },
        { expected: 'a section or a rule', found: `\`${word}\`` },
        `did you mean \`${meant}\`?`,
      ),
  };
}

function unexpected(text: string, error: PeggyError): Failure {
  const section = misspeltSection(text, error);
  if (section !== undefined) return section;
  const start = error.location.start;
  const found = foundAt(text, start.offset);
  const { text: expected, meant } = describeExpectations(error.expected ?? [], found.word);
  const length = Math.max(found.word.length, 1);
  const end: Position = { offset: start.offset + length, line: start.line, column: start.column + length };
  return {
    offset: start.offset,
    unfinished: true,
    report: (report) =>
      report.add(
        'P101',
        { start, end },
        { expected, found: found.shown },
        meant === undefined ? hintFor(text, start.offset) : `did you mean \`${meant}\`?`,
      ),
  };
}

function hintFor(text: string, offset: number): string | undefined {
  if (/^\r(?!\n)/.test(text.slice(offset, offset + 2))) return 'lines end in LF, or in CR LF';
  const isInName = /[A-Za-z0-9_-]$/.test(text.slice(0, offset)) && /^[\p{L}\p{N}\p{M}]/u.test(text.slice(offset));
  return isInName ? 'names are made of ASCII letters and digits' : unclosed(text, offset);
}

/** At the end of the file a brace is missing, and the place to look for it is where it was opened. */
function unclosed(text: string, offset: number): string | undefined {
  const brace = offset < text.trimEnd().length ? undefined : openBraceAt(text, text.length);
  return brace === undefined ? undefined : `the \`{\` in line ${positionAt(text, brace).line} has no \`}\``;
}

interface PeggyError {
  readonly expected: readonly Expectation[] | null;
  readonly location: { readonly start: Position };
}

function isPeggyError(error: unknown): error is PeggyError {
  return error instanceof Error && error.name === 'SyntaxError' && 'location' in error && 'expected' in error;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { offset, line: before.length, column: (before[before.length - 1]?.length ?? 0) + 1 };
}
