import type { Message } from '../../runtime/protocol.js';

/** A parser that Peggy made, as far as it is used here. */
export interface PeggyParser {
  readonly parse: (text: string, options: { startRule: string }) => unknown;
  readonly SyntaxError: new (...parameters: never) => Error;
}

/** Reads a text with a parser that Peggy made; undefined: it is none of the rule's messages. */
export function readWithPeggy(parser: PeggyParser, startRule: string, text: string): Message | undefined {
  try {
    return parser.parse(text, { startRule }) as Message;
  } catch (error) {
    // Machines that are nested as rules go deeper with each character: Peggy has no other way to write them.
    if (error instanceof parser.SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
