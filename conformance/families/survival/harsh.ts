import { type Candidate, varied } from '../../scenario/candidate.js';
import { isSameWorld } from '../../scenario/canonical.js';
import { isObserver, observingPosition } from '../../scenario/observer.js';
import { type Plan, plannerOf } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import type { Played } from '../../scenario/stage.js';
import {
  type CasePlan,
  COMPANY,
  caseOf,
  type FamilyContext,
  localId,
  positionName,
  startingWorld,
  suiteAim,
} from '../family.js';
import { isOrdinary } from '../session/clauses.js';
import { proveLife } from './proof.js';

/**
 * What the ordinary cases leave out: the clauses and branches that only bytes out of order, a line over the limit, the
 * server's own choice or an undefined case comes to. Each before one other, before two, and alone.
 */
export function* harshClauseCases(context: FamilyContext, inside: boolean): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const counts = [1, 2, 0];
  const ordinary = (goal: string): boolean => counts.some((count) => isOrdinaryOrNone(planner.plan(goal, count)));
  const found = new Map<string, { readonly plan: Plan; readonly name: string }>();
  for (const { id } of planner.goals) {
    if (ordinary(id)) continue;
    const plans = counts.flatMap((count) => planner.plan(id, count) ?? []);
    for (const plan of plans.length > 0 ? plans : [planner.plan(id)]) {
      if (plan === undefined || isInside(context, plan) !== inside) continue;
      const same = JSON.stringify(plan.played.stage.actions);
      // Of the branches that one input leads to the innermost names the case, but for those that the server may not take.
      if (plan.sure || !found.has(same))
        found.set(same, { plan, name: `${localId(context, id)}, ${COMPANY[plan.observers ?? 3] ?? 'with others'}` });
    }
  }
  for (const { plan, name } of found.values()) {
    const script = new Script(planner.rehearsal, plan.before);
    script.act(plan.action);
    proveLife(script);
    yield caseOf('survival', name, script, plan.goal);
  }
}

function isOrdinaryOrNone(plan: Plan | undefined): boolean {
  return plan !== undefined && isOrdinary(plan);
}

/** What is done to a server by a client that it has let in may cost that client; what comes before, all who come after. */
function isInside(context: FamilyContext, { before, actor }: Plan): boolean {
  const { rehearsal } = plannerOf(context.protocol, startingWorld(context));
  return isObserver(rehearsal, before, actor);
}

/** Kinds of harsh input, and how many of each are tried in one place. */
const MOST = { invalid: 8, overlong: 8, undefined: 6 } as const;
type Harshness = keyof typeof MOST;

/** How often what is wrong is sent again: a server counts nobody out that the spec lets stay. */
const STRIKES = { line: 101, chunk: 33 } as const;

/** What is no message, again and again from wherever its answer leaves the client where it is, before one other. */
export function* strikeCases(context: FamilyContext): Generator<CasePlan> {
  const { rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
  const { kind } = context.protocol.model.framing.client;
  const strikes = STRIKES[kind];
  for (const { stage, actor, position, observers } of situations) {
    if (observers !== 1) continue;
    const script = new Script(rehearsal, stage);
    const wrong = script.essentials(actor).find(({ payload, reading }) => {
      const { plain, seen, stage: after } = script.try(actor, payload);
      return reading.kind === 'unrecognized' && plain && seen && isSameWorld(after.world, stage.world);
    });
    if (wrong === undefined) continue;
    const all = Array.from({ length: strikes }, () => wrong.payload);
    // Where lines have ends, all of them go in one write.
    for (const payload of kind === 'line' ? [all.flat()] : all) script.write(actor, payload);
    proveLife(script);
    const name = `${strikes} times what is no message, ${positionName(position)}`;
    yield caseOf('survival', name, script, suiteAim(context, 'survival'));
  }
}

/** All harsh inputs there are, wherever a client can be, before one other. */
export function* harshInputCases(context: FamilyContext, inside: boolean): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const settled = observingPosition(planner.rehearsal);
  for (const { stage, actor, position, observers } of planner.situations) {
    if (observers !== 1 || (position === settled) !== inside) continue;
    const start = (): Script => new Script(planner.rehearsal, stage);
    // Those that are answered, and leave the client where it is, follow one another.
    const row = start();
    let said = 0;
    const counts: Record<Harshness, number> = { invalid: 0, overlong: 0, undefined: 0 };
    for (const candidate of varied(start().candidates(actor))) {
      const script = start();
      const played = script.try(actor, candidate.payload);
      const kind = harshnessOf(candidate, played);
      if (kind === undefined || counts[kind] >= MOST[kind]) continue;
      counts[kind] += 1;
      if (played.plain && played.seen && isSameWorld(played.stage.world, stage.world)) {
        row.write(actor, candidate.payload);
        said += 1;
        continue;
      }
      script.write(actor, candidate.payload);
      proveLife(script);
      yield caseOf(
        'survival',
        `${kind} ${counts[kind]}, ${positionName(position)}`,
        script,
        suiteAim(context, 'survival'),
      );
    }
    if (said === 0) continue;
    proveLife(row);
    yield caseOf(
      'survival',
      `invalid and overlong in a row, ${positionName(position)}`,
      row,
      suiteAim(context, 'survival'),
    );
  }
}

function harshnessOf({ reading }: Candidate, { plain }: Played): Harshness | undefined {
  if (reading.kind === 'invalid' || reading.kind === 'overlong') return reading.kind;
  return plain ? undefined : 'undefined';
}
