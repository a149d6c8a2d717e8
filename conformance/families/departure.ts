import { findConnection } from '../../runtime/index.js';
import { observingPosition } from '../scenario/observer.js';
import { personAt } from '../scenario/people.js';
import { plannerOf, type Situation } from '../scenario/planner.js';
import type { Action, ClientIndex } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import type { Played } from '../scenario/stage.js';
import {
  type CasePlan,
  COMPANY,
  caseOf,
  type Family,
  type FamilyContext,
  localId,
  openingScript,
  positionName,
  startingWorld,
} from './family.js';

/** How a client goes, from the gentle to the harsh. */
const WAYS = ['a message', 'half-close', 'close', 'reset'] as const;
type Way = (typeof WAYS)[number];

/**
 * Leaving, in every way and from every state: that those who stay are told once and rightly, that nothing is kept of
 * who has gone, and that the rest goes on.
 */
export const departure: Family = {
  name: 'departure',
  doc: 'Clients that leave by a message, half-close, close and reset, in every state: told once, forgotten, and nobody else disturbed.',
  *cases(context) {
    const { rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
    const settled = observingPosition(rehearsal);
    for (const way of WAYS) {
      for (const situation of situations) if (situation.position === settled) yield* stateCase(context, situation, way);
      yield* middleCase(context, way);
      yield* returnCase(context, way);
    }
    // One cut before it has come in is the end of many a server.
    for (const way of WAYS) {
      for (const situation of situations) if (situation.position !== settled) yield* stateCase(context, situation, way);
    }
    yield* otherEnds(context);
  },
};

function* stateCase(
  context: FamilyContext,
  { stage, actor, position, observers }: Situation,
  way: Way,
): Generator<CasePlan> {
  // Of a cut that nobody is there to see nothing can be told.
  if (observers === 0 && way !== 'half-close') return;
  const planner = plannerOf(context.protocol, startingWorld(context));
  const script = new Script(planner.rehearsal, stage);
  const left = leave(script, actor, way);
  if (left === undefined) return;
  // What is said twice, or too late, now stands among what is said by others.
  script.everyoneSpeaks();
  script.everyoneSpeaks();
  const name = `${way}, ${positionName(position)}, ${COMPANY[observers]}`;
  const clause = left.outcomes[0]?.trail.at(-1);
  yield caseOf('departure', name, script, planner.goals.some(({ id }) => id === clause) ? clause : undefined);
}

/** Clauses and branches of ends that no such situation comes to. */
function* otherEnds(context: FamilyContext): Generator<CasePlan> {
  const { goals, plan, rehearsal, situations } = plannerOf(context.protocol, startingWorld(context));
  const stages = new Set(situations.map(({ stage }) => stage));
  for (const { id } of goals) {
    const found = plan(id);
    if (found?.manner !== 'end' || stages.has(found.before)) continue;
    const script = new Script(rehearsal, found.played.stage);
    script.everyoneSpeaks();
    yield caseOf('departure', localId(context, id), script, id);
  }
}

/** Of three the second leaves: those before and behind it must still find each other, and who comes next finds all. */
function* middleCase(context: FamilyContext, way: Way): Generator<CasePlan> {
  const script = openingScript(context);
  const clients = [script.enter(), script.enter(), script.enter()];
  const [, middle] = clients;
  if (middle === undefined || clients.includes(undefined) || leave(script, middle, way) === undefined) return;
  script.everyoneSpeaks();
  script.everyoneAddresses();
  script.enter();
  script.everyoneSpeaks();
  script.everyoneAddresses();
  yield caseOf('departure', `${way}, the second of three, then another comes`, script);
}

/** Somebody leaves, and another comes in with all that the one had: what is sent to that name goes to the new one. */
function* returnCase(context: FamilyContext, way: Way): Generator<CasePlan> {
  const script = openingScript(context);
  const [other, first] = [script.enter(), script.enter()];
  if (other === undefined || first === undefined) return;
  const attributes = findConnection(script.stage.world, first)?.attributes ?? {};
  if (Object.keys(attributes).length === 0) return;
  const played = leave(script, first, way);
  // Until somebody has seen it go, its name may be taken still.
  if (played === undefined || !(played.seen || way === 'a message' || way === 'half-close')) return;
  const second = script.enter({ person: personAt(first), used: 0 });
  if (
    second === undefined ||
    JSON.stringify(findConnection(script.stage.world, second)?.attributes) !== JSON.stringify(attributes)
  )
    return;
  script.everyoneAddresses();
  script.everyoneSpeaks();
  yield caseOf('departure', `${way}, then another has the name`, script);
}

/** Lets a client leave; undefined where there is no such way for it. */
function leave(script: Script, client: ClientIndex, way: Way): Played | undefined {
  const action = leaving(script, client, way);
  return action === undefined ? undefined : script.act(action);
}

function leaving(script: Script, client: ClientIndex, way: Way): Action | undefined {
  switch (way) {
    case 'half-close':
      return { kind: 'halfClose', client };
    case 'close':
    case 'reset':
      return { kind: way, client };
    case 'a message': {
      const closing = script.essentials(client).find(({ payload }) => {
        const { plain, stage } = script.try(client, payload);
        return plain && findConnection(stage.world, client) === undefined;
      });
      return closing === undefined ? undefined : { kind: 'write', client, writes: [closing.payload] };
    }
  }
}
