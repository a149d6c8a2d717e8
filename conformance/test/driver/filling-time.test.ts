import { expect, test } from 'vitest';
import { isWorthFilling } from '../../driver/filling-time.js';

/** Where sending ends that would be over after so many milliseconds. */
function endsAt(wholeMs: number): { readonly ms: number; readonly share: number } {
  let ms = 0;
  while (isWorthFilling(ms / wholeMs, ms, 3_000)) ms += 100;
  return { ms, share: ms / wholeMs };
}

test('what is filled within five times its time is filled, however slowly', () => {
  expect(endsAt(1_000)).toEqual({ ms: 1_000, share: 1 });
  expect(endsAt(14_000)).toEqual({ ms: 14_000, share: 1 });
});

test('what takes longer than that is given up when its time is over', () => {
  expect(endsAt(16_000).ms).toBe(3_000);
  expect(endsAt(1_000_000).ms).toBe(3_000);
});
