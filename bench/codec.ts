/**
 * `npm run bench:codec`: the generated code of chat-line against Peggy's parser of the same rules, regular expressions,
 * and code written by hand, in one process.
 */
import { positiveNumber, scriptCommand, wholeNumber } from '../testing/script-command.js';
import { decoderRows } from './codec/decoder-rows.js';
import { encoderRows } from './codec/encoder-rows.js';
import { parserRows } from './codec/parser-rows.js';
import type { MeasureOptions } from './measure.js';
import { printRows } from './table.js';

const options = scriptCommand('bench:codec', 'Measures the generated codec beside others, in processor time.')
  .option('--rounds <number>', 'how often each has its turn', wholeNumber(1), 21)
  .option('--slice <milliseconds>', 'how long a turn is', positiveNumber, 3)
  .parse()
  .opts<MeasureOptions>();

console.log(
  `Node ${process.version}, processor time, medians of ${options.rounds} rounds. Ratios are to the generated code: 2.0× takes twice its time.\n`,
);
const missed = [
  ...printRows('Parser: a text to a message', parserRows(options)),
  ...printRows('Encoder: a message to a text, or to bytes', encoderRows(options)),
  ...printRows('Decoder: bytes to messages', decoderRows(options)),
];
console.log(missed.length === 0 ? 'All goals are met.' : `Goals that this run missed:\n  ${missed.join('\n  ')}`);
