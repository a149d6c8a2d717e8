import { deepStrictEqual } from 'node:assert/strict';
import peggy from 'peggy';
import * as chatBasic from '../../generated/chat-basic/index.js';
import * as chatLine from '../../generated/chat-line/index.js';
import { buildGrammar } from '../../generator/rules/grammar.js';
import { readWithPeggy } from '../../generator/rules/peggy-reader.js';
import type { Model } from '../../runtime/model.js';
import type { Message } from '../../runtime/protocol.js';
import { type Contender, type MeasureOptions, measure } from '../measure.js';
import type { Row } from '../table.js';
import { type Case, CHAT_BASIC, CHAT_LINE, type Reader } from './cases.js';
import * as chatBasicByHand from './chat-basic-by-hand.js';
import * as chatBasicExpressions from './chat-basic-expressions.js';
import * as chatLineByHand from './chat-line-by-hand.js';
import * as chatLineExpressions from './chat-line-expressions.js';
import { HAND_WRITTEN } from './goals.js';
import type { Result } from './messages.js';

/** How many times as slow Peggy's own output is to be. */
const PEGGY = { short: 20, long: 200, rejected: 100 } as const;

type Read = (text: string) => Result<Message>;

/** One protocol, and what reads it. */
interface Subject {
  readonly name: string;
  readonly model: Model;
  readonly cases: readonly Case[];
  readonly generated: Readers;
  readonly byHand: Readers;
  readonly expressions: Readers;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: 'chat-line',
    model: chatLine.model,
    cases: CHAT_LINE,
    generated: chatLine.codec,
    byHand: chatLineByHand,
    expressions: chatLineExpressions,
  },
  {
    name: 'chat-basic',
    model: chatBasic.model,
    cases: CHAT_BASIC,
    generated: chatBasic.codec,
    byHand: chatBasicByHand,
    expressions: chatBasicExpressions,
  },
];

/** The generated parsers against the others, for each case. */
export function* parserRows(options: MeasureOptions): Iterable<Row> {
  for (const subject of SUBJECTS) {
    const grammar = buildGrammar(subject.model);
    const parser = peggy.generate(grammar.text, { allowedStartRules: [...grammar.starts] });
    for (const one of subject.cases) {
      const start = (one.reader === 'server' ? grammar.server : grammar.states.get(one.reader)) ?? '';
      const contenders = contendersOf(subject, one, (text) => readWithPeggy(parser, start, text));
      const goals = [
        { contender: 'by hand', ratio: 1 / HAND_WRITTEN },
        { contender: 'Peggy', ratio: PEGGY[one.length] },
      ];
      const name = `${subject.name}, ${one.length}: ${one.name}`;
      yield { name, measured: measure(contenders, options), goals };
    }
  }
}

function contendersOf(
  subject: Subject,
  { texts, reader }: Case,
  readByPeggy: (text: string) => Message | undefined,
): readonly Contender[] {
  const generated = readIn(subject.generated, reader);
  const byHand = readIn(subject.byHand, reader);
  const byExpression = readIn(subject.expressions, reader);
  for (const one of texts) {
    const message = readByPeggy(one);
    for (const read of [generated, byHand, byExpression]) {
      const result = read(one);
      deepStrictEqual(result.ok ? result.message : undefined, message, `${reader} reads ${JSON.stringify(one)}`);
    }
  }
  return [
    { name: 'generated', run: turnsOf(subject.generated, reader, texts) },
    { name: 'by hand', run: turnsOf(subject.byHand, reader, texts) },
    { name: 'expression', run: turnsOf(subject.expressions, reader, texts) },
    { name: 'Peggy', run: (turn) => readByPeggy(texts[turn & (texts.length - 1)] ?? '') },
  ];
}

/** Reads one text a turn, by a call of its own: one that has seen many readers is slower, whichever it calls. */
function turnsOf({ parse, parseServer }: Readers, reader: Reader, texts: readonly string[]): Contender['run'] {
  const text = 'texts[turn & (texts.length - 1)]';
  return reader === 'server'
    ? new Function('read', 'texts', `return (turn) => read(${text});`)(parseServer, texts)
    : new Function('read', 'texts', 'state', `return (turn) => read(state, ${text});`)(parse, texts, reader);
}

interface Readers {
  parse(state: string, text: string): Result<Message>;
  parseServer(text: string): Result<Message>;
}

function readIn({ parse, parseServer }: Readers, reader: Reader): Read {
  return reader === 'server' ? parseServer : (text) => parse(reader, text);
}
