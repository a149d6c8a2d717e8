import { expect, test } from 'vitest';
import type { Attempt } from '../../engine/attempt.js';
import { type ConfirmOptions, confirm } from '../../engine/confirm.js';
import { bytes, fault } from '../report/fixtures.js';

const scenario = { clients: [], steps: [] };
const base = { scenario, straying: false, run: { trace: [] } } as unknown as Attempt;
const accepted: Attempt = { ...base, kind: 'accepted', messages: () => [] };
const found = (clause: string, late = false): Attempt => ({
  ...base,
  kind: 'found',
  finding: { fault: fault({ kind: 'unexpected', connection: 0, entry: 0, clause, got: bytes('boo') }), late },
});
const finding = { fault: fault({ kind: 'unexpected', connection: 0, entry: 0, clause: 'a/x' }), late: false };

function confirming(attempt: ConfirmOptions['attempt'], more: Partial<ConfirmOptions> = {}) {
  const broken: ReadonlySet<string> = new Set(['a/y']);
  return confirm(scenario, finding, {
    attempt,
    serves: async () => true,
    tainted: false,
    broken: () => broken,
    signal: new AbortController().signal,
    ...more,
  });
}

test('what is known to be broken and has been missed in vain is told to the replays that follow, and nothing else is', async () => {
  const missed: string[][] = [];
  const late = [found('a/z', true), found('a/y', true), found('a/x'), accepted];
  await confirming(async (_, known) => {
    missed.push([...known]);
    return late[missed.length - 1] ?? accepted;
  });
  expect(missed.slice(0, 4)).toEqual([[], [], ['a/y'], ['a/y']]);
});

test('what shows each time is sure after as many as are enough; what does not is tried on', async () => {
  expect(await confirming(async () => found('a/x'), { enough: 3 })).toEqual({ kind: 'believed', failed: 3, tries: 3 });
  let times = 0;
  const once = await confirming(async () => (times++ === 0 ? accepted : found('a/x')), { enough: 3 });
  expect(once).toEqual({ kind: 'believed', failed: 9, tries: 10 });
});

test('what was seen before and in no replay is replayed once', async () => {
  const outside = 'what came is of somebody else';
  const reason = `${outside}, and it did not come again in 1 replay`;
  const doubted = { kind: 'doubted', failed: 0, tries: 1, reason, unlessAlone: true };
  expect(await confirming(async () => accepted, { outside, most: 1 })).toEqual(doubted);
  expect(await confirming(async () => found('a/y'), { outside, most: 1 })).toMatchObject({ kind: 'explained' });
  expect(await confirming(async () => found('a/x'), { outside, most: 1 })).toMatchObject({ kind: 'believed' });
});
