import type { AdmissionLimit, EndReason, ServerEvent } from './events.js';

/** The counters that an event of a kind adds one to. */
const counterOf = {
  connected: 'connected',
  throttled: 'throttled',
  insecure: 'insecure',
  'accept-failed': 'acceptFailures',
  fault: 'faults',
  entered: undefined,
  'few-descriptors': undefined,
} as const satisfies Record<Exclude<ServerEvent['kind'], 'ended' | 'refused'>, keyof Counters | undefined>;

/** What a server has done since it was made. Numbers only grow. */
export class Counters {
  connected = 0;
  throttled = 0;
  faults = 0;
  acceptFailures = 0;
  insecure = 0;
  /** Messages that were read, overlong ones included. */
  received = 0;
  /** Texts that were sent, each counted for every connection that it was for. */
  delivered = 0;
  bytesRead = 0;
  bytesWritten = 0;
  readonly ended = new Map<EndReason, number>();
  readonly refused = new Map<AdmissionLimit, number>();

  count(event: ServerEvent): void {
    if (event.kind === 'ended') addOne(this.ended, event.reason);
    else if (event.kind === 'refused') addOne(this.refused, event.limit);
    else {
      const counter = counterOf[event.kind];
      if (counter !== undefined) this[counter] += 1;
    }
  }
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
