import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayText } from '../../conformance/report/replay.js';
import { allBlocks, commandsOf, root } from './blocks.js';

const MAIN = join(root, 'dist/cli/main.js');

/** What is typed in the README and in the guides, each once. */
const typed = [
  ...new Set(
    allBlocks()
      .filter(
        ({ place, language }) => /^(?:README|docs\/guides\/)/.test(place) && ['sh', 'indented'].includes(language),
      )
      .flatMap(({ text }) => commandsOf(text)),
  ),
];

/** A folder as the reader has one: specs under git, a server of theirs, what an earlier run has left. */
let folder: string;
const servers = new Set<ChildProcess>();
const LISTENING = /listening on (\S+:\d+)/;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-guide-'));
  for (const name of ['spec', 'docs/examples', 'conformance/test/servers'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder });
  git('init', '-q');
  for (const message of ['one', 'two']) {
    writeFileSync(join(folder, 'version'), message);
    git('add', '.');
    git('commit', '-qm', message);
  }
  // Their server: in whatever language, it ends in a program that listens where it is told.
  const serve = [process.execPath, MAIN, 'serve', '--protocol', 'chat-basic', '--port'];
  writeFileSync(
    join(folder, 'server.py'),
    `import os, sys\nos.execv(${JSON.stringify(serve[0])}, [*${JSON.stringify(serve)}, sys.argv[-1]])\n`,
  );
  writeFileSync(join(folder, 'server'), `#!/bin/sh\nexec ${serve.map((word) => `'${word}'`).join(' ')} "$2"\n`);
  chmodSync(join(folder, 'server'), 0o755);
  writeFileSync(join(folder, 'known.txt'), '# nothing is known to fail\n');
  mkdirSync(join(folder, 'parley-failures'));
  const connect = { kind: 'act', action: { kind: 'connect', client: 0 } } as const;
  const scenario = { clients: ['Ana'], steps: [connect] };
  writeFileSync(
    join(folder, 'parley-failures/chat-basic-1.json'),
    replayText({ protocol: 'chat-basic', seed: 1, requirement: 'chat-basic/connect', scenario }),
  );
});
afterAll(async () => {
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true });
});

/** Where a server of a protocol listens, which the page says to be on the spec's own port. */
async function addressOf(protocol: string): Promise<string> {
  let listening: ((said: RegExpExecArray) => void) | undefined;
  const heard = new Promise<RegExpExecArray>((resolve) => {
    listening = resolve;
  });
  const child = shell(own(`parley serve --protocol ${protocol} --port 0`), (said, running) => {
    const found = LISTENING.exec(said);
    if (found === null) return;
    servers.add(running);
    listening?.(found);
  });
  // One that ends before it listens says why.
  const [, address] = await Promise.race([heard, child.then(({ said }) => Promise.reject(new Error(said)))]);
  return address ?? '';
}

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a line as a shell does, with nothing but `input` to read. `hear`: told what it has said by now. */
function shell(line: string, hear?: (said: string, running: ChildProcess) => void, input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `exec ${line}`], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        hear?.(said, child);
      });
    child.on('error', reject).on('close', (status) => resolve({ status, said }));
    child.stdin.on('error', reject).end(input);
  });
}

/** The line with the address of a server that is there in place of the one that the page speaks of. */
async function placeOf(line: string): Promise<string> {
  const place = /127\.0\.0\.1:\d+/.exec(line)?.[0];
  const protocol = /--protocol (\S+)/.exec(line)?.[1] ?? 'chat-basic';
  return place === undefined ? line : line.replace(place, await addressOf(protocol));
}

/** A line for the program of this tree. */
function own(line: string): string {
  return line.replace(/^(?:npx )?parley/, `'${process.execPath}' '${MAIN}'`);
}

describe('every command of the README and of the guides does what it says when it is typed', () => {
  const done = new Set<string>();
  const those = (pattern: RegExp): readonly string[] => {
    const found = typed.filter((line) => pattern.test(line));
    for (const line of found) done.add(line);
    return found;
  };

  const judging = those(/^npx parley conform /);
  // The README's failing run is run, and its words compared, beside its picture.
  it.each(judging.filter((line) => !line.includes('--fault')))('%s', async (line) => {
    const address = await placeOf(line);
    // How well it judges is looked at elsewhere: here a few cases are enough.
    const few = `${line.includes('--only') ? '' : ' --only examples'} --runs 0`;
    const { status, said } = await shell(own(`${address}${line.includes('--replay') ? '' : few}`));
    expect({ status, said }).toEqual({ status: 0, said: expect.stringMatching(/: (?:conformant|the case passes)$/m) });
    if (line.includes('--junit')) expect(readFileSync(join(folder, 'conformance.xml'), 'utf8')).toContain('<testsuite');
  });

  it.each(those(/^npx parley (?:explain|lint|diff|fmt)\b/))('%s', async (line) => {
    const { status, said } = await shell(own(line));
    expect({ status, said }).toMatchObject({ status: 0 });
    // There is nothing to be said of specs that are laid out as they are to be.
    if (!line.includes(' fmt')) expect(said).not.toBe('');
  });

  it.each(those(/^npx parley serve /))('%s', async (line) => {
    const { status, said } = await shell(`${own(line)} --port 0`, (heard, running) => {
      if (LISTENING.test(heard)) running.kill('SIGTERM');
    });
    expect({ status, said }).toMatchObject({ status: 0 });
  });

  it.each(those(/^npx parley chat /))('%s', async (line) => {
    const [input, answer] = line.includes('auction') ? ['JOIN ana\n', 'WELCOME ana'] : ['hola\n', 'Ana: hola'];
    const { status, said } = await shell(own(await placeOf(line)), undefined, input);
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining(answer) });
  });

  it('and none is left out but those of npm, which CI runs', () => {
    expect(judging.length).toBeGreaterThan(5);
    expect(typed.filter((line) => !done.has(line) && !/^npm /.test(line))).toEqual([]);
  });
});
