import { essentialCandidatesOf, type Labels } from './candidates.js';
import { canonicalKey } from './canonical.js';
import { labelsOf } from './labels.js';
import type { Rehearsal } from './rehearsal.js';
import type { Action, ClientIndex } from './scenario.js';
import { canWrite, play, type Stage } from './stage.js';

/** Messages past which nobody's goal lies. */
const FARTHEST = 5;

/**
 * The shortest sequence of one client's own inputs, from here, to a stage that is wanted: each with one outcome, so that
 * it is known where the client is, and under chunk framing each seen to be read before the next.
 */
export function approach(
  rehearsal: Rehearsal,
  stage: Stage,
  client: ClientIndex,
  wanted: (stage: Stage) => boolean,
  /** Whose values it sends; its own, if nothing is said. */
  labels?: Labels,
): Stage | undefined {
  if (wanted(stage)) return stage;
  let frontier: readonly { readonly at: Stage; readonly labels: Labels }[] = [
    { at: stage, labels: labels ?? labelsOf(stage, client) },
  ];
  const known = new Set<string>();
  for (let depth = 0; depth < FARTHEST; depth++) {
    const reached: { at: Stage; labels: Labels }[] = [];
    for (const { at, labels: left } of frontier) {
      if (!canWrite(at, client)) continue;
      for (const { payload, labels: uses } of essentialCandidatesOf(rehearsal, at.world, client, left)) {
        const action: Action = { kind: 'write', client, writes: [payload] };
        const played = play(rehearsal, at, action);
        if (!played.plain) continue;
        if (wanted(played.stage)) return played.stage;
        reached.push({ at: played.stage, labels: { ...left, used: left.used + uses } });
      }
    }
    // Mostly the next message is the one: only where it is not does it matter which stages are alike.
    for (const { at } of frontier) known.add(canonicalKey(rehearsal.protocol, at));
    frontier = reached.filter(({ at }) => {
      const key = canonicalKey(rehearsal.protocol, at);
      const isNew = !known.has(key);
      known.add(key);
      return isNew;
    });
  }
  return undefined;
}
