import type { AdmissionLimit, EndReason, ServerEvent } from './events.js';

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
    switch (event.kind) {
      case 'connected':
        this.connected += 1;
        break;
      case 'ended':
        this.ended.set(event.reason, (this.ended.get(event.reason) ?? 0) + 1);
        break;
      case 'refused':
        this.refused.set(event.limit, (this.refused.get(event.limit) ?? 0) + 1);
        break;
      case 'throttled':
        this.throttled += 1;
        break;
      case 'insecure':
        this.insecure += 1;
        break;
      case 'accept-failed':
        this.acceptFailures += 1;
        break;
      case 'fault':
        this.faults += 1;
        break;
      case 'entered':
      case 'few-descriptors':
        break;
    }
  }
}
