import { capacityOf } from '../../runtime/index.js';
import { isSameWorld } from '../scenario/canonical.js';
import { tokenAction } from '../scenario/fence.js';
import { labelsOf } from '../scenario/labels.js';
import { type Action, type ClientIndex, FILL_DIGITS, numbered, type Payload } from '../scenario/scenario.js';
import type { Script } from '../scenario/script.js';
import { type CasePlan, caseOf, type Family, type FamilyContext, openingScript, suiteAim } from './family.js';
import { endOf, withoutEnd } from './framing/lines.js';

/** What one connection does not do must not keep the others waiting. */
export const isolation: Family = {
  name: 'isolation',
  doc: 'A client that connects and says nothing, or that stops reading, delays nobody.',
  *cases(context) {
    yield* stalledReader(context);
    for (const silent of [1, 3]) yield* silentConnections(context, silent);
  },
};

/** Some connect and say nothing; others come in, talk and leave. */
function* silentConnections(context: FamilyContext, silent: number): Generator<CasePlan> {
  const script = openingScript(context);
  for (let i = 0; i < silent; i++) script.connect();
  const others = [script.enter(), script.enter()].filter((one) => one !== undefined);
  for (const client of others) script.speak(client);
  const [first] = others;
  if (first !== undefined) script.leave(first);
  const newcomer = script.enter();
  for (const client of [...others.slice(1), newcomer]) if (client !== undefined) script.speak(client);
  const name = silent === 1 ? 'a silent connection' : `${silent} silent connections`;
  yield caseOf('isolation', `${name}, others talk`, script, suiteAim(context, 'survival'));
}

/**
 * Somebody stops reading, and is sent more than the buffers on the way hold: whoever sends to it in the thread that reads
 * another stands still then. The server may keep it, or drop it and tell the others.
 */
function* stalledReader(context: FamilyContext): Generator<CasePlan> {
  const script = openingScript(context);
  const [first, speaker, stalled] = [script.enter(), script.enter(), script.enter()];
  if (first === undefined || speaker === undefined || stalled === undefined) return;
  const fill = fillFor(script, speaker, stalled);
  if (fill === undefined) return;
  script.act({ kind: 'stall', client: stalled });
  script.act(fill);
  script.speak(first);
  script.speak(speaker);
  const newcomer = script.enter();
  if (newcomer !== undefined) script.leave(newcomer);
  yield caseOf('isolation', 'a reader that stalls, others talk', script);
}

/** As long messages of one client as there can be, that reach another and change nothing; undefined where there are none. */
function fillFor(script: Script, speaker: ClientIndex, to: ClientIndex): Action | undefined {
  const { protocol } = script.rehearsal;
  const token = tokenAction(protocol, script.stage.world, speaker, labelsOf(script.stage, speaker));
  if (token?.action.kind !== 'write' || !token.reaches.includes(to)) return undefined;
  const before = withoutEnd(script, token.action.writes[0] ?? []);
  const end = endOf(script);
  const room = capacityOf(protocol.model.framing.client) - script.rehearsal.bytes(before).length - FILL_DIGITS;
  for (const padding of [room, 64, 0]) {
    if (padding < 0 || padding > room) continue;
    const after: Payload = padding + end.length === 0 ? [] : [{ text: 'x'.repeat(padding) + end }];
    const fill = { kind: 'fill', client: speaker, before, after } as const;
    const { plain, seen, stage, outcomes } = script.try(speaker, numbered(fill, 0));
    const reached = outcomes[0]?.outputs.some((output) => output.kind === 'message' && output.to === to);
    if (plain && seen && reached && isSameWorld(stage.world, script.stage.world)) return fill;
  }
  return undefined;
}
