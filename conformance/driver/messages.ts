import { type Fresh, payloadBytes } from '../scenario/fresh.js';
import type { Payload } from '../scenario/scenario.js';

/** The bytes of one write, and what its effects are known by. */
export interface OutgoingBytes {
  readonly bytes: Uint8Array;
  /** A value that no write before has held: where it comes back, this write has been read. */
  readonly token: Uint8Array | undefined;
}

/** A shorter value could stand in a text by chance. */
const tellingBytes = 6;

/** Makes payloads into bytes for one run. */
export class OutgoingMessages {
  private readonly used = new Set<string>();
  private ready: { readonly payload: Payload; readonly made: OutgoingBytes } | undefined;

  constructor(private readonly fresh: Fresh) {}

  /** Makes the next one that will be asked for: while the server is at work on what was sent before, there is time. */
  prepare(payload: Payload): void {
    this.ready = { payload, made: this.make(payload) };
  }

  make(payload: Payload): OutgoingBytes {
    const { ready } = this;
    // Whatever is asked for, what was made ahead is of no more use after it.
    this.ready = undefined;
    if (ready?.payload === payload) return ready.made;
    let token: Uint8Array | undefined;
    for (const part of payload) {
      if (!('fresh' in part) || this.used.has(part.fresh)) continue;
      this.used.add(part.fresh);
      // A changed value may stand inside of another.
      const value = part.as === undefined ? payloadBytes([part], this.fresh) : undefined;
      if (value !== undefined && value.length >= tellingBytes) token ??= value;
    }
    return { bytes: payloadBytes(payload, this.fresh), token };
  }
}
