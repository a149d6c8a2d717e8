import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conform } from '../../engine/conform.js';
import { ScriptFiles } from '../../report/index.js';
import { independentServers, protocolOf, start } from '../servers/processes.js';

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

/** The languages that a script is written in: the end of its file, and what runs it. */
const LANGUAGES = [
  ['mjs', process.execPath],
  ['py', 'python3'],
] as const;

/** Faults of several kinds: what comes that should not, what is other, what is missing, what ends, who serves no more. */
const FAULTS = [
  ['chat_private.py', 'not-found-to-everyone', 'chat-private/Chatting/Whisper/else'],
  ['chat_private.py', 'welcome-wrong-text', 'chat-private/Naming/Login/plain'],
  ['chat_line.py', 'overlong-answered-twice', 'chat-line/Chatting/overlong'],
  ['chat_line.py', 'segment-is-line', 'chat-line/Chatting/Say'],
  ['chat_line.py', 'invalid-utf8-kills-server', 'chat-line/Naming/invalid'],
  ['chat_private.py', 'rst-before-name-stops-accept', 'chat-private/suite/survival'],
  ['chat_private.py', 'name-within-half-a-second', 'chat-private/connect'],
] as const;

describe.each(FAULTS)('%s with %s, which breaks %s', (name, fault, clause) => {
  const server = independentServers().find((one) => one.name === name);
  if (server === undefined) throw new Error(`there is no ${name}`);
  const file = (extension: string): string => join(directory, `${fault}.${extension}`);

  beforeAll(async () => {
    const protocol = await protocolOf(server);
    const faulty = await start(server, ['--fault', fault]);
    try {
      const { host, port } = faulty;
      const report = await conform({
        protocol,
        target: { host, port },
        seed: 1,
        runs: 0,
        // What ends the server is shown by one case; else those that come to the clause are enough.
        selection: { only: [clause.includes('/suite/') ? 'survival/connect, then reset' : clause] },
        limits: { progressMs: 800 },
        emit() {},
      });
      expect(report.failures.map(({ requirement }) => requirement)).toEqual([clause]);
      for (const [extension] of LANGUAGES) {
        const written = new ScriptFiles(file(extension)).write({ protocol, report });
        expect([...written.values()]).toEqual([file(extension)]);
      }
    } finally {
      await faulty.stop();
    }
  });

  describe.concurrent.each(LANGUAGES)('a program in %s', (extension, program) => {
    test.each([
      ['shows it', ['--fault', fault], 1, 'THE FAULT SHOWS'],
      ['does not where the server keeps to the spec', [], 0, 'the fault does not show'],
    ] as const)('%s', async (_, options, status, says) => {
      // A fresh one: the first may be of no use any more.
      const fresh = await start(server, options);
      try {
        const shown = await statusOf(program, [file(extension), fresh.host, String(fresh.port)]);
        expect(shown).toEqual({ status, stdout: expect.stringContaining(says) });
      } finally {
        await fresh.stop();
      }
    });

    test('says when it can not be tried, and how it is used', async () => {
      expect(await statusOf(program, [file(extension), '127.0.0.1', '1'])).toMatchObject({ status: 2 });
      expect(await statusOf(program, [file(extension)])).toEqual({
        status: 2,
        stdout: expect.stringMatching(/^usage: /),
      });
    });
  });
});
