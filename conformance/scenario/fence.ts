import type { ConnectionId, Protocol, World } from '../../runtime/index.js';
import { essentialCandidatesOf, type Labels } from './candidates.js';
import { isSameWorld } from './canonical.js';
import { personAt } from './people.js';
import { rehearsalOf } from './rehearsal.js';
import type { Action, ClientIndex } from './scenario.js';
import { react } from './stage.js';

/** Labels from here on are not used by the steps of scenarios. */
const TOKEN_LABELS = 400;

/** A message by which others know that its sender is still heard. */
export interface Token {
  readonly action: Action;
  /** Those who are owed it, the sender among them if it is. */
  readonly reaches: readonly ConnectionId[];
}

/**
 * A message that this client can send where it is, which changes nothing, whose effect only it can have caused (what is
 * sent on carries a value that nobody has used), and which reaches as many as possible. Undefined where there is none.
 */
export function tokenAction(
  protocol: Protocol,
  world: World,
  client: ClientIndex,
  /** Whose values it carries; those of no scenario's steps, if nothing is said. Two tokens of one run need different ones. */
  labels: Labels = { person: personAt(client), used: TOKEN_LABELS },
): Token | undefined {
  const rehearsal = rehearsalOf(protocol);
  let best: Token | undefined;
  for (const candidate of essentialCandidatesOf(rehearsal, world, client, labels)) {
    if (candidate.reading.kind !== 'message') continue;
    const fresh = candidate.payload.filter((part) => 'fresh' in part && part.fresh.startsWith(labels.person));
    if (fresh.length === 0) continue;
    const bytes = frameBytes(rehearsal.bytes(candidate.payload), protocol);
    const [outcome, ...others] = react(rehearsal, world, [{ kind: 'frame', connection: client, bytes }]);
    if (outcome === undefined || others.length > 0 || !isSameWorld(outcome.world, world)) continue;
    const own = fresh.map((part) => Buffer.from(rehearsal.bytes([part])).toString('utf8'));
    const reaches = outcome.outputs.flatMap((output) => {
      if (output.kind !== 'message' || output.times.min === 0) return [];
      const text = output.text.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
      return own.some((value) => text.includes(value)) ? [output.to] : [];
    });
    if (reaches.length > (best?.reaches.length ?? 0))
      best = { action: { kind: 'write', client, writes: [candidate.payload] }, reaches };
    // None reaches more than all.
    if (best?.reaches.length === world.connections.length) break;
  }
  return best;
}

/** A payload's bytes without the terminator that every payload of a candidate has under line framing. */
function frameBytes(bytes: Uint8Array, { model }: Protocol): Uint8Array {
  const { client } = model.framing;
  if (client.kind === 'chunk') return bytes;
  return bytes.subarray(0, bytes.length - (client.write === 'crlf' ? 2 : 1));
}
