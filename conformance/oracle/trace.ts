import type { ConnectionId } from '../../runtime/index.js';

/**
 * What happened, in the order in which the suite did or saw it. No clock and no plan stands in it: that a write came
 * after something was read is told by its place alone, and that is all the real time that the oracle knows.
 */
export type Trace = readonly TraceEntry[];

/** Whether it is the suite's own doing: not what the server did, nor the passing of time. */
export function isDeed({ kind }: TraceEntry): boolean {
  return kind !== 'read' && kind !== 'end' && kind !== 'patience';
}

/** One thing that the suite did or saw. */
export type TraceEntry =
  /** Before the SYN is sent. */
  | { readonly kind: 'connect'; readonly connection: ConnectionId }
  /** One write. */
  | { readonly kind: 'write'; readonly connection: ConnectionId; readonly bytes: Uint8Array }
  | { readonly kind: 'halfClose' | 'close' | 'reset'; readonly connection: ConnectionId }
  /** From here on we read no more of it, and nothing of it is told but what we do to it. */
  | { readonly kind: 'stall'; readonly connection: ConnectionId }
  /** The connection has been silent or stalled past what the spec lets a server bear: from here on it may be dropped. */
  | { readonly kind: 'patience'; readonly connection: ConnectionId }
  | { readonly kind: 'read'; readonly connection: ConnectionId; readonly bytes: Uint8Array }
  /** `fin`: an orderly end. `error`: a reset, or any other error, after which what was sent may have been lost. */
  | { readonly kind: 'end'; readonly connection: ConnectionId; readonly how: 'fin' | 'error' };
