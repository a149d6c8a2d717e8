import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../engine/free-port.js';

const HOST = '127.0.0.1';

it('gives ports that can be listened at, and none twice', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort(HOST)));
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, HOST, resolve));
    await new Promise((resolve) => server.close(resolve));
  }
});
