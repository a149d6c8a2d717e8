import { expect, test } from 'vitest';
import { employ } from '../../engine/staff.js';

/** Workers who all wait until they are let go. */
function crew() {
  let atWork = 0;
  let letGo = (): void => {};
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const changed: (() => void)[] = [];
  return {
    work: async () => {
      atWork += 1;
      for (const tell of changed.splice(0)) tell();
      await over;
    },
    get atWork() {
      return atWork;
    },
    async until(count: number) {
      while (atWork < count) await new Promise<void>((resolve) => void changed.push(resolve));
    },
    letGo: () => letGo(),
  };
}

const asleep = { left: () => true };
const never = (error: unknown): never => {
  throw error;
};

test('one more is taken on again and again while processors are idle, up to the most', async () => {
  const crowd = crew();
  const done = employ({ least: 2, most: 5 }, { work: crowd.work, left: () => 1_000, failed: never }, asleep, 1);
  await crowd.until(5);
  crowd.letGo();
  await done;
  expect(crowd.atWork).toBe(5);
});

test.each([
  ['while processors are busy', { left: () => false }, 1_000],
  ['where so little is left that it would not pay', asleep, 10],
])('nobody is taken on %s', async (_, spare, left) => {
  const crowd = crew();
  let looked = 0;
  const looking = new Promise<void>((resolve) => {
    const watched = {
      left: () => {
        if (++looked === 20) resolve();
        return spare.left();
      },
    };
    void employ({ least: 1, most: 5 }, { work: crowd.work, left: () => left, failed: never }, watched, 1);
  });
  await looking;
  expect(crowd.atWork).toBe(1);
  crowd.letGo();
});

test('what one of them throws is told at once, and thrown once the others are through', async () => {
  const crowd = crew();
  const told: unknown[] = [];
  let turn = 0;
  const job = {
    work: () => (turn++ === 0 ? Promise.reject(new Error('no port')) : crowd.work()),
    left: () => 0,
    failed: (error: unknown) => {
      told.push(error);
      crowd.letGo();
    },
  };
  await expect(employ({ least: 2, most: 2 }, job)).rejects.toThrow('no port');
  expect(told).toHaveLength(1);
  expect(crowd.atWork).toBe(1);
});
