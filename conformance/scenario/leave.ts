import { clausesOf, effectsIn, findConnection, type Model } from '../../runtime/index.js';
import { approach } from './approach.js';
import { onceFor } from './once-for.js';
import type { Rehearsal } from './rehearsal.js';
import type { ClientIndex } from './scenario.js';
import { canWrite, play, type Stage, standingOf } from './stage.js';

/**
 * The stage once a client is gone: by the shortest way of messages to a clause that closes its connection, else by a
 * half-close. Who is gone already stays so.
 */
export function leave(rehearsal: Rehearsal, stage: Stage, client: ClientIndex): Stage {
  if (standingOf(stage, client).presence !== 'there') return stage;
  const gone = (at: Stage): boolean => findConnection(at.world, client) === undefined;
  const said =
    canBeClosed(rehearsal.protocol.model) && canWrite(stage, client)
      ? approach(rehearsal, stage, client, gone)
      : undefined;
  return said ?? play(rehearsal, stage, { kind: 'halfClose', client }).stage;
}

/** Whether there is anything at all that a client can say to have its connection closed: if not, it need not be looked for. */
function canBeClosed(model: Model): boolean {
  return onceFor(closable, model, () =>
    clausesOf(model).some(({ body }) => effectsIn(body).some(({ kind }) => kind === 'close')),
  );
}

const closable = new WeakMap<Model, boolean>();
