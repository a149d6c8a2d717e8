import { clausesOf, type Effect, type Model, type World } from '../../runtime/index.js';
import { approach } from './approach.js';
import type { Labels } from './candidates.js';
import { canonicalKey, positionOf } from './canonical.js';
import { onceFor } from './once-for.js';
import type { Rehearsal } from './rehearsal.js';
import type { ClientIndex } from './scenario.js';
import { openingStage, play, type Stage, standingOf } from './stage.js';

/**
 * Where a client is when it hears the most of what others do: in the groups that most is sent to. An observer shows
 * what is announced, what goes astray, and that the server still serves.
 */
export function observingPosition(rehearsal: Rehearsal): string {
  return onceFor(positions, rehearsal, () => findPosition(rehearsal));
}

const positions = new WeakMap<Rehearsal, string>();

export function isObserver(rehearsal: Rehearsal, stage: Stage, client: ClientIndex): boolean {
  const { presence, wild } = standingOf(stage, client);
  return presence === 'there' && !wild && positionOf(stage, client) === observingPosition(rehearsal);
}

/** The stage once this client, connected or not, has become an observer; undefined where it can't. */
export function settle(rehearsal: Rehearsal, stage: Stage, client: ClientIndex, labels?: Labels): Stage | undefined {
  let at = stage;
  if (standingOf(at, client).presence === 'absent') {
    const played = play(rehearsal, at, { kind: 'connect', client });
    if (!played.plain) return undefined;
    at = played.stage;
  }
  return approach(rehearsal, at, client, (reached) => isObserver(rehearsal, reached, client), labels);
}

/** Tries every position that a client alone can come to. */
function findPosition(rehearsal: Rehearsal): string {
  const { protocol } = rehearsal;
  const heard = audienceOf(protocol.model);
  const connected = play(rehearsal, openingStage(protocol.session.initial), { kind: 'connect', client: 0 }).stage;
  const seen = new Set<string>();
  let best = { position: positionOf(connected, 0), score: -1 };
  // The search looks at the stages that it comes to in order, the nearest first; it wants none of them.
  approach(rehearsal, connected, 0, (stage) => {
    const key = canonicalKey(protocol, stage);
    if (seen.has(key) || standingOf(stage, 0).presence !== 'there') return false;
    seen.add(key);
    const score = Object.entries(stage.world.groups).reduce(
      (sum, [group, members]) => sum + (members.includes(0) ? (heard.get(group) ?? 0) : 0),
      0,
    );
    if (score > best.score) best = { position: positionOf(stage, 0), score };
    return false;
  });
  return best.position;
}

/** Whether something may be sent to a group that this client is in. */
export function isAudience({ protocol }: Rehearsal, { groups }: World, client: ClientIndex): boolean {
  const heard = audienceOf(protocol.model);
  return Object.entries(groups).some(([group, members]) => members.includes(client) && heard.has(group));
}

/** How many sends of the session go to each group; those that need not be made count little. */
function audienceOf(model: Model): ReadonlyMap<string, number> {
  const audience = new Map<string, number>();
  const walk = (body: readonly Effect[]): void => {
    for (const effect of body) {
      if (effect.kind === 'branch') for (const arm of effect.arms) walk(arm.body);
      if (effect.kind !== 'send' || effect.to.kind !== 'members') continue;
      const { group } = effect.to.of;
      audience.set(group, (audience.get(group) ?? 0) + (effect.times.min > 0 ? 1 : 0.01));
    }
  };
  for (const clause of clausesOf(model)) walk(clause.body);
  return audience;
}
