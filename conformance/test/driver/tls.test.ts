import { readFileSync } from 'node:fs';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { ClientConnection, type ConnectionEvents } from '../../driver/connection.js';

const read = (name: string): Buffer =>
  readFileSync(new URL(`../../../reference-impl/test/tls/localhost.${name}.pem`, import.meta.url));
const cert = read('cert');

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A TLS server that writes what it hears in capitals, and what it has noticed of its client. */
async function serving(): Promise<{ port: number; noticed: string[] }> {
  const noticed: string[] = [];
  const server = createServer({ cert, key: read('key'), allowHalfOpen: true }, (socket: TLSSocket) => {
    socket.on('data', (bytes) => socket.write(bytes.toString().toUpperCase()));
    socket.on('end', () => {
      noticed.push('end');
      socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => noticed.push(error.code ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.address() as { port: number }).port, noticed };
}

/** A connection, and what it tells, in order. */
function connecting(port: number, verify: boolean, ca?: Buffer) {
  const told: string[] = [];
  let changed = (): void => undefined;
  const tell = (text: string): void => {
    told.push(text);
    changed();
  };
  const events: ConnectionEvents = {
    connected: () => tell('connected'),
    failed: (_, error) => tell(`failed: ${error.message}`),
    read: (_, bytes) => tell(Buffer.from(bytes).toString()),
    ended: (_, how) => tell(how),
  };
  const target = { host: '127.0.0.1', port, tls: { verify, ...(ca === undefined ? {} : { ca }) } };
  const connection = new ClientConnection(1, target, 10_000, events);
  closing.push(() => void connection.leave(0));
  const until = async (text: string): Promise<void> => {
    while (!told.some((one) => one.includes(text)))
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
  };
  return { connection, told, until };
}

test('over TLS a connection is made, written to, read from and half-closed as it is without', async () => {
  const { port, noticed } = await serving();
  const { connection, told, until } = connecting(port, true, cert);
  await until('connected');
  connection.write(Buffer.from('hola'));
  await until('HOLA');
  connection.halfClose();
  await until('fin');
  expect(told).toEqual(['connected', 'HOLA', 'fin']);
  expect(noticed).toEqual(['end']);
});

test('over TLS a reset is one', async () => {
  const { port, noticed } = await serving();
  const { connection, until } = connecting(port, false);
  await until('connected');
  connection.write(Buffer.from('hola'));
  await until('HOLA');
  connection.reset();
  while (noticed.length === 0) await new Promise(setImmediate);
  expect(noticed).toEqual(['ECONNRESET']);
});

test('a certificate that nobody vouches for is no connection', async () => {
  const { port } = await serving();
  const { told, until } = connecting(port, true);
  await until('failed');
  expect(told).toEqual(['failed: self-signed certificate']);
});
