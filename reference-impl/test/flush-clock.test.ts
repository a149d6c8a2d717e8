import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FlushClock } from '../server/flush-clock.js';
import { pass, stopClock } from './peers.js';

beforeEach(stopClock);
afterEach(() => void vi.useRealTimers());

/** A clock whose flushes take so long, and when each began. */
function clock(takes: () => number, arrived: () => boolean = () => false) {
  const begun: number[] = [];
  const flush = (): void => {
    begun.push(performance.now());
    // As if the writes had taken so long: time passes, and nothing else is done meanwhile.
    vi.advanceTimersByTime(takes());
  };
  return { clock: new FlushClock(flush, arrived), begun };
}

test('an idle server flushes as soon as the turn is over', async () => {
  const { clock: idle, begun } = clock(() => 0);
  idle.request();
  expect(begun).toEqual([]);
  await pass(0);
  expect(begun).toEqual([0]);
  await pass(5);
  idle.request();
  idle.request();
  await pass(0);
  expect(begun).toEqual([0, 5]);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [40, 2],
])('after a flush that took %i ms it gathers for %i ms', async (took, gathers) => {
  const { clock: busy, begun } = clock(() => took);
  busy.request();
  await pass(0);
  busy.request();
  await pass(gathers - 1);
  expect(begun).toEqual([0]);
  await pass(1);
  expect(begun).toEqual([0, took + gathers]);
});

const often = Array.from({ length: 20 }, (_, half) => half / 2);

/** How long it gathers before each flush of those that take 40 ms, with more coming at these times of the nth wait. */
async function gatherings(count: number, more: (nth: number) => readonly number[]): Promise<readonly number[]> {
  const { clock: busy, begun } = clock(() => 40);
  busy.request();
  await pass(0);
  const gathered: number[] = [];
  while (gathered.length < count) {
    const [asked, flushed] = [performance.now(), begun.length];
    busy.request();
    for (let passed = 0; begun.length === flushed; passed += 0.5) {
      if (more(gathered.length).includes(passed)) busy.request();
      await pass(0.5);
    }
    gathered.push((begun.at(-1) ?? 0) - asked);
  }
  return gathered;
}

test('it gathers for longer while more comes until the end, seven milliseconds at most', async () => {
  expect(await gatherings(8, () => often)).toEqual([2, 3, 4, 5, 6, 7, 7, 7]);
});

test('it gathers no longer where what comes comes at once', async () => {
  expect(await gatherings(4, () => [0])).toEqual([2, 2, 2, 2]);
});

test('where nothing more comes it soon gathers no longer than before', async () => {
  expect(await gatherings(8, (nth) => (nth < 3 ? often : []))).toEqual([2, 3, 4, 5, 4, 3, 2, 2]);
});

test('while clients come in one after the other it gathers for as long as the last flush took', async () => {
  let coming = true;
  const { clock: crowded, begun } = clock(
    () => 40,
    () => coming,
  );
  crowded.request();
  await pass(0);
  crowded.request();
  await pass(35);
  expect(begun).toEqual([0]);
  await pass(5);
  expect(begun).toHaveLength(2);
  // Nobody comes any more: what waits goes out with the next look.
  crowded.request();
  await pass(2);
  coming = false;
  await pass(4);
  expect(begun).toHaveLength(3);
});
