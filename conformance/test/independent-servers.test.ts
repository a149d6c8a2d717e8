import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { protocols } from '../../generated/index.js';
import { Attempts } from '../engine/attempts.js';
import { conform } from '../engine/conform.js';
import type { Report } from '../engine/events.js';
import { serverAt } from '../engine/servers.js';
import { isolation } from '../families/isolation.js';
import * as chatLine from './servers/chat-line.js';
import { faults as lineFaults } from './servers/chat-line-faults.js';
import * as chatPrivate from './servers/chat-private.js';
import { faults as privateFaults } from './servers/chat-private-faults.js';

interface Running {
  readonly host: string;
  readonly port: number;
  close(): Promise<unknown>;
}

/** Servers that nobody generated: two in Python, each a process of its own, and two on node:net. */
const servers = {
  'chat_private.py': { protocol: 'chat-private', start: (fault?: string) => python('chat_private.py', fault) },
  'chat-private.ts': {
    protocol: 'chat-private',
    start: (fault?: string) => chatPrivate.startServer(known(privateFaults, fault)),
  },
  'chat_line.py': { protocol: 'chat-line', start: (fault?: string) => python('chat_line.py', fault) },
  'chat-line.ts': {
    protocol: 'chat-line',
    start: (fault?: string) => chatLine.startServer(known(lineFaults, fault)),
  },
} as const satisfies Record<string, { protocol: keyof typeof protocols; start(fault?: string): Promise<Running> }>;

function known<Name extends string>(
  faults: readonly { readonly name: Name }[],
  fault: string | undefined,
): { fault?: Name } {
  const found = faults.find(({ name }) => name === fault);
  return found === undefined ? {} : { fault: found.name };
}

async function python(file: string, fault: string | undefined): Promise<Running> {
  const path = fileURLToPath(new URL(`servers/${file}`, import.meta.url));
  const child: ChildProcess = spawn('python3', [path, ...(fault === undefined ? [] : ['--fault', fault])], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.stdout === null) throw new Error('a pipe was asked for');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const gone = once(child, 'exit');
  return {
    host: '127.0.0.1',
    port: Number(line.split(':').at(-1)),
    close: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

async function judge(name: keyof typeof servers, fault?: string): Promise<Report> {
  const { protocol, start } = servers[name];
  const running = await start(fault);
  try {
    const target = { host: running.host, port: running.port };
    // A fault that makes something late is the rarer kind here: a shorter wait finds it as well.
    const limits = fault === undefined ? {} : { progressMs: 1_000 };
    return await conform({ protocol: await protocols[protocol](), target, seed: 1, runs: 5, limits, emit() {} });
  } finally {
    await running.close();
  }
}

const names = Object.keys(servers) as (keyof typeof servers)[];

test.concurrent.each(names)('%s, written by hand, is conformant', async (name) => {
  const report = await judge(name);
  expect(report.failures).toEqual([]);
  expect(report.status).toBe(0);
  expect(report.coverage.clauses.filter(({ covered }) => !covered)).toEqual([]);
});

test.concurrent.each([
  [undefined, 'accepted'],
  ['slow-reader-blocks-all', 'found'],
] as const)('a stalled reader at chat_private.py, fault %s: %s', async (fault, kind) => {
  const protocol = await protocols['chat-private']();
  const running = await servers['chat_private.py'].start(fault);
  try {
    const { signal } = new AbortController();
    const server = await serverAt(running).open();
    // A slow machine needs longer than by default until nothing more goes into what is not read.
    const limits = { progressMs: 1_000, fillMs: 120_000 };
    const attempts = new Attempts({ protocol, limits, signal, firstNumber: 1 }, server);
    const [plan] = isolation.cases({ protocol, seed: 1, runs: 0 });
    if (plan === undefined) throw new Error('there is no such case');
    const attempt = await attempts.once(plan.scenario);
    expect(attempt.kind).toBe(kind);
    if (attempt.kind === 'found') expect(attempt.finding.fault.clause).toBe('chat-private/Chatting/Say');
  } finally {
    await running.close();
  }
});

/** A few of each server's faults, of every kind; `npm run faults` tries them all. */
const faults: Record<keyof typeof servers, readonly (readonly [fault: string, clause: string])[]> = {
  'chat_private.py': [
    ['welcome-wrong-text', 'chat-private/Naming/Login/plain'],
    ['whisper-to-everyone', 'chat-private/Chatting/Whisper/when'],
    ['not-found-to-everyone', 'chat-private/Chatting/Whisper/else'],
    ['fin-before-name-joins', 'chat-private/Naming/disconnect'],
    ['bad-whisper-public', 'chat-private/Chatting/BadWhisper'],
    ['name-within-half-a-second', 'chat-private/connect'],
    ['exit-quits', 'chat-private/Chatting/Say'],
  ],
  'chat-private.ts': [
    ['name-request-twice', 'chat-private/connect'],
    ['echo-twice', 'chat-private/Chatting/Say'],
    ['quit-tells-leaver', 'chat-private/Chatting/Quit'],
    ['left-twice', 'chat-private/Chatting/disconnect'],
    ['name-of-16-refused', 'chat-private/Naming/Login/plain'],
  ],
  'chat_line.py': [
    ['taken-name-accepted', 'chat-line/Naming/Login/taken'],
    ['overlong-answered-twice', 'chat-line/Chatting/overlong'],
    ['invalid-utf8-replaced', 'chat-line/Chatting/invalid'],
    ['segment-is-line', 'chat-line/Chatting/Say'],
  ],
  'chat-line.ts': [
    ['name-trimmed', 'chat-line/Naming/unrecognized'],
    ['silent-dropped', 'chat-line/connect'],
    ['quit-before-login-told', 'chat-line/Naming/Quit'],
    ['unknown-command-public', 'chat-line/Chatting/unrecognized'],
    ['partial-line-at-end-counts', 'chat-line/Chatting/disconnect'],
    ['taken-after-nfc', 'chat-line/Naming/Login/else'],
    ['taken-in-20-characters', 'chat-line/Naming/Login/else'],
    ['thirtieth-wrong-line-closes', 'chat-line/Chatting/unrecognized'],
    ['name-length-in-utf16', 'chat-line/Naming/Login/else'],
    ['overlong-answered-each-limit', 'chat-line/Chatting/overlong'],
  ],
};

describe.concurrent.each(names)('%s', (name) => {
  test.each(faults[name])('with the fault %s breaks %s', async (fault, clause) => {
    const report = await judge(name, fault);
    expect(report.status).toBe(1);
    expect(report.failures.map(({ requirement }) => requirement)).toContain(clause);
  });
});
