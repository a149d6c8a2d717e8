import { connect } from 'parley/client';
import { protocol } from 'parley/generated/chat-line';
import { open } from 'parley/generated/chat-line/client';
import { createServer } from 'parley/server';

await using server = createServer(protocol, { port: 0 });
await using ana = await connect(protocol, await server.listen(), { open });

// `start` is the state that the client begins in; it takes a Login and a Quit, and nothing else compiles.
const next = await ana.start.send({ kind: 'Login', name: 'Ana' }).next;
if (next.kind === 'in' && next.state === 'Chatting') {
  const ended = next.send({ kind: 'Say', text: 'hola' }).send({ kind: 'Quit' });
  console.log(ended.kind);
}
for await (const { text } of ana) console.log(text);
