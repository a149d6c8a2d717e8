import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { conform } from '../../engine/conform.js';
import { ScriptFiles } from '../../report/index.js';
import { independentServers, start } from '../servers/processes.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-script-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function statusOf(program: string, args: readonly string[]): Promise<{ status: number; stdout: string }> {
  try {
    const { stdout } = await promisify(execFile)(program, args);
    return { status: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { status: code, stdout };
  }
}

/** Faults of several kinds: what comes that should not, what is other, what is missing, what ends, who serves no more. */
const FAULTS = [
  ['chat_private.py', 'not-found-to-everyone'],
  ['chat_private.py', 'welcome-wrong-text'],
  ['chat_line.py', 'overlong-answered-twice'],
  ['chat_line.py', 'segment-is-line'],
  ['chat_line.py', 'invalid-utf8-kills-server'],
  ['chat_private.py', 'rst-before-name-stops-accept'],
  ['chat_private.py', 'name-within-half-a-second'],
] as const;

describe.each(FAULTS)('%s with %s', (name, fault) => {
  test.each([
    ['mjs', process.execPath],
    ['py', 'python3'],
  ])('a program in %s shows the fault, and does not where the server keeps to the spec', async (extension, program) => {
    const server = independentServers().find((one) => one.name === name);
    if (server === undefined) throw new Error(`there is no ${name}`);
    const protocol = await protocols[server.protocol as 'chat-private' | 'chat-line']();
    const faulty = await start(server, ['--fault', fault]);
    const file = join(directory, `${fault}.${extension}`);
    try {
      const { host, port } = faulty;
      const target = { host, port };
      const report = await conform({ protocol, target, seed: 1, runs: 0, limits: { progressMs: 800 }, emit() {} });
      expect(report.failures.length).toBeGreaterThan(0);
      expect([...new ScriptFiles(file).write({ protocol, report }).values()][0]).toBe(file);
    } finally {
      await faulty.stop();
    }
    for (const [options, status, says] of [
      // A fresh one: the first may be of no use any more.
      [['--fault', fault], 1, 'THE FAULT SHOWS'],
      [[], 0, 'the fault does not show'],
    ] as const) {
      const fresh = await start(server, options);
      try {
        const shown = await statusOf(program, [file, fresh.host, String(fresh.port)]);
        expect(shown).toEqual({ status, stdout: expect.stringContaining(says) });
      } finally {
        await fresh.stop();
      }
    }
    expect(await statusOf(program, [file, '127.0.0.1', '1'])).toMatchObject({ status: 2 });
    expect(await statusOf(program, [file])).toEqual({ status: 2, stdout: expect.stringMatching(/^usage: /) });
  });
});
