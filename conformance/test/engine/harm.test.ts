import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import { freePort } from '../../engine/free-port.js';
import type { Server, Servers } from '../../engine/servers.js';
import { serverAt } from '../../engine/servers.js';
import { spawnedServers } from '../../engine/spawned-servers.js';

const SERVER = fileURLToPath(new URL('basic-server.mjs', import.meta.url));

/** A server that was started by somebody else, and is never started anew: asked again until it listens. */
async function atAddress(fault: string): Promise<{ readonly servers: Servers; stop(): Promise<void> }> {
  const port = await freePort('127.0.0.1');
  const child = spawn(process.execPath, [SERVER, String(port), fault], { stdio: 'ignore' });
  const open = async (): Promise<Server> => ({
    ...(await serverAt({ host: '127.0.0.1', port }).open()),
    startMs: 20_000,
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { servers: { name: `127.0.0.1:${port}`, most: 1, open }, stop };
}

const run = async (target: Servers) =>
  conform({
    protocol: await protocols['chat-basic'](),
    target,
    seed: 1,
    runs: 0,
    limits: { progressMs: 800 },
    emit() {},
  });

test('what a server does to everybody since a failure is not charged to what it breaks', async () => {
  const { servers, stop } = await atAddress('haunted');
  try {
    const report = await run(servers);
    expect(report.status).toBe(1);
    expect(report.failures.map(({ requirement }) => requirement)).toEqual(['chat-basic/Chatting/disconnect']);
    expect(report.failures[0]?.since).toBe(
      'the server breaks chat-basic/Naming/Login/plain, which it kept before, for everybody who connects',
    );
    const blocked = report.verdicts.filter(({ kind }) => kind === 'blocked');
    expect(blocked.length).toBeGreaterThan(0);
    for (const { reason } of blocked) expect(reason).toContain('since ');
  } finally {
    await stop();
  }
});

test('one that is started anew for what it was harmed by is judged to the end, its failure made small and counted', async () => {
  const report = await run(spawnedServers({ command: `exec ${process.execPath} ${SERVER} {port} haunted` }));
  expect(report.failures.map(({ requirement }) => requirement)).toContain('chat-basic/Chatting/disconnect');
  expect(report.failures.every(({ since }) => since === undefined)).toBe(true);
  expect(report.summary).not.toMatch(/not judged to the end/);
});
