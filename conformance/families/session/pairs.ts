import type { Candidate } from '../../scenario/candidate.js';
import { positionOf } from '../../scenario/canonical.js';
import { plannerOf, type Situation } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { standingOf } from '../../scenario/stage.js';
import { type CasePlan, caseOf, type FamilyContext, positionName, startingWorld } from '../family.js';

/** Steps past which a tour is not drawn out; what it has not paired by then is left. */
const LONGEST = 60;

/**
 * Every clause after every other, on one connection, before an observer. The ones that leave the client where it is are
 * all strung on one tour; the ones that take it elsewhere have a case each, behind each of the former.
 */
export function* pairCases(context: FamilyContext): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const seen = new Set<string>();
  for (const situation of planner.situations) {
    if (situation.observers !== 1 || seen.has(situation.position)) continue;
    seen.add(situation.position);
    yield* casesIn(context, situation);
  }
}

/** What an input leads to: the innermost branch, and whether its client stays where it is. */
export interface Move {
  readonly branch: string;
  readonly stays: boolean;
  readonly payload: Candidate['payload'];
}

function* casesIn(context: FamilyContext, { stage, actor, position }: Situation): Generator<CasePlan> {
  const { rehearsal } = plannerOf(context.protocol, startingWorld(context));
  const start = (): Script => new Script(rehearsal, stage);
  const tour = start();
  const done = new Set<string>();
  let last: string | undefined;
  for (let steps = 0; steps < LONGEST; steps++) {
    const stays = movesOf(tour, actor).filter((move) => move.stays);
    const open = (from: string | undefined): readonly Move[] =>
      stays.filter((move) => !done.has(`${from} ${move.branch}`));
    // From here if anything is open here; else on to where something is.
    const next = open(last)[0] ?? stays.find((move) => open(move.branch).length > 0);
    if (next === undefined) break;
    done.add(`${last} ${next.branch}`);
    last = next.branch;
    tour.write(actor, next.payload);
  }
  const name = positionName(position);
  if (last !== undefined) yield caseOf('session', `one after the other, ${name}`, tour);

  for (const first of movesOf(start(), actor).filter((move) => move.stays)) {
    const ways = new Set<string>();
    for (;;) {
      const script = start();
      script.write(actor, first.payload);
      const exit = movesOf(script, actor).find((move) => !move.stays && !ways.has(move.branch));
      if (exit === undefined) break;
      ways.add(exit.branch);
      script.write(actor, exit.payload);
      script.everyoneSpeaks();
      yield caseOf('session', `${branchName(exit.branch)} after ${branchName(first.branch)}, ${name}`, script);
    }
  }
}

/** The ordinary inputs of a client where it is, one for each branch that they lead to. */
export function movesOf(script: Script, client: number): readonly Move[] {
  const moves = new Map<string, Move>();
  const position = positionOf(script.stage, client);
  for (const { payload, reading } of script.essentials(client)) {
    if (reading.kind === 'invalid') continue;
    const played = script.try(client, payload);
    const branch = played.outcomes[0]?.trail.at(-1);
    if (!played.plain || !played.seen || branch === undefined || moves.has(branch)) continue;
    const stays =
      standingOf(played.stage, client).presence === 'there' && positionOf(played.stage, client) === position;
    moves.set(branch, { branch, stays, payload });
  }
  return [...moves.values()];
}

function branchName(id: string): string {
  return id.split('/').slice(2).join('/');
}
