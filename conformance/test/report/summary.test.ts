import { expect, test } from 'vitest';
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
  not covered  tea/Chatting/disconnect
  left open    tea/Chatting/Say/either: seen in 2 cases
  seed         42 (20 cases, 100 generated runs, 1.2 s)
  skipped      tea/Chatting/disconnect: no case came to it

`);
});

test('requirements that could not be judged stand together under their reason', () => {
  const verdicts = ['a', 'b', 'c'].map((requirement) => ({
    requirement,
    kind: 'blocked' as const,
    reason: requirement === 'c' ? 'other' : 'it died',
    cases: 0,
  }));
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
  expect(printed([finished({ report: report({ coverage: { clauses, open: [] } }) })])).toContain('399/400 (99 %)');
});

test('several protocols end in a table', () => {
  expect(printed([finished(), finished({ report: report({ failures: [found] }) })])).toContain(`
protocol  verdict         passed  clauses and sides  cases  time
tea       conformant      2/3     2/3 (66 %)         20     1.2 s
tea       NOT CONFORMANT  1/3     2/3 (66 %)         20     1.2 s
`);
});

test('of a case that is played again only its own outcome is told', () => {
  expect(printed([finished({ single: true })])).not.toMatch(/covered|skipped {2}/);
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
