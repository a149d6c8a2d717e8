import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report, RunEvent, Verdict } from '../../engine/events.js';
import { requirementsOf } from '../../engine/requirements.js';
import { DEFAULT_WEIGHTS, GradescopeReport, junitXml, readWeights, tapText } from '../../report/index.js';
import { chat, connect, failure, fault, finished, read, report, write } from './fixtures.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-formats-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const again = (): readonly string[] => ['parley', 'conform'];
const verdict = (requirement: string, kind: Verdict['kind'], reason?: string): Verdict => ({
  requirement,
  kind,
  ...(reason === undefined ? {} : { reason }),
  cases: 1,
  ms: 250,
});
const found = failure(
  [connect(0), read(0, 'NAME'), write(0, '<hi> & "you" ]]>')],
  fault({ kind: 'missing', connection: 0, entry: 3, clause: 'tea/Chatting/Say' }),
  { process: 'it ended with status 1, and said:\n\u0000\u001b[31mred\ufffe' },
);
const broken: Report = report({
  failures: [found],
  verdicts: [
    verdict('tea/connect', 'pass'),
    verdict('tea/Chatting/Say', 'fail', 'missing'),
    verdict('tea/Chatting/disconnect', 'known', 'an old friend # of ours'),
    verdict('tea/suite/survival', 'blocked', 'each case stops before it'),
  ],
  stale: [{ requirement: 'tea/connect', kind: 'any', reason: 'was broken', why: 'it no longer fails' }],
});

test('JUnit: a broken MUST is a failure with its exchange, what it blocks and what is known is skipped', () => {
  const xml = junitXml([finished({ report: broken })], { again });
  expect(XMLValidator.validate(xml)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
  expect(testsuites).toMatchObject({ '@_tests': '5', '@_failures': '2', '@_errors': '0', '@_skipped': '2' });
  const cases = testsuites.testsuite.testcase;
  expect(cases.map((one: Record<string, unknown>) => one['@_name'])).toEqual([
    'tea/connect',
    'tea/Chatting/Say',
    'tea/Chatting/disconnect',
    'tea/suite/survival',
    'tea/connect any',
  ]);
  expect(cases[1]).toMatchObject({
    '@_classname': 'tea.Chatting',
    '@_time': '0.250',
    failure: { '@_type': 'missing', '@_message': 'Ana did not receive what is owed.' },
  });
  expect(cases[1].failure['#text']).toContain('FAIL  1. tea/Chatting/Say');
  expect(cases[1].failure['#text']).toContain('<hi> & \\"you\\" ]]>');
  for (const forbidden of ['\u0000', '\u001b', '\ufffe']) expect(xml).not.toContain(forbidden);
  expect(cases[2].skipped['@_message']).toBe('known: an old friend # of ours');
});

test('JUnit: where nothing is broken, what could not be judged is an error, for it is no pass', () => {
  const verdicts = [
    verdict('tea/connect', 'inconclusive', 'late once'),
    verdict('tea/Chatting/Say', 'blocked', 'gone'),
  ];
  const xml = junitXml([finished({ report: report({ status: 3, verdicts }) })], { again });
  expect(xml).toMatch(/<testsuites [^>]*tests="2" failures="0" errors="2" skipped="0"/);
});

test('TAP: a point each, SKIP for what is blocked, TODO for what is known', () => {
  const lines = tapText([finished({ report: broken })], { again }).split('\n');
  expect(lines.slice(0, 2)).toEqual(['TAP version 14', '1..5']);
  expect(lines.filter((line) => /^(not )?ok/.test(line))).toEqual([
    'ok 1 - tea/connect',
    'not ok 2 - tea/Chatting/Say',
    'not ok 3 - tea/Chatting/disconnect # TODO known failure: an old friend \\# of ours',
    'ok 4 - tea/suite/survival # SKIP blocked: each case stops before it',
    'not ok 5 - known failure tea/connect any',
  ]);
  expect(lines).toContain('  message: "Ana did not receive what is owed."');
  // All else is indented, so that it belongs to the point before it.
  for (const line of lines.slice(2)) expect(line).toMatch(/^(?:(?:not )?ok \d| {2}|$)/);
});

interface Results {
  readonly score: number;
  readonly output: string;
  readonly tests: readonly Record<string, unknown>[];
}

function graded(weights = DEFAULT_WEIGHTS): { readonly states: readonly Results[] } {
  const file = join(directory, 'results.json');
  const protocol = chat('chunk');
  const grader = new GradescopeReport({ file, weights, again });
  const states: Results[] = [];
  const tell = (event: RunEvent): void => {
    grader.hear(protocol, event);
    states.push(JSON.parse(readFileSync(file, 'utf8')) as Results);
  };
  const requirements = requirementsOf(protocol.model);
  tell({ kind: 'start', model: protocol.model, target: 'x', seed: 1, runs: 1, requirements, cases: 3 });
  tell({ kind: 'failure', failure: found });
  tell({ kind: 'verdict', verdict: verdict('tea/connect', 'pass') });
  tell({ kind: 'end', report: broken });
  return { states };
}

test('Gradescope: the file is whole from the first moment, and the points are those of the weights', () => {
  const { states } = graded();
  // connect and Say are MUSTs, disconnect a SHOULD, survival a MUST: 1 + 1 + 0.5 + 1.
  expect(states[0]).toMatchObject({ score: 0, output: 'tea: not judged to the end' });
  const last = states.at(-1);
  expect(last?.score).toBe(28.57);
  expect(
    last?.tests.map(({ name, score, max_score, status, number }) => [name, score, max_score, status, number]),
  ).toEqual([
    ['tea/connect', 28.57, 28.57, 'passed', '1'],
    ['tea/Chatting/Say', 0, 28.57, 'failed', '2'],
    ['tea/Chatting/disconnect', 0, 14.29, 'failed', '3'],
    ['tea/suite/survival', 0, 28.57, 'failed', '4'],
  ]);
  expect(last?.tests[1]).toMatchObject({ output_format: 'text', tags: ['must', 'fail'], visibility: 'visible' });
  expect(last?.tests[1]?.['output']).toContain('did not receive what is owed');
});

test('Gradescope: a link stays one, and what it leads to is written', () => {
  const file = join(directory, 'results.json');
  const target = join(directory, 'elsewhere.json');
  rmSync(file, { force: true });
  symlinkSync(target, file);
  const { states } = graded();
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual(states.at(-1));
  rmSync(file);
});

test('Gradescope: weights by pattern, the last that matches counts', () => {
  const file = join(directory, 'weights.json');
  writeFileSync(
    file,
    JSON.stringify({ points: 10, weights: { 'tea/*': 0, 'tea/connect': 3, '*/Say': 1 }, visibility: 'hidden' }),
  );
  const last = graded(readWeights(file)).states.at(-1);
  expect(last).toMatchObject({ score: 7.5, visibility: 'hidden' });
});

test.each([
  ['[]', /it must be an object/],
  ['{', /can't be read/],
  ['{"point": 1}', /point means nothing here/],
  ['{"points": -1}', /points must be a number from 0 on, and not -1/],
  ['{"levels": {"most": 1}}', /levels\.most is no level/],
  ['{"weights": {"a": "1"}}', /weights\.a must be a number/],
  ['{"visibility": "none"}', /visibility must be visible, hidden/],
])('weights %s are refused', (text, says) => {
  const file = join(directory, 'bad.json');
  writeFileSync(file, text);
  expect(() => readWeights(file)).toThrow(says);
});
