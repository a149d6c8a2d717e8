import type { AdmissionLimit, EndReason, ServerEvent } from './events.js';

/** The counters that an event of a kind adds one to. */
const counterOf = {
  connected: 'connected',
  throttled: 'throttled',
  insecure: 'insecure',
  'accept-failed': 'acceptFailures',
  fault: 'faults',
  entered: undefined,
  overlong: undefined,
  'few-descriptors': undefined,
} as const satisfies Record<Exclude<ServerEvent['kind'], 'ended' | 'refused'>, keyof Counters | undefined>;

/** What a server has done since it was made. Numbers only grow. */
export class Counters {
  /** Connections that were taken. */
  connected = 0;
  /** How often a connection was made to wait, for sending too much. */
  throttled = 0;
  /** Errors of the server itself. */
  faults = 0;
  /** How often the system could not accept a connection. */
  acceptFailures = 0;
  /** Connections that failed to agree on TLS. */
  insecure = 0;
  /** Messages that were read, overlong ones included. */
  received = 0;
  /** Lines that were longer than they may be. */
  overlong = 0;
  /** Texts that were sent, each counted for every connection that it was for. */
  delivered = 0;
  /** Bytes that came from clients. */
  bytesRead = 0;
  /** Bytes that went to clients. */
  bytesWritten = 0;
  /** Connections that have ended, by reason. */
  readonly ended = new Map<EndReason, number>();
  /** Connections that were refused, by the limit that refused them. */
  readonly refused = new Map<AdmissionLimit, number>();

  /** Counts something that has happened. */
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
