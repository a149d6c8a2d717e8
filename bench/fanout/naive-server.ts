import { createServer, type Socket } from 'node:net';
import { loadProtocol } from '../../cli/protocols.js';
import { createFrameDecoder, terminatorOf } from '../../runtime/framing.js';

// What one writes first: the session of a protocol behind TCP, each message a write to each client.
//   node naive-server.js PROTOCOL PORT [--nagle]
const [name = '', port = '', nagle] = process.argv.slice(2);
const { model, createMachine } = await loadProtocol(name);
const machine = createMachine();
const sockets = new Map<number, Socket>();
const terminator = terminatorOf(model.framing.server);
const effects = {
  send(to: readonly number[], text: string): void {
    for (const connection of to) sockets.get(connection)?.write(text + terminator);
  },
  close: (connection: number): void => void sockets.get(connection)?.end(),
};
let last = 0;
createServer({ noDelay: nagle === undefined }, (socket) => {
  last += 1;
  const connection = last;
  sockets.set(connection, socket);
  const decoder = createFrameDecoder(model.framing.client);
  socket.on('data', (bytes) => {
    for (const event of decoder.push(bytes)) {
      machine.apply(
        event.kind === 'frame' ? { kind: 'frame', connection, bytes: event.bytes } : { kind: 'overlong', connection },
        effects,
      );
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    sockets.delete(connection);
    machine.apply({ kind: 'end', connection }, effects);
  });
  machine.apply({ kind: 'connect', connection }, effects);
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
