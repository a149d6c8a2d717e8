import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../cli/package-paths.js';
import { isBuilt, ParleyProcess } from '../../reference-impl/test/parley-process.js';

const read = (name: string): string => readFileSync(join(packageRoot, 'docs/deploy', name), 'utf8');
const dockerfile = read('Dockerfile');
const unit = read('parley.service');

const running: ParleyProcess[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

/** What an instruction of the Dockerfile says, the last one of that name. */
function instruction(name: string): string {
  const found = [...dockerfile.matchAll(new RegExp(`^ *${name} (.*)$`, 'gm'))].at(-1)?.[1];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** The value of a key of the unit. */
function setting(key: string): string {
  const found = new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1];
  if (found === undefined) throw new Error(`there is no ${key}`);
  return found;
}

/** Starts the server with these arguments, at free ports, and says where its metrics are. */
async function started(args: readonly string[]): Promise<string> {
  const free = args.map((arg, at) => (args[at - 1] === '--metrics' ? '0' : arg));
  const server = new ParleyProcess([...free, '--port', '0']);
  running.push(server);
  const [, port = ''] = await server.prints(/metrics at http:\/\/127\.0\.0\.1:(\d+)\/metrics\n/);
  return port;
}

/** The status of a script for `node -e` that asks at the port of the metrics. */
function ask(script: string, port: string): number | null {
  expect(script).toContain(':9464/');
  return spawnSync(process.execPath, ['-e', script.replaceAll(':9464/', `:${port}/`)], { timeout: 20_000 }).status;
}

describe.skipIf(!isBuilt)('the Dockerfile', () => {
  test('copies what the package has', () => {
    const packed = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: packageRoot, encoding: 'utf8' }),
    ) as readonly { readonly files: readonly { readonly path: string }[] }[];
    const paths = packed[0]?.files.map(({ path }) => path) ?? [];
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/parley\/(\S+)/gm)].map(([, path]) => path ?? '');
    expect(copied).toContain('dist');
    for (const path of copied.filter((each) => each !== 'node_modules'))
      expect(paths.filter((each) => each === path || each.startsWith(`${path}/`))).not.toEqual([]);
    const [, program = ''] = JSON.parse(instruction('ENTRYPOINT')) as readonly string[];
    expect(paths).toContain(program);
  });

  test('starts a server whose health can be asked for', async () => {
    const [, , ...args] = JSON.parse(instruction('ENTRYPOINT')) as readonly string[];
    const command = dockerfile.match(/^CMD (.*)$/m)?.[1] ?? '';
    const port = await started([...args, ...(JSON.parse(command) as readonly string[])]);
    const [, , script = ''] = JSON.parse(dockerfile.match(/^ +CMD (.*)$/m)?.[1] ?? '') as readonly string[];
    expect(ask(script, port)).toBe(0);
    running.pop()?.child.kill('SIGKILL');
    expect(ask(script, port)).toBe(1);
  });
});

describe.skipIf(!isBuilt)('the systemd unit', () => {
  test('starts a server, and knows when clients can connect', async () => {
    const [, program, ...args] = setting('ExecStart').split(' ');
    expect(program).toBe('parley');
    const port = await started(args);
    expect(ask(/-e "(.*)"$/.exec(setting('ExecStartPost'))?.[1] ?? '', port)).toBe(0);
  });

  test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
    'is one that systemd finds no fault with',
    () => {
      const { status, stdout, stderr } = spawnSync(
        'systemd-analyze',
        ['verify', '--man=no', join(packageRoot, 'docs/deploy/parley.service')],
        { encoding: 'utf8' },
      );
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    },
  );
});
