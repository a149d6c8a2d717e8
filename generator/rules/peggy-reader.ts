import peggy from 'peggy';
import { CodecError } from '../../runtime/errors.js';
import type { Model } from '../../runtime/model.js';
import type { Codec, Message, ParseResult } from '../../runtime/protocol.js';
import { Unrecognized } from '../../runtime/reading/unrecognized.js';
import { buildGrammar } from './grammar.js';

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

/**
 * Peggy's own output for the rules of a model: what the generated parser is held to.
 * @throws UnreadableMessage for a message that no parser is made of.
 */
export function peggyReaderOf(model: Model): Pick<Codec, 'parse' | 'parseServer'> {
  const grammar = buildGrammar(model);
  const parser = peggy.generate(grammar.text, { allowedStartRules: [...grammar.starts] });
  const names = new Set(model.session.states.map(({ name }) => name));
  const read = (start: string | undefined, state: string | undefined, text: string): ParseResult<Message> => {
    const message = start === undefined ? undefined : readWithPeggy(parser, start, text);
    return message === undefined ? new Unrecognized({ model, state }, text) : { ok: true, message };
  };
  return {
    parse(state, text) {
      if (!names.has(state)) throw new CodecError('unknown-state', `${model.name} has no state ${state}`);
      return read(grammar.states.get(state), state, text);
    },
    parseServer: (text) => read(grammar.server, undefined, text),
  };
}
