import type { Model } from '../../runtime/model.js';

/** What a server grants its peers. Times are in milliseconds. */
export interface Limits {
  /** Connections at once, those that are being ended included. One more is closed unheard. */
  readonly connections: number;
  /**
   * Bytes that may wait in this process for one client to read, beyond what the operating system holds for it. A
   * client with more is cut, and the session is told that it ended. Nobody else waits for it.
   */
  readonly unsentBytes: number;
  /**
   * How long a client may be silent before it is ended; undefined: for ever. Never less than what the spec's
   * `idle may-close` assures every client of, and only where the spec has one.
   */
  readonly idleMs: number | undefined;
  /** How long a client may take to come in: to get out of the state that a new connection is in. */
  readonly loginMs: number | undefined;
  /**
   * How many messages a second a client may write, and at once after a quiet second; undefined: as many as it likes. What
   * it writes beyond that is read later: nothing is lost, and the session sees a slow client.
   */
  readonly messagesPerSecond: number | undefined;
  /** How long an ended connection may take to fetch its last bytes, and then to close its own side, before it is cut. */
  readonly lingerMs: number;
  /** How long `close()` waits for the clients to fetch what they were sent. */
  readonly closeMs: number;
  /** After how much silence the operating system looks whether the other machine is still there. */
  readonly keepAliveMs: number;
}

/** The limits of a server that was asked for none. */
export const defaultLimits: Limits = {
  connections: 10_000,
  unsentBytes: 1024 * 1024,
  idleMs: undefined,
  loginMs: undefined,
  messagesPerSecond: undefined,
  lingerMs: 30_000,
  closeMs: 2_000,
  keepAliveMs: 60_000,
};

/** A server was asked for something that it can't do, or that its protocol does not allow. */
export class ServerOptionError extends Error {
  override readonly name = 'ServerOptionError';

  constructor(
    /** The option at fault. */
    readonly option: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The defaults, and what was asked for instead of them.
 * @throws ServerOptionError for a limit that is no positive integer, or an idle time that the spec rules out.
 */
export function resolveLimits(model: Model, asked: Partial<Limits> = {}): Limits {
  const limits: Limits = { ...defaultLimits, ...asked };
  for (const [option, value] of Object.entries(limits)) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
      throw new ServerOptionError(option, `${option} must be a positive integer, not ${String(value)}`);
    }
  }
  const { idleMs } = limits;
  const assured = model.transport.idleMs;
  if (idleMs !== undefined && assured === undefined) {
    throw new ServerOptionError(
      'idleMs',
      `${model.name} keeps silent clients for ever: its spec has no "idle may-close"`,
    );
  }
  if (idleMs !== undefined && assured !== undefined && idleMs < assured) {
    throw new ServerOptionError(
      'idleMs',
      `${model.name} keeps silent clients for at least ${assured} ms, idleMs is ${idleMs}`,
    );
  }
  return limits;
}
