import type { Protocol, World } from '../../runtime/index.js';
import type { Reading } from './candidate.js';
import { essentialCandidatesOf } from './candidates.js';
import { canonicalKey, positionOf } from './canonical.js';
import { type Goal, goalsOf } from './goals.js';
import { labelsOf } from './labels.js';
import { isObserver } from './observer.js';
import { onceFor } from './once-for.js';
import { type Rehearsal, rehearsalOf } from './rehearsal.js';
import type { Action, ClientIndex } from './scenario.js';
import { canWrite, openingStage, type Played, play, presentClients, type Stage } from './stage.js';

/**
 * How far planning looks: first what one client alone can come to, then two, then three, each up to a number of kinds of
 * world. What lies beyond is reported as not reached.
 */
const ROUNDS = [
  { connections: 1, depth: 8, worlds: 100 },
  { connections: 2, depth: 8, worlds: 150 },
  { connections: 3, depth: 8, worlds: 150 },
] as const;
type Bounds = (typeof ROUNDS)[number];

/** For how many worlds plans are kept. */
const KEPT_WORLDS = 16;

/** How a plan's last action is made: what a user types, an orderly end, or what no client should send. */
export type Manner = 'text' | 'end' | 'harsh';

/** The shortest way to something that a spec speaks of. */
export interface Plan {
  readonly goal: string;
  readonly actor: ClientIndex;
  /** How many others there are, all of them observing; undefined: somebody is there who is not. */
  readonly observers: number | undefined;
  /** Up to the action that reaches it, and what comes of that. */
  readonly before: Stage;
  readonly action: Action;
  readonly played: Played;
  readonly manner: Manner;
  /** It is in every outcome; else the server may have chosen otherwise. */
  readonly sure: boolean;
}

/** A client somewhere, with none, one or two others that observe it. */
export interface Situation {
  readonly stage: Stage;
  readonly actor: ClientIndex;
  readonly position: string;
  readonly observers: number;
}

export interface Planner {
  readonly rehearsal: Rehearsal;
  readonly goals: readonly Goal[];
  /** The best plan found: with that many observers, or with as many as there may be. */
  plan(goal: string, observers?: number): Plan | undefined;
  readonly situations: readonly Situation[];
  /** Goals for which no plan was found. */
  readonly unreached: readonly Goal[];
}

/** The plans for a protocol, from a world without connections; made once for each such world. */
export function plannerOf(protocol: Protocol, world: World = protocol.session.initial): Planner {
  const rehearsal = rehearsalOf(protocol);
  const byWorld = onceFor(planners, protocol, () => new Map<string, Planner>());
  // A world that moves with every case would fill the memory with plans for worlds that are past.
  if (byWorld.size >= KEPT_WORLDS) byWorld.clear();
  return onceFor(byWorld, JSON.stringify(world.variables), () => createPlanner(rehearsal, world));
}

const planners = new WeakMap<Protocol, Map<string, Planner>>();

function createPlanner(rehearsal: Rehearsal, world: World): Planner {
  const { protocol } = rehearsal;
  const goals = goalsOf(protocol.model);
  const plans = new Map<string, Plan>();
  const situations = new Map<string, Situation>();

  const note = (plan: Omit<Plan, 'goal' | 'sure'>): void => {
    const [first, ...others] = plan.played.outcomes;
    const possible = new Set(plan.played.outcomes.flatMap(({ trail }) => trail));
    for (const goal of possible) {
      const sure = first?.trail.includes(goal) === true && others.every(({ trail }) => trail.includes(goal));
      const found: Plan = { ...plan, goal, sure };
      const slot = slotOf(goal, plan.observers);
      const known = plans.get(slot);
      if (known === undefined || rank(found) > rank(known)) plans.set(slot, found);
    }
  };

  const arrive = (stage: Stage): void => {
    for (const actor of presentClients(stage)) {
      const observers = observersAround(rehearsal, stage, actor);
      const position = positionOf(stage, actor);
      const key = `${position}/${observers}`;
      if (observers !== undefined && !situations.has(key)) situations.set(key, { stage, actor, position, observers });
    }
  };
  for (const bounds of ROUNDS) explore(rehearsal, openingStage(world), bounds, { edge: note, stage: arrive });

  const plan: Planner['plan'] = (goal, observers) => {
    if (observers !== undefined) return plans.get(slotOf(goal, observers));
    // One observer is enough to see it by; who is surely brought there comes before who may be.
    const found = [1, 2, 0, undefined].flatMap((count) => plans.get(slotOf(goal, count)) ?? []);
    return found.reduce<Plan | undefined>(
      (best, one) => (best === undefined || rank(one) > rank(best) ? one : best),
      undefined,
    );
  };
  return {
    rehearsal,
    goals,
    plan,
    situations: [...situations.values()],
    unreached: goals.filter(({ id }) => plan(id) === undefined),
  };
}

/** Sure before possible, single outcomes before open ones, gentle before harsh, seen before silent. */
function rank({ sure, played, manner }: Plan): number {
  return (sure ? 8 : 0) + (played.plain ? 4 : 0) + (manner === 'harsh' ? 0 : 2) + (played.seen ? 1 : 0);
}

function slotOf(goal: string, observers: number | undefined): string {
  return `${goal} ${observers ?? 'mixed'}`;
}

/** Breadth first, each kind of stage once, never past an action after which it is not known where everyone is. */
function explore(
  rehearsal: Rehearsal,
  root: Stage,
  bounds: Bounds,
  visit: { readonly edge: (plan: Omit<Plan, 'goal' | 'sure'>) => void; readonly stage: (stage: Stage) => void },
): void {
  let frontier: readonly Stage[] = [root];
  const known = new Set([canonicalKey(rehearsal.protocol, root)]);
  for (let depth = 0; depth <= bounds.depth && frontier.length > 0; depth++) {
    const next: Stage[] = [];
    for (const stage of frontier) {
      visit.stage(stage);
      if (depth === bounds.depth) continue;
      for (const { action, manner } of actionsFrom(rehearsal, stage, bounds)) {
        const played = play(rehearsal, stage, action);
        const observers = observersAround(rehearsal, stage, action.client);
        visit.edge({ actor: action.client, observers, before: stage, action, played, manner });
        if (!played.plain) continue;
        const key = canonicalKey(rehearsal.protocol, played.stage);
        if (known.has(key) || known.size >= bounds.worlds) continue;
        known.add(key);
        next.push(played.stage);
      }
    }
    frontier = next;
  }
}

/** What can be done from here: those who are there act before anybody else comes, so that they come one by one. */
function actionsFrom(
  rehearsal: Rehearsal,
  stage: Stage,
  bounds: Bounds,
): readonly { readonly action: Action; readonly manner: Manner }[] {
  const present = presentClients(stage);
  const inputs = present
    .filter((client) => canWrite(stage, client))
    .flatMap((client) =>
      Array.from(
        essentialCandidatesOf(rehearsal, stage.world, client, labelsOf(stage, client)),
        ({ payload, reading }) => ({
          action: { kind: 'write', client, writes: [payload] } as const,
          manner: mannerOf(reading),
        }),
      ),
    );
  const arrivals =
    present.length < bounds.connections
      ? [{ action: { kind: 'connect', client: stage.clients.length } as const, manner: 'text' as const }]
      : [];
  const ends = present.map((client) => ({ action: { kind: 'halfClose', client } as const, manner: 'end' as const }));
  return [...inputs, ...arrivals, ...ends];
}

function mannerOf(reading: Reading): Manner {
  return reading.kind === 'invalid' || reading.kind === 'overlong' ? 'harsh' : 'text';
}

/** How many others are there, if all of them observe. */
function observersAround(rehearsal: Rehearsal, stage: Stage, actor: ClientIndex): number | undefined {
  const others = presentClients(stage).filter((client) => client !== actor);
  return others.every((client) => isObserver(rehearsal, stage, client)) ? others.length : undefined;
}
