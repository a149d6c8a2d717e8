import { expect, test } from 'vitest';
import { Pace } from '../../engine/pace.js';
import type { TraceEntry } from '../../oracle/trace.js';

/** Two messages to one client, so many milliseconds apart, as often as asked for. */
function paceOf(pauses: readonly number[]): Pace {
  const pace = new Pace();
  const read: TraceEntry = { kind: 'read', connection: 0, bytes: Buffer.from('x') };
  for (const ms of pauses) pace.note([{ kind: 'connect', connection: 0 }, read, read], [0, 1, 1 + ms]);
  return pace;
}

test('messages that wait for acknowledgements are told of', () => {
  expect(paceOf(Array(20).fill(42)).remark).toMatch(/^20 times .* TCP_NODELAY/);
});

test('a server that is quick, slow for another reason, or was so by chance is not', () => {
  expect(paceOf(Array(20).fill(0.2)).remark).toBeUndefined();
  expect(paceOf(Array.from({ length: 100 }, (_, i) => i / 2)).remark).toBeUndefined();
  expect(paceOf(Array(20).fill(52)).remark).toBeUndefined();
  expect(paceOf([40, 41, 42]).remark).toBeUndefined();
});

test('what follows upon something that somebody did is no pause of the server', () => {
  const pace = new Pace();
  const read: TraceEntry = { kind: 'read', connection: 0, bytes: Buffer.from('x') };
  for (let i = 0; i < 20; i++)
    pace.note([read, { kind: 'write', connection: 1, bytes: Buffer.from('y') }, read], [0, 39, 40]);
  expect(pace.remark).toBeUndefined();
});
