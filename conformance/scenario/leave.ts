import { clausesOf, effectsIn, findConnection, type Model } from '../../runtime/index.js';
import { approach } from './approach.js';
import { essentialCandidatesOf } from './candidates.js';
import { labelsOf } from './labels.js';
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
      ? (sayGoodbye(rehearsal, stage, client, gone) ?? approach(rehearsal, stage, client, gone))
      : undefined;
  return said ?? play(rehearsal, stage, { kind: 'halfClose', client }).stage;
}

/** The stage after one message to a clause that closes, if there is one where the client is: mostly there is. */
function sayGoodbye(
  rehearsal: Rehearsal,
  stage: Stage,
  client: ClientIndex,
  gone: (at: Stage) => boolean,
): Stage | undefined {
  const closes = closingMessages(rehearsal.protocol.model, findConnection(stage.world, client)?.state);
  if (closes.size === 0) return undefined;
  for (const { reading, payload } of essentialCandidatesOf(rehearsal, stage.world, client, labelsOf(stage, client))) {
    if (reading.kind !== 'message' || !closes.has(reading.message)) continue;
    const played = play(rehearsal, stage, { kind: 'write', client, writes: [payload] });
    if (played.plain && gone(played.stage)) return played.stage;
  }
  return undefined;
}

/** The messages whose clauses have a close in them, in one state. */
function closingMessages(model: Model, state: string | undefined): ReadonlySet<string> {
  const byState = onceFor(closing, model, () => new Map<string, ReadonlySet<string>>());
  return onceFor(byState, state ?? '', () => {
    const clauses = model.session.states.find(({ name }) => name === state)?.clauses ?? [];
    return new Set(
      clauses.flatMap(({ trigger, body }) =>
        trigger.kind === 'message' && effectsIn(body).some(({ kind }) => kind === 'close') ? [trigger.name] : [],
      ),
    );
  });
}

const closing = new WeakMap<Model, Map<string, ReadonlySet<string>>>();

/** Whether there is anything at all that a client can say to have its connection closed: if not, it need not be looked for. */
export function canBeClosed(model: Model): boolean {
  return onceFor(closable, model, () =>
    clausesOf(model).some(({ body }) => effectsIn(body).some(({ kind }) => kind === 'close')),
  );
}

const closable = new WeakMap<Model, boolean>();
