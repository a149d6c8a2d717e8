import { positionOf } from '../../scenario/canonical.js';
import { plannerOf } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { type CasePlan, caseOf, type FamilyContext, positionName, startingWorld } from '../family.js';
import { movesOf } from './pairs.js';

/**
 * The same bytes once more, from the same client and then from the others, wherever a client can be. Everywhere else a
 * value is sent once, and a server that drops what it has seen before would not be found.
 */
export function* repeatCases(context: FamilyContext): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  const seen = new Set<string>();
  for (const { stage, actor, position, observers } of planner.situations) {
    if (observers !== 1 || seen.has(position)) continue;
    seen.add(position);
    const script = new Script(planner.rehearsal, stage);
    const done = new Set<string>();
    for (;;) {
      const next = movesOf(script, actor).find((move) => move.stays && !done.has(move.branch));
      if (next === undefined) break;
      done.add(next.branch);
      const others = script.present.filter((client) => client !== actor);
      for (const client of [actor, actor, ...others]) {
        const { plain, seen: isSeen, stage: after } = script.try(client, next.payload);
        const stays = positionOf(after, client) === positionOf(script.stage, client);
        if (plain && isSeen && stays) script.write(client, next.payload);
      }
    }
    if (done.size === 0) continue;
    script.everyoneSpeaks();
    yield caseOf('session', `the same again, ${positionName(position)}`, script);
  }
}
