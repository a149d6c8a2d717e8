import { describe, expect, test } from 'vitest';
import { processorMs } from '../../../testing/processor-time.js';
import { flawsOf } from '../../scenario/check.js';
import { withPoliteEnd } from '../../scenario/ending.js';
import { plannerOf } from '../../scenario/planner.js';
import { scenarioOf } from '../../scenario/stage.js';
import { protocols } from './protocols.js';

describe.each(protocols.map((protocol) => [protocol.model.name, protocol] as const))('planning %s', (_, protocol) => {
  const planner = plannerOf(protocol);

  test('finds a way to every clause and every branch', () => {
    expect(planner.unreached).toEqual([]);
    const unsure = planner.goals.filter(({ id, kind }) => kind !== 'choice' && planner.plan(id)?.sure !== true);
    expect(unsure).toEqual([]);
  });

  test('what a plan reaches stands in the trail of its outcomes', () => {
    for (const { id } of planner.goals) {
      const plan = planner.plan(id);
      const trails = plan?.played.outcomes.map(({ trail }) => trail) ?? [];
      expect(
        plan?.sure === true ? trails.every((trail) => trail.includes(id)) : trails.some((trail) => trail.includes(id)),
      ).toBe(true);
    }
  });

  test('finds every place of a client, with none, one and two observers', () => {
    const positions = new Set(planner.situations.map(({ position }) => position));
    expect(planner.situations.length).toBe(positions.size * 3);
  });

  test('a scenario from every situation can be ended politely, and has no flaw', () => {
    for (const { stage } of planner.situations) {
      const scenario = withPoliteEnd(protocol, scenarioOf(stage));
      expect(flawsOf(protocol, scenario)).toEqual([]);
      expect(withPoliteEnd(protocol, scenario)).toEqual(scenario);
    }
  });

  test('takes less than three seconds of a processor', () => {
    // The least of three: beside others a processor is slower now and then.
    const spent = Array.from({ length: 3 }, () => processorMs(() => plannerOf({ ...protocol })));
    expect(Math.min(...spent)).toBeLessThan(3_000);
  });
});
