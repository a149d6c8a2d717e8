import type { Candidate, Why } from '../../scenario/candidate.js';
import { isObserver } from '../../scenario/observer.js';
import { rehearsalOf } from '../../scenario/rehearsal.js';
import { Script } from '../../scenario/script.js';
import { openingStage, type Played, standingOf } from '../../scenario/stage.js';
import { type CasePlan, caseOf, type FamilyContext, startingWorld } from '../family.js';
import { createRandom, type Random } from './random.js';

/** How far a walk may move a number of the world: there are ends from which no later case would come back. */
const FARTHEST = 100_000;
/** Inputs looked at for a step before another step is tried. */
const TRIES = 12;

/** How often each kind of input is chosen, against each other. */
const WEIGHTS: Readonly<Record<Why, number>> = {
  fresh: 8,
  absent: 2,
  outside: 2,
  collision: 6,
  variant: 3,
  integer: 4,
  length: 2,
  literal: 3,
  word: 1,
  character: 3,
  near: 4,
  invalid: 0,
  overlong: 0,
};

/**
 * Random walks through the session, two to four clients, ten to twenty steps each, only of inputs that have one outcome.
 * In the first third everyone comes in before the next one connects.
 */
export function* walkCases(context: FamilyContext): Generator<CasePlan> {
  for (let run = 0; run < context.runs; run++) {
    // Each walk has a seed of its own, so that it is the same however many others there are.
    const random = createRandom(Math.imul(context.seed + 1, 0x9e3779b1) + run * 0x85ebca6b);
    const script = new Script(rehearsalOf(context.protocol), openingStage(startingWorld(context)));
    walk(script, random, run * 3 < context.runs);
    yield { ...caseOf('session', `walk ${run + 1}`, script), generated: true };
  }
}

function walk(script: Script, random: Random, oneByOne: boolean): void {
  const clients = 2 + random.below(3);
  const steps = 10 + random.below(11);
  if (oneByOne) for (let i = 0; i < clients; i++) script.enter();
  const target = script.stage.actions.length + steps;
  for (let tries = 0; script.stage.actions.length < target && tries < steps * 4; tries++) {
    const { present } = script;
    if (present.length < clients && (present.length === 0 || random.chance(0.3))) {
      script.connect();
      continue;
    }
    const client = random.pick(present);
    if (client === undefined) continue;
    const settled = isObserver(script.rehearsal, script.stage, client);
    // Who stands outside goes in more often than not: most of what there is to see is inside.
    if (!settled && random.chance(0.5)) script.settle(client);
    else step(script, random, client);
  }
}

/** One input of a client, if one is found that may be sent. */
function step(script: Script, random: Random, client: number): void {
  const templates = script.templates(client);
  // Of one template alone candidates are made: there are many, and one is needed.
  const of = (wanted: Why): readonly Candidate[] => {
    const template = random.pick(templates.filter(({ why }) => why === wanted));
    return template === undefined ? [] : script.candidatesOfOne(client, template.key);
  };
  const mayLeave = random.chance(0.15);
  for (let tries = 0; tries < TRIES; tries++) {
    const candidate = random.pick(of(weighted(random)));
    if (candidate === undefined) continue;
    const played = script.try(client, candidate.payload);
    if (!mayBeSent(script, candidate, played, client)) continue;
    if (standingOf(played.stage, client).presence !== 'there' && !mayLeave) continue;
    script.goOn(played);
    return;
  }
}

function mayBeSent(script: Script, { payload }: Candidate, { plain, seen, stage }: Played, client: number): boolean {
  const chunked = script.rehearsal.protocol.model.framing.client.kind === 'chunk';
  if (!plain || (chunked && !seen)) return false;
  const before = script.stage.world;
  const attributes = (of: typeof before): string =>
    JSON.stringify(of.connections.find(({ id }) => id === client)?.attributes ?? {});
  const left = standingOf(stage, client).presence !== 'there';
  // A name is one that no other case has: a server that keeps names too long is told so once, not in every case.
  if (!left && !payload.some((part) => 'fresh' in part) && attributes(stage.world) !== attributes(before)) return false;
  return Object.values(stage.world.variables).every(
    (value) => typeof value !== 'number' || Math.abs(value) <= FARTHEST || !canMove(before.variables, value),
  );
}

/** Whether the number was near before: a world that is far out already stays there. */
function canMove(before: Readonly<Record<string, unknown>>, value: number): boolean {
  return !Object.values(before).includes(value);
}

const TOTAL = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);

function weighted(random: Random): Why {
  let left = random.below(TOTAL);
  for (const why of Object.keys(WEIGHTS) as Why[]) {
    left -= WEIGHTS[why];
    if (left < 0) return why;
  }
  return 'fresh';
}
