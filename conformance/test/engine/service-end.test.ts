import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import type { Report } from '../../engine/events.js';
import { freePort } from '../../engine/free-port.js';

const SERVER = fileURLToPath(new URL('basic-server.mjs', import.meta.url));
/** Of two connections each. */
const FIRST = 'session/connect, with one other';
const SECOND = 'session/Naming/Login/plain, with one other';
const TALK = 'session/Chatting/Say, with one other';

/** Judges one that nobody starts again. */
async function judgeAtAddress(fault: string, ...only: readonly string[]): Promise<Report> {
  const port = await freePort('127.0.0.1');
  const server = spawn(process.execPath, [SERVER, String(port), fault], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(server.stdout, 'data');
    return await conform({
      protocol: await protocols['chat-basic'](),
      target: { host: '127.0.0.1', port },
      seed: 1,
      runs: 0,
      selection: { only },
      limits: { progressMs: 800 },
      emit() {},
    });
  } finally {
    if (server.exitCode === null && server.kill()) await once(server, 'exit');
  }
}

test('at an address, the end of a server is charged to the last case that was served', async () => {
  const { status, halted, failures } = await judgeAtAddress('crash-on-third', FIRST, SECOND);
  expect(status).toBe(1);
  expect(halted).toContain(FIRST);
  expect(failures).toMatchObject([{ requirement: 'chat-basic/suite/survival', found: FIRST }]);
});

test('a case that was served in part may have met what the one before it did: both are named', async () => {
  const { status, failures } = await judgeAtAddress('crash-on-fourth', FIRST, SECOND);
  expect(status).toBe(1);
  expect(failures).toMatchObject([{ requirement: 'chat-basic/suite/survival', found: SECOND }]);
  expect(failures[0]?.hint).toContain(`the case before may have ended it: ${FIRST}.`);
});

test('what is owed to somebody when a server ends is not held against it, too', async () => {
  const { failures } = await judgeAtAddress('crash-on-text', TALK);
  expect(failures).toMatchObject([{ requirement: 'chat-basic/suite/survival', found: TALK }]);
});
