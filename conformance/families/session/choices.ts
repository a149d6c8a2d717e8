import { isSameWorld } from '../../scenario/canonical.js';
import { plannerOf } from '../../scenario/planner.js';
import { Script } from '../../scenario/script.js';
import { type CasePlan, COMPANY, caseOf, type FamilyContext, localId, startingWorld } from '../family.js';

/**
 * What the server may choose: the client stays, silent, whatever became of it, while the others go on. Where it was
 * taken in, they now have a fellow with something that the ordinary cases never give two of them.
 */
export function* choiceCases(context: FamilyContext): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  for (const { id, kind } of planner.goals) {
    if (kind !== 'choice') continue;
    for (const observers of [1, 2]) {
      const plan = planner.plan(id, observers);
      if (plan === undefined) continue;
      // Values that somebody has are the more telling ones.
      const script = new Script(planner.rehearsal, plan.before);
      const shared = script
        .essentials(plan.actor)
        .find((one) => one.why === 'collision' && isOpen(script, plan.actor, one.payload, id));
      script.leaveOpen(
        shared === undefined ? plan.action : { kind: 'write', client: plan.actor, writes: [shared.payload] },
      );
      const others = script.present.filter((client) => client !== plan.actor);
      for (const client of others) {
        script.speak(client);
        for (const { key, payload, why } of script.essentials(client)) {
          const stays = isSameWorld(script.try(client, payload).stage.world, script.stage.world);
          if (why === 'collision' && stays) script.sendIfPlain(client, key);
        }
      }
      script.act({ kind: 'halfClose', client: plan.actor });
      script.everyoneSpeaks();
      yield caseOf('session', `${localId(context, id)}, ${COMPANY[observers] ?? observers}`, script, id);
    }
  }
}

function isOpen(script: Script, client: number, payload: Parameters<Script['try']>[1], goal: string): boolean {
  return script.try(client, payload).outcomes.some(({ trail }) => trail.includes(goal));
}
