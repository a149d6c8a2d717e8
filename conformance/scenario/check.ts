import { findConnection, type Protocol, type World } from '../../runtime/index.js';
import { rehearsalOf } from './rehearsal.js';
import type { Scenario } from './scenario.js';
import { actionsOf, openingStage, play, standingOf } from './stage.js';

/**
 * What is wrong with a scenario, in words: nothing, for one that can be judged. Under chunk framing every frame has an
 * effect that is seen, or is its connection's last; who is not judged any more half-closes before anybody else acts, but
 * where that is the server's choice; nobody acts who is not there (docs/oracle.md, "The driver").
 */
export function flawsOf(
  protocol: Protocol,
  scenario: Scenario,
  world: World = protocol.session.initial,
): readonly string[] {
  const rehearsal = rehearsalOf(protocol);
  const chunked = protocol.model.framing.client.kind === 'chunk';
  const flaws: string[] = [];
  let stage = openingStage(world);
  for (const [i, step] of scenario.steps.entries()) {
    for (const action of actionsOf(step)) {
      const { client } = action;
      const flaw = (text: string): void => {
        flaws.push(`step ${i + 1}: ${scenario.clients[client] ?? `client ${client}`} ${text}`);
      };
      const { presence, wild, mute } = standingOf(stage, client);
      if (scenario.clients[client] === undefined) flaw('is not one of the clients');
      if (action.kind === 'connect' ? presence !== 'absent' : presence !== 'there')
        flaw(`can't ${action.kind}, it is ${presence}`);
      if (action.kind === 'write' || action.kind === 'fill') {
        if (wild) flaw('writes, and is not judged any more');
        if (mute) flaw('writes, though nothing shows that its last message was read');
        if (!wild && presence === 'there' && findConnection(stage.world, client)?.open !== true)
          flaw('writes after its end');
        if (chunked && action.kind === 'write' && action.writes.length !== 1)
          flaw('writes more than once, with nothing between');
      }
      const others = stage.clients.flatMap((one, at) =>
        one.presence === 'there' && one.wild && !one.doubtful && at !== client ? [at] : [],
      );
      if (others.length > 0 && step.kind === 'act')
        flaw(`acts, while ${others.map((at) => scenario.clients[at]).join(', ')} has not half-closed`);
      stage = play(rehearsal, stage, action).stage;
    }
  }
  for (const [client, { presence }] of stage.clients.entries()) {
    if (presence === 'there') flaws.push(`at the end: ${scenario.clients[client]} is still there`);
  }
  return flaws;
}
