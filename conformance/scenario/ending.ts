import type { Protocol, World } from '../../runtime/index.js';
import { leave } from './leave.js';
import { isObserver } from './observer.js';
import { type Rehearsal, rehearsalOf } from './rehearsal.js';
import type { ClientIndex, Scenario, Step } from './scenario.js';
import { actionsOf, openingStage, play, presentClients, type Stage } from './stage.js';

/**
 * The scenario with a polite end: everyone who is still there leaves, one by one, the others see it. Who can't say a
 * word that closes its connection half-closes it, as do, first of all, those of whom it is not known what they may
 * say; who reads no more is reset. An end that the scenario has already is made anew.
 */
export function withPoliteEnd(
  protocol: Protocol,
  scenario: Scenario,
  world: World = protocol.session.initial,
): Scenario {
  const rehearsal = rehearsalOf(protocol);
  const steps = scenario.steps.filter((step) => step.kind === 'block' || step.ending !== true);
  let stage = openingStage(world);
  for (const action of steps.flatMap(actionsOf)) stage = play(rehearsal, stage, action).stage;
  return { clients: scenario.clients, steps: [...steps, ...politeEnd(rehearsal, stage)] };
}

/** The same for a scenario that ends on this stage: what is to be added to its steps. */
export function politeEnd(rehearsal: Rehearsal, from: Stage): readonly Step[] {
  let stage = from;
  for (const [client, { presence, stalled }] of stage.clients.entries())
    if (presence === 'there' && stalled) stage = play(rehearsal, stage, { kind: 'reset', client }).stage;
  const wild = stage.clients.flatMap(({ presence, wild }, client) => (presence === 'there' && wild ? [client] : []));
  for (const client of wild) stage = play(rehearsal, stage, { kind: 'halfClose', client }).stage;
  const present = presentClients(stage);
  // Those who have not come in yet first: their coming and going is then seen, too.
  const observing = (client: ClientIndex): boolean => isObserver(rehearsal, stage, client);
  for (const client of [...present.filter((one) => !observing(one)), ...present.filter(observing)])
    stage = leave(rehearsal, stage, client);
  return stage.actions.slice(from.actions.length).map((action): Step => ({ kind: 'act', action, ending: true }));
}
