import { codec, createMachine, model } from 'parley/generated/chat-line';
import { createTextDecoder } from 'parley/runtime';

// Bytes as they come from a socket, however TCP has cut them, become texts, and these become messages.
const decoder = createTextDecoder(model.framing.client);
for (const bytes of [Buffer.from('Ana\r\n\\w Luis'), Buffer.from(' hola\n')]) {
  for (const event of decoder.push(bytes)) {
    if (event.kind !== 'text') continue;
    const read = codec.parse('Chatting', event.text);
    console.log(read.ok ? read.message.kind : `no message: expected ${read.expected.join(' or ')}`);
  }
}

// The session says what to send, and does no I/O: put it behind any transport.
const machine = createMachine();
const effects = {
  send: (to: readonly number[], text: string) => console.log(`to ${to.join(', ')}: ${text}`),
  close: (connection: number) => console.log(`close ${connection}`),
};
machine.apply({ kind: 'connect', connection: 1 }, effects);
machine.apply({ kind: 'frame', connection: 1, bytes: Buffer.from('a b') }, effects);
