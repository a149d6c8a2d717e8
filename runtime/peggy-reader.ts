import type { Message, ParseResult } from './protocol.js';

/** What Peggy says could have stood where it stopped. The grammars of this package name the end, and each class. */
export type PeggyExpectation =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'other'; readonly description: string }
  | { readonly type: 'class' | 'any' | 'end' };

/** A parser that Peggy made, as far as it is used here. */
export interface PeggyParser {
  readonly parse: (text: string, options: { startRule: string }) => unknown;
  readonly SyntaxError: new (...parameters: never) => Error;
}

/**
 * Reads a text with a parser that Peggy made, without throwing.
 * @param otherwise - what is expected where Peggy does not say: it forgets what it looked ahead for.
 */
export function readWithPeggy<M extends Message>(
  parser: PeggyParser,
  startRule: string,
  text: string,
  otherwise: readonly string[],
): ParseResult<M> {
  try {
    return { ok: true, message: parser.parse(text, { startRule }) as M };
  } catch (error) {
    if (error instanceof parser.SyntaxError && isFailure(error)) {
      const expected = inWords(error.expected ?? []);
      return {
        ok: false,
        code: 'unrecognized',
        at: error.location.start.offset,
        expected: expected.length > 0 ? expected : otherwise,
      };
    }
    // A rule whose rounds look ahead for each other goes deeper with each round: no frame is as long as that.
    if (error instanceof RangeError) return { ok: false, code: 'unrecognized', at: 0, expected: otherwise };
    throw error;
  }
}

interface Failure {
  readonly expected: readonly PeggyExpectation[] | null;
  readonly location: { readonly start: { readonly offset: number } };
}

function isFailure(error: object): error is Failure {
  return 'expected' in error && 'location' in error;
}

/** Expectations in words, each once, in the order of the alphabet. */
function inWords(expected: readonly PeggyExpectation[]): readonly string[] {
  return [...new Set(expected.map(wordsFor))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function wordsFor(expectation: PeggyExpectation): string {
  switch (expectation.type) {
    case 'literal':
      return JSON.stringify(expectation.text);
    case 'other':
      return expectation.description;
    case 'class':
    case 'any':
    case 'end':
      return expectation.type;
  }
}
