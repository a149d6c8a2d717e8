import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createServer, ServerOptionError } from '../server/index.js';
import { RawClient } from './raw-client.js';
import { closeAll, closeLater, start } from './running.js';
import { talkUntilCut } from './slow-reader.js';
import { chunkToy, lineToy } from './toy.js';

afterEach(closeAll);

const read = (name: string): Buffer => readFileSync(new URL(`./tls/localhost.${name}.pem`, import.meta.url));
const tls = { cert: read('cert'), key: read('key') };

async function secure(port: number): Promise<RawClient> {
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const connecting = connect({ port, host: '127.0.0.1', ca: tls.cert }, () => resolve(connecting));
    connecting.once('error', reject);
  });
  closeLater({ close: () => socket.destroy() });
  return new RawClient(socket);
}

describe.each([
  ['line', lineToy, '\n'],
  ['chunk', chunkToy, ''],
] as const)('a server that speaks TLS, under %s framing', (_, toy, end) => {
  test('serves as it does without, and tells the others of every departure', async () => {
    const { port, events } = await start(toy, { tls });
    const [ana, bob, eva] = [await secure(port), await secure(port), await secure(port)];
    for (const [client, name] of [
      [ana, 'ana'],
      [bob, 'bob'],
      [eva, 'eva'],
    ] as const) {
      await client.hears(`who?${end}`);
      client.write(`${name}${end}`);
      await client.hears(`+${name}${end}`);
    }
    await ana.hears(`+eva${end}`);
    ana.write(`hola ñ€😀${end}`);
    for (const client of [ana, bob, eva]) await client.hears(`ana> hola ñ€😀${end}`);
    bob.socket.end();
    expect(await bob.end()).toBe('fin');
    await ana.hears(`-bob${end}`);
    eva.socket.destroy();
    await ana.hears(`-eva${end}`);
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(2);
  });

  test('cuts a reader who stops reading, and delays nobody', async () => {
    const { port, events } = await start(toy, { tls, limits: { unsentBytes: 64 * 1024 } });
    const [ana, bob] = [await secure(port), await secure(port)];
    ana.write(`ana${end}`);
    await ana.hears(`+ana${end}`);
    bob.write(`bob${end}`);
    await ana.hears(`+bob${end}`);
    await talkUntilCut(ana, bob, { events, leaves: `-bob${end}`, end });
  });
});

test('whoever speaks no TLS is told of in the log, and nobody else notices', async () => {
  const { port, events, server } = await start(lineToy, { tls });
  const plain = await RawClient.to(port);
  closeLater({ close: () => plain.socket.destroy() });
  plain.write('ana\nhello\n');
  await plain.end();
  expect(events).toContainEqual(expect.objectContaining({ kind: 'insecure' }));
  while (server.connections > 0) await new Promise(setImmediate);
  const ana = await secure(port);
  await ana.hears('who?\n');
});

/** Two connections from one port to two addresses, which are told apart by those alone; what the server says on each. */
const fromOnePort = `
import socket, ssl, sys
context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
sockets = [socket.socket(), socket.socket()]
for each, host in zip(sockets, ["127.0.0.1", "127.0.0.2"]):
    each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    each.bind(("127.0.0.3", sockets[0].getsockname()[1]))
    each.connect((host, int(sys.argv[1])))
print([context.wrap_socket(each).recv(100).decode() for each in sockets])
`;

test('clients from one port at two addresses of the server are two clients', async () => {
  const { port, events, server } = await start(lineToy, { tls, host: '0.0.0.0' });
  const said = await promisify(execFile)('python3', ['-c', fromOnePort, String(port)]);
  expect(said).toEqual({ stdout: "['who?\\n', 'who?\\n']\n", stderr: '' });
  while (server.connections > 0) await new Promise(setImmediate);
  expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(2);
});

test('a handshake that never ends counts as a connection, and does not keep the server from closing', async () => {
  const { port, server } = await start(lineToy, { tls });
  const silent = connectTcp({ port, host: '127.0.0.1' });
  silent.on('error', () => undefined);
  while (server.connections === 0) await new Promise(setImmediate);
  await server.close();
  expect(server.connections).toBe(0);
});

test('a certificate that is none is refused before anything listens', () => {
  expect(() => createServer(lineToy, { tls: { cert: 'nonsense', key: tls.key } })).toThrow(ServerOptionError);
});
