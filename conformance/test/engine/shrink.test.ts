import { expect, test } from 'vitest';
import { shrink } from '../../engine/shrink.js';
import type { Scenario, Step } from '../../scenario/scenario.js';

/** So many clients that only connect. */
function crowd(many: number): Scenario {
  const clients = Array.from({ length: many }, (_, i) => `C${i}`);
  return { clients, steps: clients.map((_, client): Step => ({ kind: 'act', action: { kind: 'connect', client } })) };
}

/** The smallest of a crowd in which these are still there, and how many scenarios were tried for it. */
async function shrunk(many: number, needed: readonly string[]): Promise<{ clients: readonly string[]; tries: number }> {
  let tries = 0;
  const smallest = await shrink(crowd(many), {
    budget: { tries: 1_000, ms: 10_000 },
    complete: (core) => core,
    stillFails: async (candidate) => {
      tries += 1;
      return needed.every((name) => candidate.clients.includes(name)) && candidate.steps.length >= needed.length;
    },
  });
  return { clients: smallest.clients, tries };
}

test('of a crowd half is dropped at a time', async () => {
  const { clients, tries } = await shrunk(48, ['C31']);
  expect(clients).toEqual(['C31']);
  expect(tries).toBeLessThan(20);
});

test('whoever is needed stays, wherever they are in it', async () => {
  const { clients, tries } = await shrunk(48, ['C0', 'C13', 'C47']);
  expect(clients).toEqual(['C0', 'C13', 'C47']);
  expect(tries).toBeLessThan(60);
});

test('a crowd that is needed as a whole stays', async () => {
  const all = crowd(5).clients;
  expect((await shrunk(5, all)).clients).toEqual(all);
});
