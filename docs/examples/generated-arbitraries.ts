import fc from 'fast-check';
import { codec } from 'parley/generated/chat-line';
import { arbitraries } from 'parley/generated/chat-line/arbitraries';

// A law of your own, for every message that can be sent: what is written is one line.
fc.assert(
  fc.property(
    arbitraries.validClientMessage('Chatting'),
    (message) => !/[\r\n]/.test(codec.encode('Chatting', message)),
  ),
  { seed: 1 },
);
console.log('every message is one line');

// Texts that are nearly a message: what yours must refuse, or read as something else.
const nearMiss = arbitraries.nearMiss('Chatting');
if (nearMiss !== undefined) {
  const misread = fc.sample(nearMiss, { seed: 1, numRuns: 100 }).filter(({ text, of, read }) => {
    const mine = codec.parse('Chatting', text);
    return mine.ok !== read.ok || (mine.ok && JSON.stringify(mine.message) === JSON.stringify(of.message));
  });
  console.log(`${misread.length} of 100 misread`);
}
