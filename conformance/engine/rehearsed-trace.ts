import { type Outcome, type Protocol, type TextPattern, terminatorOf } from '../../runtime/index.js';
import type { Trace, TraceEntry } from '../oracle/trace.js';
import { type Rehearsal, rehearsalOf } from '../scenario/rehearsal.js';
import type { Action, Scenario } from '../scenario/scenario.js';
import { actionsOf, openingStage, play } from '../scenario/stage.js';

/**
 * What a server that keeps to the spec would make of a scenario, up to the action that comes to this clause or branch:
 * undefined where none does. What is the server's choice is left out or shown as `<any name>`.
 */
export function rehearsedTrace(protocol: Protocol, scenario: Scenario, id: string): Trace | undefined {
  const rehearsal = rehearsalOf(protocol);
  const trace: TraceEntry[] = [];
  let stage = openingStage(protocol.session.initial);
  for (const action of scenario.steps.flatMap(actionsOf)) {
    const played = play(rehearsal, stage, action);
    const reaching = played.outcomes.find(({ trail }) => trail.includes(id));
    trace.push(...deedsOf(rehearsal, action), ...answersOf(protocol, reaching ?? played.outcomes[0]));
    if (reaching !== undefined) return trace;
    stage = played.stage;
  }
  return undefined;
}

function deedsOf(rehearsal: Rehearsal, action: Action): readonly TraceEntry[] {
  const { kind, client: connection } = action;
  if (kind === 'hear' || kind === 'rest' || kind === 'fill') return [];
  if (kind !== 'write') return [{ kind, connection }];
  return action.writes.map((payload) => ({ kind, connection, bytes: rehearsal.bytes(payload) }));
}

function answersOf({ model }: Protocol, outcome: Outcome | undefined): readonly TraceEntry[] {
  const terminator = terminatorOf(model.framing.server);
  return (outcome?.outputs ?? []).flatMap((output): readonly TraceEntry[] => {
    if (output.kind === 'close') return [{ kind: 'end', connection: output.to, how: 'fin' }];
    if (output.kind !== 'message' || output.times.min === 0) return [];
    return [{ kind: 'read', connection: output.to, bytes: Buffer.from(textOf(output.text) + terminator, 'utf8') }];
  });
}

function textOf(pattern: TextPattern): string {
  return pattern.map((piece) => (typeof piece === 'string' ? piece : `<any ${piece.any}>`)).join('');
}
