import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { protocols } from '../../../generated/index.js';
import { type ConformOptions, conform } from '../../engine/conform.js';
import type { Report, RunEvent } from '../../engine/events.js';
import { spawnedServers } from '../../engine/spawned-servers.js';
import { independentServers } from '../servers/processes.js';

const SERVER = fileURLToPath(new URL('basic-server.mjs', import.meta.url));

/** No process of the command is left, of whatever the shell has started for it. */
function left(mark: string): string {
  return execFileSync('sh', ['-c', `ps -eo args | grep -- "$1" | grep -v grep || true`, 'sh', mark], {
    encoding: 'utf8',
  });
}

async function judge(
  fault: string,
  rest: Partial<ConformOptions> = {},
): Promise<{ readonly report: Report; readonly events: readonly RunEvent[]; readonly mark: string }> {
  const events: RunEvent[] = [];
  const mark = `mark-${Math.random().toString(36).slice(2)}`;
  const report = await conform({
    protocol: await protocols['chat-basic'](),
    target: spawnedServers({ command: `${process.execPath} ${SERVER} {port} ${fault} ${mark}` }),
    seed: 1,
    runs: 6,
    limits: { progressMs: 800 },
    emit: (event) => events.push(event),
    ...rest,
  });
  return { report, events, mark };
}

const idsOf = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'case-end' ? [event.result.id] : [])).sort();

test('verdicts and cases are the same for one worker and for three', async () => {
  const correct = independentServers()
    .find(({ name }) => name === 'chat_private.py')
    ?.command.join(' ');
  const options = {
    protocol: await protocols['chat-private'](),
    target: spawnedServers({ command: `exec ${correct} --port {port}` }),
    limits: {},
  };
  const [one, three] = await Promise.all([1, 3].map((workers) => judge('', { ...options, workers })));
  if (one === undefined || three === undefined) throw new Error('both have been asked for');
  expect(three.report.status).toBe(0);
  const verdicts = ({ report }: typeof one) => report.verdicts.map(({ requirement, kind }) => `${requirement} ${kind}`);
  expect(verdicts(three)).toEqual(verdicts(one));
  expect(idsOf(three.events)).toEqual(idsOf(one.events));
});

test('a server that crashes fails to survive, with what it said, and the rest is judged on fresh ones', async () => {
  const { report, mark } = await judge('crash-on-text', { workers: 2 });
  expect(report.status).toBe(1);
  const survival = report.failures.find(({ requirement }) => requirement === 'chat-basic/suite/survival');
  expect(survival?.process).toMatch(/ended with status 7, and said:\nTraceback/);
  expect(survival?.confirmed).toEqual({ failed: 3, tries: 3 });
  // One comes in and says something: that is all it takes.
  expect(survival?.scenario.clients).toHaveLength(1);
  const verdictOf = (id: string) => report.verdicts.find(({ requirement }) => requirement === id)?.kind;
  expect(verdictOf('chat-basic/Chatting/Quit')).toBe('pass');
  expect(verdictOf('chat-basic/Chatting/disconnect')).toBe('pass');
  expect(left(mark)).toBe('');
});

test('a server that crashes at its third connection is a failure, and the run comes to its end', async () => {
  const { report, mark } = await judge('crash-on-third', { workers: 2, runs: 0 });
  expect(report.status).toBe(1);
  expect(report.failures.map(({ requirement }) => requirement)).toContain('chat-basic/suite/survival');
  expect(report.summary).not.toMatch(/not judged to the end/);
  expect(left(mark)).toBe('');
});

test('what ends a server after so many connections is told with all of them', async () => {
  const { report } = await judge('crash-on-third', { workers: 1, runs: 0, selection: { only: ['examples'] } });
  const failure = report.failures.find(({ requirement }) => requirement === 'chat-basic/suite/survival');
  const connects = failure?.scenario.steps.filter((step) => step.kind === 'act' && step.action.kind === 'connect');
  expect(connects).toHaveLength(3);
  expect(failure?.confirmed).toEqual({ failed: 3, tries: 3 });
});

test('the end of a process that does not come again is told where none that does is found', async () => {
  const survivalIn = async (...others: readonly string[]) => {
    const two = ['session/connect, with one other', 'session/Naming/Login/plain, with one other'];
    const { report, events } = await judge('crash-on-third', { runs: 0, selection: { only: [...two, ...others] } });
    const told = events.filter(({ kind }) => kind === 'failure');
    const failures = report.failures.filter(({ requirement }) => requirement === 'chat-basic/suite/survival');
    expect(failures).toHaveLength(1);
    expect(told).toHaveLength(report.failures.length);
    return failures[0];
  };
  // Two connections in either case: the second ends it only since the first was played at the same server.
  const chance = await survivalIn();
  expect(chance).toMatchObject({
    confirmed: { failed: 0, tries: 3 },
    found: expect.stringContaining('with one other'),
  });
  expect(chance?.hint).toContain('in no repetition of it by itself');
  const sure = await survivalIn('session/Naming/Login/plain, with two others');
  expect(sure).toMatchObject({ confirmed: { failed: 3, tries: 3 }, found: expect.stringContaining('with two others') });
});

test('a command that is not there is wrong use; one that never listens, and one that ends, are not judged', async () => {
  // What ends is noticed when it does, which is long before the time to begin is over.
  const run = async (command: string, startMs = 60_000) => {
    const { status, summary } = (await judge('', { target: spawnedServers({ command, startMs }) })).report;
    return { status, summary };
  };
  expect(await run('parley-no-such-command {port}')).toEqual({
    status: 2,
    summary: expect.stringMatching(/ended with status 127, and said:\n.*not found/),
  });
  expect(await run('sleep 55.55 # {port}', 700)).toEqual({ status: 3, summary: expect.stringContaining('refused') });
  expect(await run('echo cannot bind >&2; exit 4 # {port}')).toEqual({
    status: 3,
    summary: expect.stringMatching(/before anybody could be connected: it ended with status 4, and said:\ncannot bind/),
  });
  expect(left('sleep 55.55')).toBe('');
});

test('a server that never says a word is not judged, and its process is ended', async () => {
  const { report, mark } = await judge('mute', { limits: { progressMs: 300 } });
  expect(report).toMatchObject({ status: 3, summary: expect.stringContaining('never sent a byte') });
  expect(left(mark)).toBe('');
});

test('an interrupted run is over at once, whatever it is doing, and says what was not confirmed', async () => {
  // Somebody leaves, so that an answer that is missing is no matter of waiting. Names that are the same each time, as in
  // examples, would leave it open who was told to have left: one of that name may just have gone.
  const leaving = { only: ['session/Chatting/Say, with two others'] };
  for (const [at, fault, selection] of [
    ['case-end', 'deaf', {}],
    ['replay', 'loud', {}],
    ['shrink', 'loud', {}],
    ['replay', 'deaf', leaving],
    ['shrink', 'deaf', leaving],
  ] as const) {
    const controller = new AbortController();
    let interrupted = false;
    const { report, mark } = await judge(fault, {
      signal: controller.signal,
      selection,
      emit(event) {
        const now = event.kind === 'confirming' ? event.doing : event.kind;
        if (now !== at || interrupted) return;
        interrupted = true;
        setImmediate(() => controller.abort());
      },
    });
    expect(interrupted).toBe(true);
    // A violation stands by itself; how sure it shows is not known.
    expect(report.failures.map((failure) => failure.interrupted)).toEqual(
      { 'case-end': [], replay: ['not confirmed'], shrink: ['not made smaller'] }[at],
    );
    expect(report.status).toBe(at === 'case-end' ? 3 : 1);
    expect(left(mark)).toBe('');
  }
});

test('where every notice is broken, cases are cut short and not waited for one by one', async () => {
  const { report, events } = await judge('no-newline', { runs: 40, workers: 1 });
  expect(report.status).toBe(1);
  const failed = report.failures.map(({ requirement }) => requirement);
  expect(failed).toContain('chat-basic/Naming/Login/plain');
  const stopped = events.filter((event) => event.kind === 'case-end' && event.result.judgement.kind !== 'complete');
  // Without it every case but the first few waits for what is known to be missing.
  expect(stopped.length).toBeLessThan(25);
  expect(report.casesBlocked).toBeGreaterThan(80);
  expect(report.cases + report.casesBlocked).toBe(events.find((event) => event.kind === 'start')?.cases);
  const blocked = report.verdicts.filter(({ kind }) => kind === 'blocked');
  expect(blocked.length).toBeGreaterThan(0);
  for (const { reason } of blocked) expect(reason).toMatch(/^each case that comes to it stops at chat-basic\//);
});
