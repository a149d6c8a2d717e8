import { expect, test } from 'vitest';
import type { Verdict } from '../../engine/events.js';
import type { FinishedRun } from '../../report/run.js';
import { TerminalReport } from '../../report/terminal.js';
import { connect, failure, fault, finished, Paper, read, report } from './fixtures.js';

function printed(runs: readonly FinishedRun[], screen = new Paper(), environment: Record<string, string> = {}): string {
  const terminal = new TerminalReport({
    screen,
    environment,
    again: (_run, file) => ['again', file ?? 'without a file'],
  });
  for (const run of runs) terminal.run(run);
  if (runs.length > 1) terminal.table(runs);
  return screen.text;
}

const found = failure([connect(0), read(0, 'x')], fault({ kind: 'wrong', connection: 0, entry: 1 }));

test('a run is told in its verdict, its counts, its coverage, and what is left open', () => {
  expect(printed([finished()])).toBe(`tea at 127.0.0.1:7000: conformant
  every requirement is kept
  verdicts     2 passed, 0 failed, 1 skipped of 3 requirements
  covered      clauses and guard sides 2/3 (66 %)
               alternatives of the grammar 2/4 (50 %)
  not covered  tea/Chatting/disconnect
               Text: once
               Mood: "sad"
  left open    tea/Chatting/Say/either: seen in 2 cases
  seed         42 (20 cases, 100 generated, 1.2 s)
  skipped      tea/Chatting/disconnect: no case came to it

`);
});

test('of a run that judged nothing only the reason is told', () => {
  const verdicts = report().verdicts.map(({ requirement }) => ({
    requirement,
    kind: 'blocked' as const,
    reason: 'nobody answers',
    cases: 0,
    ms: 0,
  }));
  expect(
    printed([finished({ report: report({ status: 3, summary: 'nobody answers', verdicts }) })]),
  ).toBe(`tea at 127.0.0.1:7000: NOT JUDGED
  nobody answers
  seed         42 (20 cases, 100 generated, 1.2 s)

`);
});

test('requirements that could not be judged stand together under their reason', () => {
  const blocked = (requirement: string, reason: string): Verdict => ({
    requirement,
    kind: 'blocked',
    reason,
    cases: 0,
    ms: 0,
  });
  const verdicts: Verdict[] = [
    { requirement: 'p', kind: 'pass', cases: 1, ms: 0 },
    blocked('a', 'it died'),
    blocked('b', 'it died'),
    blocked('c', 'other'),
  ];
  expect(printed([finished({ report: report({ status: 3, summary: 'it died', verdicts }) })])).toContain(`
  blocked      it died:
                 a
                 b
               c: other
`);
});

test('each failure comes with the command that shows it again', () => {
  const failures = [found];
  expect(
    printed([finished({ report: report({ failures }), replays: new Map([[found, 'dir/tea-1.json']]) })]),
  ).toContain('again        again dir/tea-1.json');
  expect(printed([finished({ report: report({ failures }) })])).toContain("again        again 'without a file'");
});

test('coverage is never rounded up to the whole', () => {
  const clauses = Array.from({ length: 400 }, (_, n) => ({ id: `c${n}`, covered: n > 0 }));
  expect(printed([finished({ report: report({ coverage: { clauses, open: [], grammar: [] } }) })])).toContain(
    '399/400 (99 %)',
  );
});

test('several protocols end in a table', () => {
  expect(printed([finished(), finished({ report: report({ failures: [found] }) })])).toContain(`
protocol  verdict         passed  clauses and sides  cases  time
tea       conformant      2/3     2/3 (66 %)         20     1.2 s
tea       NOT CONFORMANT  1/3     2/3 (66 %)         20     1.2 s
`);
});

test('of a case that is played again only its own outcome is told', () => {
  expect(printed([finished({ single: true })])).toBe(`tea at 127.0.0.1:7000: the case passes
  every requirement is kept
  seed         42 (one case played again, 1.2 s)

`);
});

test('colours are for terminals, unless the environment says otherwise', () => {
  const coloured = (isTTY: boolean, environment: Record<string, string>) =>
    printed([finished()], new Paper(isTTY), environment).includes('\u001b[');
  expect(coloured(true, {})).toBe(true);
  expect(coloured(false, {})).toBe(false);
  expect(coloured(true, { NO_COLOR: '1' })).toBe(false);
  expect(coloured(true, { NO_COLOR: '' })).toBe(true);
  expect(coloured(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(coloured(true, { FORCE_COLOR: '0' })).toBe(false);
  expect(coloured(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  expect(coloured(true, { TERM: 'dumb' })).toBe(false);
});
