import { describe, expect, test } from 'vitest';
import { createFrameDecoder, type Protocol, type SessionEvent, type World } from '../../../runtime/index.js';
import type { CasePlan } from '../../families/family.js';
import { families } from '../../families/index.js';
import { flawsOf } from '../../scenario/check.js';
import { createFresh, payloadBytes } from '../../scenario/fresh.js';
import { goalsOf } from '../../scenario/goals.js';
import { plannerOf } from '../../scenario/planner.js';
import type { Action } from '../../scenario/scenario.js';
import { protocols } from '../scenario/protocols.js';

const RUNS = 12;

function casesOf(protocol: Protocol, seed: number, world?: () => World): readonly CasePlan[] {
  return families.flatMap((family) => [
    ...family.cases({ protocol, seed, runs: RUNS, ...(world === undefined ? {} : { world }) }),
  ]);
}

/**
 * A server without a fault, which takes the first outcome of everything. It is written without the suite's own
 * rehearsal, and knows the values of a run rather than those with which the scenario was made.
 */
function serve(
  protocol: Protocol,
  plan: CasePlan,
  number: number,
  start = protocol.session.initial,
): { readonly trail: ReadonlySet<string>; readonly possible: ReadonlySet<string>; readonly world: World } {
  const fresh = createFresh(protocol, number);
  const decoders = new Map<number, ReturnType<typeof createFrameDecoder>>();
  const trail = new Set<string>();
  const possible = new Set<string>();
  let world = start;
  const happens = (event: Parameters<Protocol['session']['outcomes']>[1]): void => {
    const outcomes = protocol.session.outcomes(world, event);
    for (const id of outcomes[0]?.trail ?? []) trail.add(id);
    for (const id of outcomes.flatMap((one) => one.trail)) possible.add(id);
    world = outcomes[0]?.world ?? world;
  };
  const perform = (action: Action): void => {
    const connection = action.client;
    if (action.kind === 'connect') {
      decoders.set(connection, createFrameDecoder(protocol.model.framing.client));
      happens({ kind: 'connect', connection });
    } else if (action.kind === 'write') {
      for (const payload of action.writes) {
        for (const frame of decoders.get(connection)?.push(payloadBytes(payload, fresh)) ?? [])
          happens({ ...frame, connection });
      }
    } else happens({ kind: 'end', connection });
  };
  for (const step of plan.scenario.steps)
    for (const action of step.kind === 'act' ? [step.action] : step.lanes.flat()) perform(action);
  return { trail, possible, world };
}

/** How many outcomes each action has, alone; where `late`, at a server that does not notice an end before somebody else could tell. */
function choices(protocol: Protocol, plan: CasePlan, number: number, late: boolean): readonly number[] {
  const fresh = createFresh(protocol, number);
  const decoders = new Map<number, ReturnType<typeof createFrameDecoder>>();
  let world = protocol.session.initial;
  const happens = (event: SessionEvent, unseen = false): number => {
    const outcomes = protocol.session.outcomes(world, event);
    const [first] = outcomes;
    if (first === undefined) return 0;
    const toOthers = first.outputs.some((output) => output.kind !== 'wild' && output.to !== event.connection);
    if (!late || !unseen || toOthers) world = first.world;
    return outcomes.length;
  };
  return plan.scenario.steps.flatMap((step) => {
    if (step.kind !== 'act') return [];
    const { action } = step;
    const connection = action.client;
    if (action.kind === 'connect') {
      decoders.set(connection, createFrameDecoder(protocol.model.framing.client));
      return [happens({ kind: 'connect', connection })];
    }
    if (action.kind === 'write') {
      const frames = action.writes.flatMap(
        (payload) => decoders.get(connection)?.push(payloadBytes(payload, fresh)) ?? [],
      );
      return frames.map((frame) => happens({ ...frame, connection }));
    }
    // Whoever half-closes sees its own end.
    if (action.kind === 'halfClose') return [happens({ kind: 'end', connection })];
    return action.kind === 'close' || action.kind === 'reset' ? [happens({ kind: 'end', connection }, true)] : [];
  });
}

describe.each(protocols.map((protocol) => [protocol.model.name, protocol] as const))(
  'the cases of %s',
  (name, protocol) => {
    const cases = casesOf(protocol, 1);

    test('cover every clause, every side of a guard and every choice', () => {
      const trails = cases.map((plan, i) => serve(protocol, plan, i + 1));
      const sure = new Set(trails.flatMap(({ trail }) => [...trail]));
      const possible = new Set(trails.flatMap((one) => [...one.possible]));
      const goals = goalsOf(protocol.model);
      expect(goals.filter(({ id, kind }) => kind !== 'choice' && !sure.has(id)).map(({ id }) => id)).toEqual([]);
      expect(goals.filter(({ id }) => !possible.has(id)).map(({ id }) => id)).toEqual([]);
    });

    test('cover as much of one server that is never started anew', () => {
      // Each case is made when it is taken, from the world that the ones before it have left.
      let world = protocol.session.initial;
      let number = 0;
      const sure = new Set<string>();
      for (const family of families) {
        for (const plan of family.cases({ protocol, seed: 1, runs: RUNS, world: () => world })) {
          const served = serve(protocol, plan, ++number, world);
          expect(served.world.connections).toEqual([]);
          for (const id of served.trail) sure.add(id);
          world = served.world;
        }
      }
      expect(
        goalsOf(protocol.model)
          .filter(({ id, kind }) => kind !== 'choice' && !sure.has(id))
          .map(({ id }) => id),
      ).toEqual([]);
    });

    test('come to the clause or branch that each is made for', () => {
      const ids = new Set(plannerOf(protocol).goals.map(({ id }) => id));
      for (const [i, plan] of cases.entries()) {
        if (plan.aim === undefined || plan.aim.startsWith(`${name}/suite/`)) continue;
        expect(ids).toContain(plan.aim);
        expect([...serve(protocol, plan, i + 1).possible]).toContain(plan.aim);
      }
    });

    test('have no flaw: every frame is seen or the last, nobody unjudged sends more, everyone leaves', () => {
      for (const plan of cases) expect([plan.id, ...flawsOf(protocol, plan.scenario)]).toEqual([plan.id]);
    });

    test('ask for nothing that an end has made possible which nobody can have seen', () => {
      for (const [i, plan] of cases.entries()) {
        if (plan.scenario.steps.some(({ kind }) => kind !== 'act')) continue;
        const [late, prompt] = [true, false].map((one) => choices(protocol, plan, i + 1, one));
        expect([plan.id, late]).toEqual([plan.id, prompt]);
      }
    });

    test('leave nobody behind, whatever values the run has', () => {
      for (const [i, plan] of cases.entries()) expect(serve(protocol, plan, 46_000 + i).world.connections).toEqual([]);
    });

    test('have ids of their own', () => {
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      for (const { id, family } of cases) expect(id.startsWith(`${family}/`)).toBe(true);
    });

    test('are the same for the same seed, and differ for another', () => {
      expect(casesOf(protocol, 1)).toEqual(cases);
      expect(casesOf(protocol, 2)).not.toEqual(cases);
    });

    test('come back from JSON as they were', () => {
      expect(JSON.parse(JSON.stringify(cases))).toEqual(cases);
    });

    test('begin with one client at a time, and cut nobody before it has come in until the end', () => {
      const session = cases.filter(({ family }) => family === 'session');
      const cuts = (plan: CasePlan): boolean =>
        plan.scenario.steps.some(
          (step) => step.kind === 'act' && (step.action.kind === 'reset' || step.action.kind === 'close'),
        );
      expect(session.some(cuts)).toBe(false);
    });
  },
);
