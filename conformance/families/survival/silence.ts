import { plannerOf } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { openingStage } from '../../scenario/stage.js';
import { type CasePlan, caseOf, type FamilyContext, startingWorld, suiteAim } from '../family.js';

/** Somebody connects and says nothing, or stops half-way in; others come in, talk and leave, and are not kept waiting. */
export function* silenceCases(context: FamilyContext): Generator<CasePlan> {
  const world = startingWorld(context);
  const { rehearsal } = plannerOf(context.protocol, world);
  for (const silent of [1, 3]) {
    const script = new Script(rehearsal, openingStage(world));
    for (let i = 0; i < silent; i++) script.connect();
    const first = script.enter();
    script.enter();
    script.everyoneSpeaks();
    if (first !== undefined) script.leave(first);
    script.enter();
    script.everyoneSpeaks();
    const name = silent === 1 ? 'a silent connection' : `${silent} silent connections`;
    yield caseOf(context, 'survival', `${name}, others talk`, script, suiteAim(context, 'survival'));
  }
}
