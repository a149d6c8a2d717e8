import { codec, model } from '../../generated/chat-line/index.js';
import { createFrameDecoder, createTextDecoder, decodeText } from '../../runtime/index.js';
import { type Contender, type MeasureOptions, measure } from '../measure.js';
import type { Row } from '../table.js';
import { CHAT_LINE } from './cases.js';
import { SplitLoop } from './chat-line-by-hand.js';
import { HAND_WRITTEN } from './goals.js';

const framing = model.framing.client;

/** Bytes of lines to messages, against the usual loop; the time is that of one line. */
export function* decoderRows(options: MeasureOptions): Iterable<Row> {
  const goals = [{ contender: 'by hand', ratio: 1 / HAND_WRITTEN }];
  for (const length of ['short', 'long'] as const) {
    const texts = CHAT_LINE.find((one) => one.name === 'Say' && one.length === length)?.texts ?? [];
    const line = Buffer.from(`${texts[0]}\n`);
    const many = Buffer.concat(texts.map((text) => Buffer.from(`${text}\n`)));
    const halves = [line.subarray(0, line.length >> 1), line.subarray(line.length >> 1)];
    const reads: readonly (readonly [string, readonly Buffer[], number])[] = [
      ['a line a read', [line], 1],
      [`${texts.length} lines a read`, [many], texts.length],
      ['two reads a line', halves, 1],
    ];
    for (const [name, pieces, lines] of reads) {
      const measured = measure(contendersOf(pieces), options).map((one) => ({ ...one, median: one.median / lines }));
      yield { name: `${length}: ${name}`, measured, goals };
    }
  }
}

function contendersOf(pieces: readonly Buffer[]): readonly Contender[] {
  const texts = createTextDecoder(framing);
  const frames = createFrameDecoder(framing);
  let count = 0;
  const loop = new SplitLoop(framing.max, (result) => {
    if (result.ok) count++;
  });
  return [
    {
      name: 'generated',
      run: () => {
        for (const piece of pieces) {
          for (const event of texts.push(piece)) {
            if (event.kind === 'text' && codec.parse('Chatting', event.text).ok) count++;
          }
        }
        return count;
      },
    },
    {
      name: 'by hand',
      run: () => {
        for (const piece of pieces) loop.push(piece);
        return count;
      },
    },
    {
      name: 'by way of frames',
      run: () => {
        for (const piece of pieces) {
          for (const event of frames.push(piece)) {
            const text = event.kind === 'frame' ? decodeText(event.bytes) : undefined;
            if (text !== undefined && codec.parse('Chatting', text).ok) count++;
          }
        }
        return count;
      },
    },
  ];
}
