import { createServer } from 'node:net';

/** Ports that were given out, and may not be listened at yet. */
const given = new Set<number>();

/** A port of this address that nobody listens at, and that this process has not been given before. */
export async function freePort(host: string): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', reject).listen(0, host, () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await new Promise((resolve) => server.close(resolve));
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}
