/** Why a run could not be driven to its end; what it means for the server is for others to say. */
export type ProblemKind =
  /** The target's system answered the SYN with a reset: nobody listens. */
  | 'refused'
  /** No answer to the SYN in time, no route, no such host. */
  | 'unreachable'
  /** The connection was made, and reset before a byte had been read from it or written to it. */
  | 'reset-on-connect'
  /** This machine has run out of descriptors, ports or memory. */
  | 'own-limits'
  /** The run's signal was raised. */
  | 'aborted'
  /** More was received than a run may hold; the judgement is made on what came before. */
  | 'flood';

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

const ownLimits = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'EADDRINUSE', 'ENOBUFS', 'ENOMEM', 'EAGAIN']);

/** The problem that a failed `connect` is. `who` names the client, `where` the address. */
export function problemOfConnect(error: Error, who: string, where: string): Problem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  if (code === 'ECONNREFUSED') return { kind: 'refused', message: `${who} was refused a connection to ${where}` };
  if (code === 'ECONNRESET')
    return { kind: 'reset-on-connect', message: `${who}'s connection to ${where} was reset while it was made` };
  if (ownLimits.has(code))
    return { kind: 'own-limits', message: `this machine could not open ${who}'s connection to ${where} (${code})` };
  return { kind: 'unreachable', message: `${who} could not reach ${where} (${code})` };
}
