import { deepStrictEqual } from 'node:assert/strict';
import peggy from 'peggy';
import { codec, model } from '../../generated/chat-line/index.js';
import { buildGrammar } from '../../generator/rules/grammar.js';
import { readWithPeggy } from '../../generator/rules/peggy-reader.js';
import { type Contender, type MeasureOptions, measure } from '../measure.js';
import type { Row } from '../table.js';
import { CASES, type Case, type Reader } from './cases.js';
import * as expressions from './expressions.js';
import { HAND_WRITTEN } from './goals.js';
import * as handWritten from './hand-written.js';
import type { ClientMessage, Result, ServerMessage, State } from './messages.js';

/** How many times as slow Peggy's own output is to be. */
const PEGGY = { short: 20, long: 200, rejected: 100 } as const;

const grammar = buildGrammar(model);
const parser = peggy.generate(grammar.text, { allowedStartRules: [...grammar.starts] });

type Read = (text: string) => Result<ClientMessage | ServerMessage>;

/** The generated parser against the others, for each case. */
export function* parserRows(options: MeasureOptions): Iterable<Row> {
  for (const one of CASES) {
    const goals = [
      { contender: 'by hand', ratio: 1 / HAND_WRITTEN },
      { contender: 'Peggy', ratio: PEGGY[one.length] },
    ];
    yield { name: `${one.length}: ${one.name}`, measured: measure(contendersOf(one), options), goals };
  }
}

function contendersOf({ texts, reader }: Case): readonly Contender[] {
  const text = (turn: number): string => texts[turn & (texts.length - 1)] ?? '';
  const generated = readIn(codec, reader);
  const byHand = readIn(handWritten, reader);
  const byExpression = readIn(expressions, reader);
  const start = (reader === 'server' ? grammar.server : grammar.states.get(reader)) ?? '';
  for (const one of texts) {
    const message = readWithPeggy(parser, start, one);
    for (const read of [generated, byHand, byExpression]) {
      const result = read(one);
      deepStrictEqual(result.ok ? result.message : undefined, message, `${reader} reads ${JSON.stringify(one)}`);
    }
  }
  return [
    { name: 'generated', run: (turn) => generated(text(turn)) },
    { name: 'by hand', run: (turn) => byHand(text(turn)) },
    { name: 'expression', run: (turn) => byExpression(text(turn)) },
    { name: 'Peggy', run: (turn) => readWithPeggy(parser, start, text(turn)) },
  ];
}

interface Readers {
  readonly parse: (state: State, text: string) => Result<ClientMessage>;
  readonly parseServer: (text: string) => Result<ServerMessage>;
}

function readIn({ parse, parseServer }: Readers, reader: Reader): Read {
  return reader === 'server' ? parseServer : (text) => parse(reader, text);
}
