import { connect } from 'parley/client';
import { protocol } from 'parley/generated/chat-line';
import { createServer } from 'parley/server';

// A server of any protocol: give it a port, limits, a certificate, or take what there is.
await using server = createServer(protocol, { port: 0, limits: { connections: 100, messagesPerSecond: 50 } });
const address = await server.listen();

// Clients of it. What is sent and what comes is typed; leaving the block leaves the chat.
await using ana = await connect(protocol, address);
await ana.send({ kind: 'Login', name: 'Ana' });
await using luis = await connect(protocol, address, { signal: AbortSignal.timeout(10_000) });
await luis.send({ kind: 'Login', name: 'Luis' });
await luis.send({ kind: 'Whisper', to: 'Ana', text: 'hola' });

for await (const { message } of ana) {
  if (message?.kind === 'Joined')
    console.log(`${message.name} is here; the server has Ana in ${ana.states.join(' or ')}`);
  if (message?.kind === 'Private') {
    console.log(`${message.from} whispers "${message.text}"`);
    break;
  }
}
