import { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../engine/events.js';
import { Progress } from '../../report/progress.js';
import { chat, connect, failure, fault, report, scenarioOf } from './fixtures.js';

afterEach(() => vi.useRealTimers());

class Screen extends Writable {
  text = '';
  columns = 80;
  rows = 24;

  constructor(readonly isTTY: boolean) {
    super({
      write: (chunk: Buffer, _encoding, done) => {
        this.text += chunk.toString();
        done();
      },
    });
  }
}

const found = failure([connect(0)], fault({ kind: 'missing', connection: 0, entry: 1 }));
const EVENTS: readonly RunEvent[] = [
  { kind: 'start', model: chat('line').model, target: '127.0.0.1:7000', seed: 1, runs: 5, requirements: [], cases: 9 },
  { kind: 'case-start', id: 'session/one', family: 'session', number: 1 },
  {
    kind: 'case-end',
    result: {
      id: 'session/one',
      family: 'session',
      scenario: scenarioOf('Ana'),
      trace: [],
      times: [],
      judgement: { kind: 'inconclusive', reason: '' },
      ms: 1,
    },
  },
  { kind: 'confirming', id: 'session/one', doing: 'shrink', tries: 3 },
  { kind: 'failure', failure: found },
];

function heard(screen: Screen, ms = 1_000): Screen {
  vi.useFakeTimers();
  const progress = new Progress(screen as unknown as NodeJS.WriteStream);
  for (const event of EVENTS) progress.hear(event);
  vi.advanceTimersByTime(ms);
  progress.hear({ kind: 'end', report: report() });
  vi.advanceTimersByTime(1_000);
  progress.stop();
  return screen;
}

const PLAIN_LINE = /^tea: 1\/9 cases, session, 1 failed, \d\d\.\d s, shrinks session\/one$/;

test('a terminal shows how far the run is', () => {
  vi.stubEnv('TERM', 'xterm');
  expect(heard(new Screen(true)).text).toMatch(/tea: 1\/9 cases, session, 1 failed, \d\.\d s, shrinks session\/one/);
});

test('anything else gets nothing of a short run, and a line of a long one now and then', () => {
  expect(heard(new Screen(false)).text).toBe('');
  const lines = heard(new Screen(false), 40_000).text.split('\n');
  expect(lines).toEqual([expect.stringMatching(PLAIN_LINE), expect.stringMatching(PLAIN_LINE), '']);
});
