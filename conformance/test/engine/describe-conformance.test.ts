import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SERVER = fileURLToPath(new URL('basic-server.mjs', import.meta.url));
const ENTRY = join(ROOT, 'conformance/vitest/index.ts');

let directory = '';
beforeAll(() => {
  mkdirSync(join(ROOT, 'node_modules/.parley-test'), { recursive: true });
  directory = mkdtempSync(join(ROOT, 'node_modules/.parley-test/'));
});
afterAll(() => rmSync(directory, { recursive: true }));

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs vitest itself on a suite that judges a server with this fault. */
async function results(fault: string): Promise<Results['testResults'][number]['assertionResults']> {
  const file = join(directory, `${fault}.conformance.ts`);
  const spawn = `${process.execPath} ${SERVER} {port} ${fault}`;
  writeFileSync(
    file,
    `import { describeConformance } from ${JSON.stringify(ENTRY)};
describeConformance({
  protocol: 'chat-basic', spawn: ${JSON.stringify(spawn)}, runs: 0, selection: { only: ['session/Chatting', 'session/connect'] },
});
`,
  );
  const config = join(directory, 'vitest.config.ts');
  writeFileSync(
    config,
    `import base from ${JSON.stringify(join(ROOT, 'vitest.config.ts'))};
export default { resolve: base.resolve, test: { include: ['**/*.conformance.ts'], exclude: [], root: ${JSON.stringify(directory)} } };
`,
  );
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config, '--reporter', 'json', file];
  const output = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, { cwd: directory }, (_error, stdout) => resolve(stdout)),
  );
  const { testResults } = JSON.parse(output.slice(output.indexOf('{'))) as Results;
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

test('a test for each requirement: passed, failed with the exchange, skipped', async () => {
  const found = await results('crash-on-text');
  const of = (title: string) => found.find((one) => one.title === title);
  expect(found).toHaveLength(14);
  expect(of('chat-basic/connect')?.status).toBe('passed');
  expect(of('chat-basic/Chatting/Quit')?.status).toBe('passed');
  expect(of('chat-basic/Chatting/Say')).toMatchObject({
    status: 'failed',
    failureMessages: [expect.stringContaining('FAIL  1. chat-basic/Chatting/Say')],
  });
  // The command judges this server, and what was asked for: without --spawn it would judge the reference server.
  const command = of('chat-basic/Chatting/Say')
    ?.failureMessages[0]?.replace(/.*\n {2}again +/s, '')
    .replace(/[\s\\]+/g, ' ');
  expect(command).toContain('parley conform --spawn');
  expect(command).toContain('{port} crash-on-text');
  expect(command).toContain('--protocol chat-basic --only session/Chatting --only session/connect --seed 1 --runs 0');
  expect(of('chat-basic/Naming/disconnect')?.status).toMatch(/skipped|pending/);
});
