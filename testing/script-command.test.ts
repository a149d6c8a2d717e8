import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const PROGRAMS = [
  'dist/conformance/quality/false-alarms.js',
  'dist/conformance/quality/faults.js',
  'dist/conformance/quality/mutants.js',
  'dist/conformance/quality/record-traces.js',
  'dist/generator/fuzz/fuzz.js',
  'dist/bench/codec.js',
  'dist/bench/conform.js',
  'dist/bench/generate.js',
  'dist/bench/fanout/main.js',
  'dist/bench/soak/main.js',
];

function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, lines: stderr.split('\n').filter((line) => line !== '') };
}

describe.each(PROGRAMS)('%s', (program) => {
  test('tells its options', () => {
    expect(run(program, '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: npm run \S+ --/),
    });
  });

  test('ends with status 2 and a line where it is used wrongly', () => {
    expect(run(program, '--bogus')).toMatchObject({ status: 2, lines: ["error: unknown option '--bogus'"] });
    expect(run(program, 'stray')).toMatchObject({
      status: 2,
      lines: [expect.stringMatching(/^error: too many arguments/)],
    });
  });
});

test('what is no number, and what is not among the choices, is told with what would be right', () => {
  expect(run('dist/conformance/quality/mutants.js', '--runs', '1.5').lines.join()).toMatch(/a whole number, 0 or more/);
  expect(run('dist/bench/codec.js', '--slice', '0').lines.join()).toMatch(/a number greater than 0/);
  expect(run('dist/conformance/quality/false-alarms.js', '--noise', 'none,odd').lines.join()).toMatch(
    /there is no odd; there are: none, bytewise/,
  );
});
