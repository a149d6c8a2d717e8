import { codec, createMachine } from 'parley/generated/chat-line';
import { EncodeError } from 'parley/runtime';

// Reading: what a text is depends on the state. The result is typed; no text makes it throw.
const read = codec.parse('Chatting', '\\w Ana hi');
if (read.ok && read.message.kind === 'Whisper') console.log(`${read.message.to} is to hear "${read.message.text}"`);

// Writing: a value that would be read back as something else is refused, with the reason.
console.log(codec.encode('Chatting', { kind: 'Say', text: 'hi' }));
try {
  codec.encode('Chatting', { kind: 'Say', text: 'QUIT' });
} catch (error) {
  if (error instanceof EncodeError) console.log(`${error.code}: ${error.message}`);
}

// The session: a machine without I/O. Give it what happens, and it says what to send.
const machine = createMachine();
const effects = {
  send: (to: readonly number[], text: string) => console.log(`to ${to.join(', ')}: ${text}`),
  close: (connection: number) => console.log(`close ${connection}`),
};
machine.apply({ kind: 'connect', connection: 1 }, effects);
machine.apply({ kind: 'frame', connection: 1, bytes: Buffer.from('Ana') }, effects);
