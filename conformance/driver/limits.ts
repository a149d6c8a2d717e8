/** What bounds a run. A time here is only ever a deadline: nothing is ever waited for longer than it takes to come. */
export interface Limits {
  /** How long nothing may come on a connection that is owed something; counts anew from whatever comes there. */
  readonly progressMs: number;
  /** The same, where all that is owed is owed by clauses in `known`. */
  readonly knownMs: number;
  /** Clauses that the server is known to break: what they owe need not be waited for in full to be missed once more. */
  readonly known: ReadonlySet<string>;
  /** How long it is waited where what has come is beyond being judged, whatever still comes. */
  readonly hopelessMs: number;
  /** The most that a step may take, progress or not. */
  readonly hardMs: number;
  /** For each byte that may still be on its way to the server, all of this is longer by so much. */
  readonly msPerByte: number;
  /** The most that the system may take to connect. A lost SYN alone costs one second, then three, then seven. */
  readonly connectMs: number;
  /** How long the end of a connection that is not judged is waited for, once it was half-closed; its absence is no fault. */
  readonly wildMs: number;
  /**
   * After so much silence what the cheap judgement calls late is looked at once by the whole search: at the latest after
   * the second, sooner where the server has been quick.
   */
  readonly secondLookMs: readonly [number, number];
  /** How long the server is given, when a run is over, to close its side of what is left open. */
  readonly leaveMs: number;
  /** The same, where the case has shown something against the server; never more than that. */
  readonly leaveFoundMs: number;
  /** How much is sent, at most, towards who reads no more: past it the system's buffers are surely full. */
  readonly fillBytes: number;
  /** How long that may take; several times as long where it comes to its end then. */
  readonly fillMs: number;
  /** Bytes received in one run, all connections together, beside what has been sent, once for each connection. */
  readonly caseBytes: number;
  /** Reads in one run: a server that sends single bytes costs more memory than its bytes. */
  readonly caseReads: number;
}

export const defaultLimits: Limits = {
  progressMs: 3_000,
  knownMs: 200,
  known: new Set(),
  hopelessMs: Number.POSITIVE_INFINITY,
  hardMs: 30_000,
  msPerByte: 1 / 8,
  connectMs: 10_000,
  wildMs: 1_000,
  secondLookMs: [20, 100],
  leaveMs: 500,
  leaveFoundMs: 500,
  fillBytes: 4 * 1024 * 1024,
  fillMs: 3_000,
  caseBytes: 4 * 1024 * 1024,
  caseReads: 262_144,
};

/** The defaults, with these instead. */
export function limitsWith(changes: Partial<Limits> = {}): Limits {
  return { ...defaultLimits, ...changes };
}
