import {
  type ConnectionId,
  clausesOf,
  conditionsIn,
  type Model,
  type Protocol,
  type World,
} from '../../runtime/index.js';
import { type Candidate, templateKeyOf } from './candidate.js';
import { candidatesOfOne, essentialCandidatesOf, type Labels } from './candidates.js';
import { isSameWorld } from './canonical.js';
import { onceFor } from './once-for.js';
import { personAt } from './people.js';
import { type Rehearsal, rehearsalOf } from './rehearsal.js';
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
  const known = onceFor(tokens, protocol, () => new Map<string, Known>());
  const company = companyOf(world, client);
  // Where everyone stands as they stood before, what reached the most then does so again, with other values.
  const before = known.get(company);
  if (before !== undefined && !asksForValues(protocol.model)) {
    const [candidate] = candidatesOfOne(rehearsal, world, client, labels, templateKeyOf(before.key));
    const again = candidate === undefined ? undefined : tokenOf(rehearsal, world, client, labels, candidate);
    if (candidate?.key === before.key && again?.reaches.length === before.reaches) return again;
  }
  let best: (Token & { readonly key: string }) | undefined;
  for (const candidate of essentialCandidatesOf(rehearsal, world, client, labels)) {
    const token = tokenOf(rehearsal, world, client, labels, candidate);
    if (token !== undefined && token.reaches.length > (best?.reaches.length ?? 0))
      best = { ...token, key: candidate.key };
    // None reaches more than all.
    if (best?.reaches.length === world.connections.length) break;
  }
  if (best !== undefined) known.set(company, { key: best.key, reaches: best.reaches.length });
  return best;
}

/** The candidate that reached the most, and how many. */
interface Known {
  readonly key: string;
  readonly reaches: number;
}

const tokens = new WeakMap<Protocol, Map<string, Known>>();

/** Whether what a message comes to can depend on what somebody has, beside whether it is the same as what is sent. */
function asksForValues(model: Model): boolean {
  return onceFor(asking, model, () =>
    clausesOf(model).some(({ body }) =>
      conditionsIn(body).some((one) => {
        if (one.kind === 'compare') return one.left.kind !== 'field' || one.right.kind !== 'field';
        return one.kind === 'isSet' || (one.kind === 'matches' && one.value.kind !== 'field');
      }),
    ),
  );
}

const asking = new WeakMap<Model, boolean>();

/** Where a client and all others stand, whoever they are. */
function companyOf({ connections, groups }: World, client: ConnectionId): string {
  const standingOf = ({ id, state, open, judged }: World['connections'][number]): string => {
    const member = Object.values(groups).map((ids) => (ids.includes(id) ? '+' : '-'));
    return `${state} ${open} ${judged} ${member.join('')}`;
  };
  const own = connections.filter(({ id }) => id === client).map(standingOf);
  const others = connections.filter(({ id }) => id !== client).map(standingOf);
  return [...own, '', ...others.sort()].join('\n');
}

/** What a candidate is as a token, if it is one. */
function tokenOf(
  rehearsal: Rehearsal,
  world: World,
  client: ClientIndex,
  { person }: Labels,
  { payload, reading }: Candidate,
): Token | undefined {
  if (reading.kind !== 'message') return undefined;
  const fresh = payload.filter((part) => 'fresh' in part && part.fresh.startsWith(person));
  if (fresh.length === 0) return undefined;
  const bytes = frameBytes(rehearsal.bytes(payload), rehearsal.protocol);
  const [outcome, ...others] = react(rehearsal, world, [{ kind: 'frame', connection: client, bytes }]);
  if (outcome === undefined || others.length > 0 || !isSameWorld(outcome.world, world)) return undefined;
  const own = fresh.map((part) => Buffer.from(rehearsal.bytes([part])).toString('utf8'));
  const reaches = outcome.outputs.flatMap((output) => {
    if (output.kind !== 'message' || output.times.min === 0) return [];
    const text = output.text.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
    return own.some((value) => text.includes(value)) ? [output.to] : [];
  });
  return { action: { kind: 'write', client, writes: [payload] }, reaches };
}

/** A payload's bytes without the terminator that every payload of a candidate has under line framing. */
function frameBytes(bytes: Uint8Array, { model }: Protocol): Uint8Array {
  const { client } = model.framing;
  if (client.kind === 'chunk') return bytes;
  return bytes.subarray(0, bytes.length - (client.write === 'crlf' ? 2 : 1));
}
