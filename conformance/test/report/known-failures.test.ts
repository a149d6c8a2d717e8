import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Failure, Report, Requirement, Verdict } from '../../engine/events.js';
import { KnownFailures } from '../../engine/known-failures.js';
import { readKnownFailures, updateKnownFailures } from '../../report/index.js';
import { connect, failure, fault, report } from './fixtures.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-known-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function file(text: string): string {
  const path = join(directory, 'known.txt');
  writeFileSync(path, text);
  return path;
}

const TEXT = `# why we live with it
tea/Chatting/Say  wrong  the loop is to be rewritten

tea/connect any   it greets late
other/connect  missing  of another protocol
`;

test('a line is an id, a kind and a reason', () => {
  expect(readKnownFailures(file(TEXT), { mayBeMissing: false }).entries).toEqual([
    { requirement: 'tea/Chatting/Say', kind: 'wrong', reason: 'the loop is to be rewritten' },
    { requirement: 'tea/connect', kind: 'any', reason: 'it greets late' },
    { requirement: 'other/connect', kind: 'missing', reason: 'of another protocol' },
  ]);
});

test.each([
  [
    'tea/Chatting/Say\n',
    /known\.txt:1: after the id tea\/Chatting\/Say stands the kind of failure, unexpected, .*any$/,
  ],
  ['# x\ntea/connect wrog why\n', /known\.txt:2: .*and not "wrog"/],
  ['tea/connect wrong\n', /known\.txt:1: tea\/connect wrong has no reason/],
  ['tea/connect wrong a\ntea/connect wrong b\n', /listed twice/],
])('%j is refused', (text, says) => {
  expect(() => readKnownFailures(file(text), { mayBeMissing: false })).toThrow(says);
});

test('a file that is not there is only fine where it is to be written', () => {
  const path = join(directory, 'nowhere.txt');
  expect(() => readKnownFailures(path, { mayBeMissing: false })).toThrow(/can't be read/);
  expect(readKnownFailures(path, { mayBeMissing: true }).entries).toEqual([]);
});

const say = (kind: 'wrong' | 'missing'): Failure => ({
  ...failure([connect(0)], fault({ kind, connection: 0, entry: 1 })),
  requirement: 'tea/Chatting/Say',
});
const judged = (failures: readonly Failure[]): Report => ({ ...report({ failures }), protocol: 'tea', failures });

test('an update keeps reasons, comments and what was not judged, drops what no longer holds, and adds what is new', () => {
  const read = readKnownFailures(file(TEXT), { mayBeMissing: false });
  const gone = { requirement: 'tea/connect', kind: 'any', reason: 'it greets late', why: 'it no longer fails' };
  updateKnownFailures(read, [
    {
      ...judged([say('missing'), { ...say('wrong'), requirement: 'tea/Chatting/disconnect', level: 'must' }]),
      stale: [gone],
    },
  ]);
  expect(readFileSync(read.path, 'utf8')).toBe(`# why we live with it
tea/Chatting/Say  missing  the loop is to be rewritten

other/connect  missing  of another protocol
tea/Chatting/disconnect  wrong  no reason given yet
`);
});

const requirements: readonly Requirement[] = ['tea/connect', 'tea/Chatting/Say', 'tea/Chatting/disconnect'].map(
  (id) => ({
    id,
    level: 'must',
    text: '',
    kind: 'clause',
  }),
);
const verdict = (requirement: string, kind: Verdict['kind']): Verdict => ({ requirement, kind, cases: 1, ms: 0 });

test('an entry is stale when its requirement passes, fails in another way, or is none; not when it was not judged', () => {
  const known = new KnownFailures([
    { requirement: 'tea/connect', kind: 'any', reason: 'a' },
    { requirement: 'tea/Chatting/Say', kind: 'wrong', reason: 'b' },
    { requirement: 'tea/Chatting/Sya', kind: 'wrong', reason: 'c' },
    { requirement: 'tea/Chatting/disconnect', kind: 'missing', reason: 'd' },
    { requirement: 'other/connect', kind: 'missing', reason: 'e' },
  ]);
  const verdicts = [
    verdict('tea/connect', 'pass'),
    verdict('tea/Chatting/Say', 'fail'),
    verdict('tea/Chatting/disconnect', 'blocked'),
  ];
  const stale = known.stale('tea', requirements, verdicts, [say('missing')]);
  expect(stale.map(({ requirement, why }) => [requirement, why])).toEqual([
    ['tea/connect', 'it no longer fails'],
    ['tea/Chatting/Say', 'it fails in another way: missing'],
    ['tea/Chatting/Sya', 'no requirement has this id'],
  ]);
  expect(known.reasonFor('tea/Chatting/Say', 'wrong')).toBe('b');
  expect(known.reasonFor('tea/Chatting/Say', 'missing')).toBeUndefined();
  expect(known.reasonFor('tea/connect', 'ended')).toBe('a');
});
