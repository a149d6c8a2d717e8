import fc from 'fast-check';
import type { ConnectionId, SessionEvent } from '../world.js';

type Step = {
  readonly who: number;
  readonly does: { readonly kind: 'frame'; readonly bytes: Uint8Array } | { readonly kind: 'overlong' | 'end' };
};

/** How many connections there are at once. */
const SEATS = 4;

/**
 * What can happen to a server: some connections that come, say something, and go, in any order. The events of each
 * connection stand in the order in which they can happen: it connects first and ends last, and its id is not used again.
 */
export function eventsOf(frames: fc.Arbitrary<Uint8Array>, overlong: boolean): fc.Arbitrary<readonly SessionEvent[]> {
  const does = fc.oneof(
    { weight: 16, arbitrary: frames.map((bytes) => ({ kind: 'frame', bytes }) as const) },
    ...(overlong ? [{ weight: 1, arbitrary: fc.constant({ kind: 'overlong' } as const) }] : []),
    { weight: 2, arbitrary: fc.constant({ kind: 'end' } as const) },
  );
  return fc.array(fc.record({ who: fc.nat(SEATS - 1), does }), { maxLength: 60, size: 'max' }).map(eventsFrom);
}

function eventsFrom(steps: readonly Step[]): readonly SessionEvent[] {
  const seats: (ConnectionId | undefined)[] = [];
  const events: SessionEvent[] = [];
  let arrived = 0;
  for (const { who, does } of steps) {
    let connection = seats[who];
    if (connection === undefined) {
      connection = seats[who] = ++arrived;
      events.push({ kind: 'connect', connection });
    }
    events.push({ ...does, connection });
    if (does.kind === 'end') seats[who] = undefined;
  }
  return events;
}
