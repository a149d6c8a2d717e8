import { codec } from '../../generated/chat-line/index.js';
import { type Contender, type MeasureOptions, measure } from '../measure.js';
import type { Row } from '../table.js';
import { CHAT_LINE } from './cases.js';
import * as handWritten from './chat-line-by-hand.js';
import { HAND_WRITTEN } from './goals.js';
import type { ClientMessage, ServerMessage } from './messages.js';

type Said = ServerMessage & { readonly kind: 'Said' };
type Whisper = ClientMessage & { readonly kind: 'Whisper' };

/** The generated encoder against checks and templates by hand, and writing without checks against templates alone. */
export function* encoderRows(options: MeasureOptions): Iterable<Row> {
  const goals = [{ contender: 'by hand', ratio: 1 / HAND_WRITTEN }];
  for (const length of ['short', 'long'] as const) {
    const texts = CHAT_LINE.find((one) => one.name === 'Say' && one.length === length)?.texts ?? [];
    const turnOf = <T>(make: (text: string) => T): ((turn: number) => T | undefined) => {
      const values = texts.map(make);
      return (turn) => values[turn & (values.length - 1)];
    };
    const whisper = turnOf((text): Whisper => ({ kind: 'Whisper', to: 'Luis', text }));
    const said = turnOf((text): Said => ({ kind: 'Said', from: 'Luis', text }));
    const rows: readonly (readonly [string, readonly Contender[]])[] = [
      ['checked, Whisper', pair(whisper, (one) => codec.encode('Chatting', one), handWritten.encodeChatting)],
      ['checked, Said', pair(said, (one) => codec.encodeServer(one), handWritten.encodeServer)],
      ['by its rule alone, Said', pair(said, (one) => codec.write(one), handWritten.writeServer)],
      ['into a Buffer, Said', intoBuffer(said)],
    ];
    for (const [name, contenders] of rows)
      yield { name: `${length}: ${name}`, measured: measure(contenders, options), goals };
  }
}

function pair<M>(
  messageOf: (turn: number) => M | undefined,
  generated: (message: M) => string,
  byHand: (message: M) => string,
): readonly Contender[] {
  const run = (encode: (message: M) => string) => (turn: number) => {
    const message = messageOf(turn);
    return message === undefined ? '' : encode(message);
  };
  return [
    { name: 'generated', run: run(generated) },
    { name: 'by hand', run: run(byHand) },
  ];
}

/** Into a buffer by the generated code, against one write of the whole text, and one for each piece of it. */
function intoBuffer(said: (turn: number) => Said | undefined): readonly Contender[] {
  const buffer = Buffer.allocUnsafe(4096);
  return [
    {
      name: 'generated',
      run: (turn) => {
        const message = said(turn);
        if (message === undefined) return 0;
        const end = codec.writeInto(message, buffer, 0);
        buffer[end] = 0x0a;
        return end + 1;
      },
    },
    {
      name: 'by hand',
      run: (turn) => {
        const message = said(turn);
        return message === undefined ? 0 : buffer.write(`${handWritten.writeServer(message)}\n`, 0);
      },
    },
    {
      name: 'piece by piece',
      run: (turn) => {
        const message = said(turn);
        if (message === undefined) return 0;
        let at = buffer.write(message.from, 0);
        buffer[at++] = 0x3a;
        buffer[at++] = 0x20;
        at += buffer.write(message.text, at);
        buffer[at++] = 0x0a;
        return at;
      },
    },
  ];
}
