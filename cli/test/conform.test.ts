import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  type FSWatcher,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-conform-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of another kind, as wrong as it likes. */
async function listen(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    serve(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}

/** Runs the command as it is installed; Ctrl-C is sent to it when `interrupt` resolves. */
function conform(args: readonly string[], interrupt?: Promise<void>, command = 'conform'): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, command, ...args], {
      cwd: directory,
      env: { ...process.env, NO_COLOR: '1' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    void interrupt?.then(() => child.kill('SIGINT'));
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

const PROTOCOL = ['--protocol', 'chat-line'];
const NOBODY = '127.0.0.1:1';

describe('wrong use is told in one line, before anything is done', () => {
  const cases: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [['foo', ...PROTOCOL], /foo is no address: HOST:PORT/],
    [['127.0.0.1', ...PROTOCOL], /no address/],
    [['127.0.0.1:99999', ...PROTOCOL], /no address.*1 to 65535/],
    [['127.0.0.1:0', ...PROTOCOL], /no address/],
    [[':7000', ...PROTOCOL], /no address/],
    [['::1:7000', ...PROTOCOL], /no address/],
    [[NOBODY], /--protocol is needed.*chat-basic.*chat-line/],
    [[NOBODY, '--protocol', 'chat-lime'], /chat-lime.*chat-line/],
    [[NOBODY, '--protocol', 'nowhere.parley'], /nowhere\.parley/],
    [[NOBODY, ...PROTOCOL, '--seed', 'x'], /--seed must be a whole number from 0 to 2147483647, and not "x"/],
    [[NOBODY, ...PROTOCOL, '--seed', '2147483648'], /--seed/],
    [[NOBODY, ...PROTOCOL, '--runs', '-1'], /--runs/],
    [[NOBODY, ...PROTOCOL, '--runs', '1.5'], /--runs/],
    [[NOBODY, ...PROTOCOL, '--timeout', '0'], /--timeout must be a number of seconds/],
    [[NOBODY, ...PROTOCOL, '--timeout', '5s'], /--timeout/],
    [[NOBODY, ...PROTOCOL, '--json', '/nowhere/report.json'], /--json.*can't be written/],
    [[NOBODY, ...PROTOCOL, '--json', '/'], /--json.*is a directory/],
    [[NOBODY, ...PROTOCOL, '--save', ''], /--save/],
    [[NOBODY, ...PROTOCOL, '--save', MAIN], /--save: .* is no directory/],
    [[NOBODY, ...PROTOCOL, '--json', 'out', '--junit', './out'], /--json and --junit both want \.\/out/],
    [[NOBODY, '--replay', 'x.json', '--json', './x.json'], /--json: \.\/x\.json is what --replay reads/],
    [[NOBODY, ...PROTOCOL, '--known-failures', 'k', '--html', 'k'], /--html: k is what --known-failures reads/],
    [[NOBODY, ...PROTOCOL, '--junit', '-'], /--junit: - is for --json/],
    [[NOBODY, '--replay', 'nowhere.json'], /--replay: nowhere\.json can't be replayed.*unreadable/],
    [[...PROTOCOL, '--spawn', 'server'], /--spawn: the command must say \{port\}/],
    [[...PROTOCOL, '--spawn', ' '], /--spawn needs a command/],
    [[NOBODY, ...PROTOCOL, '--spawn', 'server {port}'], /leave out the address/],
    [['--spawn', 'server {port}'], /--protocol is needed to judge what --spawn starts/],
    [[NOBODY, ...PROTOCOL, '--workers', '2'], /--workers needs a server for each/],
    [[...PROTOCOL, '--workers', '0'], /--workers must be a whole number from 1 to 256/],
    [[...PROTOCOL, '--only', 'chat-line/Chatting/Wisper'], /did you mean `chat-line\/Chatting\/Whisper`\?/],
    [[...PROTOCOL, '--skip', 'fraiming'], /--skip: fraiming matches no .*did you mean `framing`\?/],
    [[...PROTOCOL, '--only', ''], /--only: an empty pattern matches no /],
    [[NOBODY, ...PROTOCOL, '--skip', '*'], /--skip leaves nothing to judge/],
    [[NOBODY, ...PROTOCOL, '--only', 'framing', '--skip', 'framing'], /--only and --skip leave nothing to judge/],
    [[...PROTOCOL, '--level', 'most'], /--level must be must, should or may, and not "most"/],
    [[...PROTOCOL, '--script', 'show.rb'], /--script: show\.rb must end in \.mjs or .*\.py/],
    [[...PROTOCOL, '--tap', '--json', '-'], /both want standard output/],
    [[...PROTOCOL, '--weights', 'w.json'], /--weights is for --gradescope/],
    [[...PROTOCOL, '--known-failures', 'nowhere.txt'], /--known-failures: nowhere\.txt can't be read/],
    [[...PROTOCOL, '--update-known-failures'], /needs --known-failures FILE/],
    [[NOBODY, ...PROTOCOL, '--nonsense'], /unknown option '--nonsense'/],
    [[NOBODY, NOBODY, ...PROTOCOL], /too many arguments/],
  ];

  test.each(cases)('%j', async (args, says) => {
    const { status, stdout, stderr } = await conform(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('(Did you mean')),
    ).toHaveLength(1);
  });

  test('a replay file of another protocol, and one that is spoilt', async () => {
    const file = join(directory, 'other.json');
    const content = {
      schema: 'parley-replay',
      version: 1,
      protocol: 'chat-basic',
      seed: 1,
      requirement: 'x',
      scenario: { clients: [], steps: [] },
    };
    writeFileSync(file, JSON.stringify(content));
    const other = await conform([NOBODY, ...PROTOCOL, '--replay', file]);
    expect({ status: other.status, stderr: other.stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/is of the protocol chat-basic, and not of chat-line\n$/),
    });
    writeFileSync(
      file,
      JSON.stringify({
        ...content,
        scenario: { clients: ['Ana'], steps: [{ kind: 'act', action: { kind: 'hop', client: 0 } }] },
      }),
    );
    const spoilt = await conform([NOBODY, '--replay', file]);
    expect(spoilt.status).toBe(2);
    expect(spoilt.stderr).toMatch(/scenario\.steps\[0\]\.action\.kind: it must be connect, .*wrong-value/);
  });
});

test('the help has examples and every exit status', async () => {
  const { status, stdout } = await conform(['--help']);
  expect(status).toBe(0);
  for (const part of [
    'Examples:',
    '0 conformant',
    '1 a MUST is broken',
    '2 wrong use',
    '3 could not be',
    '130',
    'parley-failures',
  ]) {
    expect(stdout).toContain(part);
  }
});

test('where nobody listens, nothing is judged: status 3, with a report', async () => {
  const { status, stdout, stderr } = await conform([NOBODY, ...PROTOCOL]);
  expect(status).toBe(3);
  expect(stdout).toContain(`chat-line at ${NOBODY}: NOT JUDGED`);
  expect(stderr).toBe('');
});

test('--json - writes JSON alone to standard output, and the report to standard error', async () => {
  const { status, stdout, stderr } = await conform([NOBODY, ...PROTOCOL, '--seed', '7', '--json', '-']);
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'parley-report',
    version: 1,
    status: 3,
    reports: [{ protocol: 'chat-line', seed: 7 }],
  });
  expect(stderr).toContain('NOT JUDGED');
});

test('the command that repeats a run asks for what the run was asked for', async () => {
  const address = await listen((socket) => socket.resume().write('nonsense\n'));
  const asked = ['--only', 'chat-line/connect', '--only', 'session/*', '--skip', '*/overlong', '--level', 'must'];
  const { stdout } = await conform([address, ...PROTOCOL, ...asked, '--seed', '3', '--runs', '0', '--no-save']);
  const again = stdout.slice(stdout.indexOf('  again ')).replace(/\\\n/g, ' ').replace(/\s+/g, ' ');
  expect(again).toContain(
    `parley conform ${address} --protocol chat-line --only chat-line/connect --only 'session/*' --skip '*/overlong' --level must --seed 3 --runs 0`,
  );
});

test('a server that answers nonsense fails, and the file of its failure shows it again', async () => {
  const address = await listen((socket) => socket.resume().write('nonsense\n'));
  const first = await conform([address, ...PROTOCOL, '--runs', '0', '--json', 'report.json']);
  expect(first.status).toBe(1);
  expect(first.stdout).toContain('FAIL  1. chat-line/connect');
  expect(first.stdout).toContain('--replay');
  expect(readdirSync(join(directory, 'parley-failures'))).toContain('chat-line-1.json');
  expect(JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))).toMatchObject({
    status: 1,
    reports: [{ failures: [{ replay: 'parley-failures/chat-line-1.json' }] }],
  });
  const again = await conform([address, '--replay', 'parley-failures/chat-line-1.json']);
  expect(again.status).toBe(1);
  expect(again.stdout).toContain('FAIL  1. chat-line/connect');
});

test('--no-save saves nothing, and shows the command of the whole run', async () => {
  const address = await listen((socket) => socket.resume().write('nonsense\n'));
  rmSync(join(directory, 'parley-failures'), { recursive: true, force: true });
  const { status, stdout } = await conform([address, ...PROTOCOL, '--runs', '0', '--seed', '3', '--no-save']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(/--seed 3/) });
  expect(readdirSync(directory)).not.toContain('parley-failures');
});

test('Ctrl-C ends the run in order: 130, with the report of what is known', async () => {
  let connected = (): void => {};
  const judging = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const address = await listen((socket) => {
    socket.resume();
    connected();
  });
  const reports = ['--json', 'interrupted.json', '--html', 'interrupted.html', '--junit', 'interrupted.xml'];
  const { status, stdout } = await conform([address, ...PROTOCOL, ...reports], judging);
  expect(status).toBe(130);
  expect(stdout).toContain('NOT JUDGED');
  expect(JSON.parse(readFileSync(join(directory, 'interrupted.json'), 'utf8'))).toMatchObject({ status: 3 });
  const page = readFileSync(join(directory, 'interrupted.html'), 'utf8');
  expect(page).toContain('This report is partial:</strong> the run was interrupted');
  expect(page.trimEnd()).toMatch(/<\/html>$/);
  expect(readFileSync(join(directory, 'interrupted.xml'), 'utf8')).toContain('the run was interrupted');
});

test('Ctrl-C after something was found leaves a page that shows it, and says what was not judged', async () => {
  const server = fileURLToPath(new URL('../../conformance/test/servers/chat_line.py', import.meta.url));
  const broken = 'chat-line/Chatting/Whisper/when';
  let heard: FSWatcher | undefined;
  const found = new Promise<void>((resolve) => {
    // These results are written anew while the run goes on.
    heard = watch(directory, (_, name) => {
      if (name !== 'so-far.json' || !existsSync(join(directory, name))) return;
      const { tests } = JSON.parse(readFileSync(join(directory, name), 'utf8'));
      if (tests.some((one: { name: string; tags: string[] }) => one.name === broken && one.tags.includes('fail')))
        resolve();
    });
  });
  const spawned = ['--spawn', `python3 ${server} --port {port} --fault whisper-to-everyone`, '--workers', '1'];
  const files = ['--gradescope', 'so-far.json', '--html', 'found.html', '--no-save'];
  const { status } = await conform([...PROTOCOL, ...spawned, ...files, '--runs', '300'], found);
  heard?.close();
  expect(status).toBe(130);
  const page = readFileSync(join(directory, 'found.html'), 'utf8');
  expect(page).toContain('This report is partial:</strong> the run was interrupted');
  expect(page).toContain(`id="${broken}" data-verdict="fail"`);
  expect(page).toContain('<h4>Got</h4>');
  expect(page).toContain('data-verdict="blocked"');
});

test('without an address the reference server is started, judged, and ended', async () => {
  const { status, stdout, stderr } = await conform([...PROTOCOL, '--runs', '0']);
  // Nothing but how far it is, where the machine is so slow that somebody would ask.
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^(?:chat-line: .*\n)*$/) });
  expect(stdout).toMatch(/^chat-line at the reference server: conformant\n/);
});

test('--list says what would be judged, and judges nothing', async () => {
  const { status, stdout, stderr } = await conform([
    ...PROTOCOL,
    '--list',
    '--seed',
    '1',
    '--only',
    '*/overlong',
    '--runs',
    '3',
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^chat-line: 2 requirements\n {2}chat-line\/Naming\/overlong +MUST +spec\/chat-line\.parley:\d+:\d+\n/,
  );
  expect(stdout).toMatch(/\nchat-line: \d+ cases with --seed 1 --runs 3\n(?: {2}[\w -]+\/.*\n)+\n$/);
});

test('patterns of two protocols: each is judged by its own, and no other is', async () => {
  const patterns = ['--only', 'chat-line/connect', '--only', 'counter/connect'];
  const { status, stdout } = await conform(['--list', '--runs', '0', ...patterns]);
  expect(status).toBe(0);
  const titles = stdout.split('\n').filter((line) => /^\S/.test(line));
  expect(titles[0]).toBe('chat-line: 1 requirement');
  expect(titles[1]).toMatch(/^chat-line: [1-9]\d* cases /);
  expect(titles[2]).toBe('counter: 1 requirement');
  expect(titles[3]).toMatch(/^counter: [1-9]\d* cases /);
  expect(titles).toHaveLength(4);
});

describe('a server that is started', () => {
  const SERVER = fileURLToPath(new URL('../../conformance/test/engine/basic-server.mjs', import.meta.url));
  const spawned = (fault: string): readonly string[] => [
    '--protocol',
    'chat-basic',
    '--spawn',
    `${process.execPath} ${SERVER} {port} ${fault}`,
    '--runs',
    '0',
    '--no-save',
    '--only',
    'session/Chatting',
  ];

  test('its crash is told with its last words, in every report', async () => {
    const { status, stdout, stderr } = await conform([
      ...spawned('crash-on-text'),
      ...['--junit', 'junit.xml', '--gradescope', 'results.json', '--script', 'show.mjs', '--tap'],
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('FAIL  1. chat-basic/');
    expect(stderr).toMatch(/server +it ended with status 7, and said:\n +Traceback/);
    expect(stderr).toMatch(/script +node show(?:-2)?\.mjs HOST PORT/);
    expect(stdout).toMatch(/^TAP version 14\n1\.\.14\n/);
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toContain('Traceback');
    const { tests } = JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')) as { tests: unknown[] };
    expect(tests).toContainEqual(
      expect.objectContaining({ name: 'chat-basic/suite/survival', status: 'failed', score: 0 }),
    );
  });

  test('its known failures are listed, and then the run is conformant; when they are mended it is not', async () => {
    const known = ['--known-failures', 'known.txt'];
    const update = await conform([...spawned('crash-on-text'), ...known, '--update-known-failures']);
    expect(update.status).toBe(0);
    expect(readFileSync(join(directory, 'known.txt'), 'utf8')).toMatch(
      /^chat-basic\/suite\/survival {2}refused {2}no reason/m,
    );
    const again = await conform([...spawned('crash-on-text'), ...known]);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('conformant, but for');
    const mended = await conform([...spawned(''), ...known]);
    expect(mended.status).toBe(1);
    expect(mended.stdout.replace(/\s+/g, ' ')).toMatch(
      /out of date chat-basic\/\S+ \w+ is listed as known: it no longer fails/,
    );
  });

  test('a command that is not there is wrong use', async () => {
    const { status, stdout } = await conform([
      '--protocol',
      'chat-basic',
      '--spawn',
      'parley-none {port}',
      '--only',
      'examples',
    ]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/ended with status 127/);
  });
});

/** Runs a line of the shell in which `parley` is the command as it is installed. */
function shell(line: string): Promise<Ended> {
  return new Promise((resolve) => {
    const parley = `parley() { '${process.execPath}' '${MAIN}' "$@"; }`;
    execFile('bash', ['-c', `${parley}\n${line}`], { cwd: directory }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe('output that nobody takes', () => {
  test.each(['conform --list --protocol counter', 'conform --help', 'explain counter/connect'])(
    '%s: a reader that has gone costs nothing',
    async (command) => {
      const { stderr } = await shell(`{ parley ${command}; echo status $? >&2; } | true`);
      expect(stderr).toBe('status 0\n');
    },
  );

  test.runIf(existsSync('/dev/full'))('a full disk is told, and the status is not that of a report', async () => {
    const one = ['conform --list --protocol counter', 'conform --protocol counter --only examples --runs 0 --json -'];
    for (const command of one) {
      const { status, stderr } = await shell(`parley ${command} > /dev/full`);
      expect(status).toBe(3);
      expect(stderr).toMatch(/parley: standard output can't be written: ENOSPC/);
      expect(stderr).not.toMatch(/\n +at /);
    }
  });
});

test.runIf(existsSync('/usr/bin/setsid'))(
  'a process that has left its group does not keep the command from ending',
  async () => {
    const pids = join(directory, 'strays.txt');
    // It holds our pipes for longer than a test may take.
    const stray = `setsid sh -c 'echo $$ >> ${pids}; exec sleep 600' & exec false {port}`;
    try {
      const { status, stdout } = await conform(['--protocol', 'counter', '--spawn', stray, '--no-save']);
      expect(status).toBe(3);
      expect(stdout).toMatch(/NOT JUDGED/);
    } finally {
      for (const pid of readFileSync(pids, 'utf8').trim().split('\n')) process.kill(Number(pid));
    }
  },
);

describe('parley explain', () => {
  const explain = (...args: readonly string[]): Promise<Ended> => conform(args, undefined, 'explain');

  test('says what a requirement asks, where it stands, which cases come to it, and shows one', async () => {
    const { status, stdout, stderr } = await explain('chat-private/Chatting/Whisper/else');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const part of [
      /^chat-private\/Chatting\/Whisper\/else\n/,
      /\n> +\d+ \| +else +\{ reply UserNotFound\(to\) \}\n/,
      /\n {2}level +MUST\n/,
      /\n {2}spec +spec\/chat-private\.parley:\d+:\d+\n/,
      /\n {2}source +§1\.1, §3\.3; List\. 3 of chat-mejorado-privados\.txt/,
      /\n {2}cases +examples: \d+\n +session: \d+\n/,
      /\|<------\| {2}"User '\w+' not found\."\n$/,
    ])
      expect(stdout).toMatch(part);
    for (const line of stdout.split('\n').filter((one) => !one.includes(' | ')))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([
    ['chat-line/Chatting/Whispr', /there is no requirement .*did you mean `chat-line\/Chatting\/Whisper`\?/],
    ['chat-line/Chatting', /is no requirement; under it are chat-line\/Chatting\/Quit, /],
    ['chat-lime/connect', /no protocol chat-lime; did you mean `chat-line`\?/],
  ])('%s is told in one line', async (id, says) => {
    const { status, stdout, stderr } = await explain(id);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('--html', () => {
  test('writes a page of what was found, also when the run is ended before its end', async () => {
    const file = join(directory, 'report.html');
    // However quick a machine is: a server that says nothing is waited for longer than that.
    const address = await listen((socket) => socket.resume());
    const { status } = await conform([address, ...PROTOCOL, '--timeout', '1', '--html', file]);
    expect(status).toBe(3);
    const html = readFileSync(file, 'utf8');
    expect(html).toMatch(/<title>\? chat-line: not judged<\/title>/);
    expect(html).toContain('This report is partial:');
    expect(html).toContain('<code>spec/chat-line.parley</code>');
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('that can not be written is told before anything is done', async () => {
    const { status, stderr } = await conform([...PROTOCOL, '--html', directory]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/--html: .* is a directory/);
  });
});
