import type { ConnectionId } from '../../runtime/world.js';
import type { Limits } from './limits.js';

/**
 * Why a connection is no longer heard. `closed`: the session closed it. `finished`: the client sent FIN. `failed`: a
 * reset, or another error of its socket. `slow`: more than `unsentBytes` waited for it. `idle`: silent for `idleMs`.
 * `login`: not in after `loginMs`. `stopped`: the server itself is closing.
 */
export type EndReason = 'closed' | 'finished' | 'failed' | 'slow' | 'idle' | 'login' | 'stopped';

/** A limit that a new connection can come up against. */
export type AdmissionLimit = keyof Pick<Limits, 'connections' | 'connectionsPerAddress'>;

/** What a server tells whoever watches it. Never a text that somebody wrote. */
export type ServerEvent =
  | { readonly kind: 'connected'; readonly connection: ConnectionId; readonly address: string }
  /** A client has got out of the state that a new connection is in. */
  | { readonly kind: 'entered'; readonly connection: ConnectionId; readonly state: string }
  | { readonly kind: 'ended'; readonly connection: ConnectionId; readonly reason: EndReason; readonly code?: string }
  /** A client writes more messages than `messagesPerSecond`: it is read more slowly. Told once a connection. */
  | { readonly kind: 'throttled'; readonly connection: ConnectionId }
  /** A client has written a line that is longer than it may be. Told once a connection. */
  | { readonly kind: 'overlong'; readonly connection: ConnectionId }
  /** A connection was closed unheard: there are as many as a limit allows. */
  | { readonly kind: 'refused'; readonly address: string; readonly limit: AdmissionLimit }
  /** A connection was closed before it could be heard: TLS could not be agreed on. */
  | { readonly kind: 'insecure'; readonly address: string; readonly code: string }
  /** The process may open fewer files than `connections` needs: so many connections it takes. */
  | { readonly kind: 'few-descriptors'; readonly connections: number; readonly descriptors: number }
  /** The operating system could not accept a connection, for want of descriptors for example. The server goes on. */
  | { readonly kind: 'accept-failed'; readonly error: Error }
  /** The session failed on an event: a defect. Its connection was cut, and the server goes on. */
  | { readonly kind: 'fault'; readonly connection: ConnectionId; readonly error: unknown };
