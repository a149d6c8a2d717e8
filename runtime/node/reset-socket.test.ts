import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { resetSocket } from './reset-socket.js';

async function pair(): Promise<{ readonly here: Socket; readonly there: Socket; stop(): Promise<void> }> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  const [[there]] = (await Promise.all([once(server, 'connection'), once(here, 'connect')])) as [[Socket], unknown];
  there.on('error', () => {});
  const stop = async (): Promise<void> => {
    there.destroy();
    server.close();
    await once(server, 'close');
  };
  return { here, there, stop };
}

describe('a reset', () => {
  it('is seen by the other side', async () => {
    const { here, there, stop } = await pair();
    const seen = once(there, 'error');
    there.resume();
    resetSocket(here);
    await once(here, 'close');
    expect(await seen).toMatchObject([{ code: 'ECONNRESET' }]);
    await stop();
  });

  it.each([
    ['while a FIN is on its way', 0],
    ['with bytes that wait before the FIN', 20_000_000],
  ])('closes the socket %s', async (_, bytes) => {
    const { here, stop } = await pair();
    if (bytes > 0) here.write(Buffer.alloc(bytes));
    here.end();
    resetSocket(here);
    await once(here, 'close');
    await stop();
  });
});
