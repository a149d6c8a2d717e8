/**
 * `npm run bench:codec`: the generated code of chat-line against Peggy's parser of the same rules, regular expressions,
 * and code written by hand, in one process. `--rounds N` and `--slice MS` measure longer.
 */
import { parseArgs } from 'node:util';
import { decoderRows } from './codec/decoder-rows.js';
import { encoderRows } from './codec/encoder-rows.js';
import { parserRows } from './codec/parser-rows.js';
import type { MeasureOptions } from './measure.js';
import { printRows } from './table.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, slice: { type: 'string', default: '3' } },
});
const options: MeasureOptions = { rounds: Number(values.rounds), slice: Number(values.slice) };
if (!(options.rounds >= 1 && options.slice > 0)) {
  console.error('usage: npm run bench:codec -- [--rounds N] [--slice MILLISECONDS]');
  process.exit(2);
}

console.log(
  `Node ${process.version}, processor time, medians of ${options.rounds} rounds. Ratios are to the generated code: 2.0× takes twice its time.\n`,
);
const missed = [
  ...printRows('Parser: a text to a message', parserRows(options)),
  ...printRows('Encoder: a message to a text, or to bytes', encoderRows(options)),
  ...printRows('Decoder: bytes to messages', decoderRows(options)),
];
console.log(missed.length === 0 ? 'All goals are met.' : `Goals that this run missed:\n  ${missed.join('\n  ')}`);
