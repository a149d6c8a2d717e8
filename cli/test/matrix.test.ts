import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const PYTHON = fileURLToPath(new URL('../../conformance/test/servers/chat_line.py', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-matrix-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs the command as it is installed, with this list. */
function matrix(
  list: string,
  args: readonly string[] = [],
  heard: (stderr: string, child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  writeFileSync(join(directory, 'list.txt'), list);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, 'matrix', 'list.txt', ...args], {
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
      heard(stderr, child);
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

const SERVE = (protocol: string): string =>
  `'${process.execPath}' '${MAIN}' serve --protocol ${protocol} --host {host} --port {port}`;

describe('parley matrix', () => {
  test('links the cells of a page to reports beside it, unless none are wanted', async () => {
    const list = `protocol = counter\n[reference]\nspawn = ${SERVE('counter')}\n`;
    const few = ['--only', 'examples', '--runs', '0', '--html', 'cells.html'];
    expect((await matrix(list, few)).status).toBe(0);
    expect(readFileSync(join(directory, 'cells.html'), 'utf8')).toContain('href="cells-reports/reference.html#');
    expect(readdirSync(join(directory, 'cells-reports')).sort()).toEqual(['reference.html', 'reference.json']);
    rmSync(join(directory, 'cells-reports'), { recursive: true });
    expect((await matrix(list, [...few, '--no-reports'])).status).toBe(0);
    expect(readFileSync(join(directory, 'cells.html'), 'utf8')).not.toContain('href="cells-reports');
    expect(readdirSync(directory)).not.toContain('cells-reports');
  });

  test('judges each, writes their reports, and one table of all', async () => {
    const list = `timeout = 100
[reference]
protocol = counter
spawn = ${SERVE('counter')}
[by hand, "broken"]
protocol = chat-line
spawn = python3 '${PYTHON}' --port {port} --fault "$FAULT"
env.FAULT = whisper-to-everyone
`;
    const outputs = ['--reports', 'all reports', '--html', 'm.html', '--markdown', 'm.md', '--json', '-'];
    const { status, stdout, stderr } = await matrix(list, [
      '--runs',
      '0',
      '--seed',
      '7',
      '--level',
      'must',
      // Of the broken one's other families each case comes to what is broken, and is waited for.
      ...['--only', 'examples', '--only', 'session'],
      ...outputs,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('parley matrix: 1 of 2, reference: conformant');
    expect(stderr).toContain('parley matrix: 2 of 2, by hand, "broken": NOT CONFORMANT');
    const json = JSON.parse(stdout) as { implementations: { status: number; verdicts: Record<string, string> }[] };
    expect(json).toMatchObject({ schema: 'parley-matrix', version: 1, status: 1, seed: 7, runs: 0 });
    expect(json.implementations.map((one) => one.status)).toEqual([0, 1]);
    expect(json.implementations[1]?.verdicts['chat-line/Chatting/Whisper/when']).toBe('fail');
    const html = readFileSync(join(directory, 'm.html'), 'utf8');
    const links = [...html.matchAll(/href="([^"#]+)#[^"]*"/g)].map(([, link = '']) => decodeURIComponent(link));
    expect(links.length).toBeGreaterThan(20);
    for (const link of new Set(links)) expect(existsSync(join(directory, link)), link).toBe(true);
    expect(readFileSync(join(directory, 'm.md'), 'utf8')).toContain('[✗ failed](<all%20reports/by-hand-broken.html#');
    expect(readdirSync(join(directory, 'all reports')).sort()).toEqual([
      'by-hand-broken-failures',
      'by-hand-broken.html',
      'by-hand-broken.json',
      'reference.html',
      'reference.json',
    ]);
    expect(readFileSync(join(directory, 'all reports/by-hand-broken.html'), 'utf8')).toContain(
      'env FAULT=whisper-to-everyone parley conform --spawn',
    );
  });

  test('ends with 3 where somebody could not be judged, and still judges the others', async () => {
    const list = `protocol = counter
[nobody]
address = 127.0.0.1:1
[reference]
spawn = ${SERVE('counter')}
`;
    const { status, stdout } = await matrix(list, ['--runs', '0']);
    expect(status).toBe(3);
    expect(stdout).toMatch(/1 {2}nobody +NOT JUDGED/);
    expect(stdout).toMatch(/2 {2}reference +conformant +14\/14/);
  });

  test('on Ctrl-C writes what there is', async () => {
    const list = `protocol = counter
[first]
spawn = ${SERVE('counter')}
[second]
spawn = exec sleep 99.{port}
[third]
spawn = ${SERVE('counter')}
`;
    let sent = false;
    // The second never listens: the third is not come to before the signal, however late that is.
    const few = ['--only', 'examples', '--runs', '0', '--html', 'cut.html'];
    const { status, stdout } = await matrix(list, few, (stderr, child) => {
      if (sent || !stderr.includes('1 of 3, first')) return;
      sent = true;
      child.kill('SIGINT');
    });
    expect(status).toBe(130);
    expect(stdout).toMatch(/third: the run was interrupted before it/);
    expect(readFileSync(join(directory, 'cut.html'), 'utf8')).toContain('This matrix is partial:');
  });

  test('tells of all that is wrong with a list before anything is run', async () => {
    const list = `protocol = counter
[a]
address = nowhere
[b]
spawn = ./server
[c]
protocol = tea
address = 127.0.0.1:7000
timeout = soon
`;
    const { status, stdout, stderr } = await matrix(list);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/list\.txt:2: \[a\] nowhere is no address/);
    expect(stderr).toMatch(/list\.txt:4: \[b\] --spawn: the command must say \{port\}/);
    expect(stderr).toMatch(/list\.txt:6: \[c\] --timeout must be/);
    expect((await matrix('[a]\nhost = x\n')).stderr).toContain('list.txt:2: there is no key host');
    expect((await matrix('', ['--html', '.'])).stderr).toMatch(/--html: \. is a directory/);
  });
});
