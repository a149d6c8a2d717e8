import type { Model } from '../../runtime/model.js';

/** What a server grants its peers. Times are in milliseconds. */
export interface Limits {
  /** Connections at once, those that are being ended included. One more is closed unheard. */
  readonly connections: number;
  /** Connections at once from one IPv4 address, or one /64 of IPv6; undefined: as many as there may be in all. */
  readonly connectionsPerAddress: number | undefined;
  /**
   * The longest line that is taken, in bytes, its end included; the spec's unless given, and never more: a server may be
   * asked to hold less for each client than the spec has it hold, and then answers longer lines as the spec answers those
   * that are too long. Undefined under chunk framing, where there are no lines.
   */
  readonly lineBytes: number | undefined;
  /**
   * Bytes that may wait in this process for one client to read, beyond what the operating system holds for it. A
   * client with more is cut, and the session is told that it ended. Nobody else waits for it.
   */
  readonly unsentBytes: number;
  /**
   * How long a client may take to come in, that is, to get out of the state that a new connection is in; undefined: for
   * ever. Never less than the spec's `idle may-close`, and only where the spec has one and there is another state. Under
   * TLS it is also how long the handshake may take.
   */
  readonly loginMs: number | undefined;
  /**
   * How long a client may be silent before it is ended; undefined: for ever. Never less than what the spec's
   * `idle may-close` assures every client of, and only where the spec has one.
   */
  readonly idleMs: number | undefined;
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

/** The limits of a server that was asked for none; `loginMs` only where the spec allows it, `lineBytes` as the spec has it. */
export const defaultLimits: Limits = {
  connections: 10_000,
  connectionsPerAddress: undefined,
  lineBytes: undefined,
  unsentBytes: 1024 * 1024,
  loginMs: 60_000,
  idleMs: undefined,
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

/** The longest time that a timer of Node can wait. */
const longestMs = 2 ** 31 - 1;

/**
 * The defaults, and what was asked for instead of them.
 * @throws ServerOptionError for a limit that is no positive integer, or a time that the spec rules out.
 */
export function resolveLimits(model: Model, asked: Partial<Limits> = {}): Limits {
  const { client } = model.framing;
  const lineBytes = client.kind === 'line' ? client.max : undefined;
  const limits: Limits = { ...defaultLimits, loginMs: defaultLoginMs(model), lineBytes, ...asked };
  for (const [option, value] of Object.entries(limits)) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
      throw new ServerOptionError(option, `${option} must be a positive integer, not ${String(value)}`);
    }
    if (value !== undefined && option.endsWith('Ms') && value > longestMs) {
      throw new ServerOptionError(option, `${option} must be at most ${longestMs}, not ${String(value)}`);
    }
  }
  if (limits.lineBytes !== undefined) checkLine(model, limits.lineBytes);
  checkTime(model, 'idleMs', limits.idleMs);
  checkTime(model, 'loginMs', limits.loginMs);
  if (limits.loginMs !== undefined && model.session.states.length < 2) {
    throw new ServerOptionError('loginMs', `${model.name} has one state: there is nothing to come in to`);
  }
  return limits;
}

function checkLine({ name, framing: { client } }: Model, bytes: number): void {
  if (client.kind !== 'line') {
    throw new ServerOptionError('lineBytes', `${name} has no lines: what a read brings is a message`);
  }
  if (bytes > client.max) {
    throw new ServerOptionError('lineBytes', `${name} has lines of at most ${client.max} bytes, not ${bytes}`);
  }
}

function defaultLoginMs({ transport: { idleMs }, session }: Model): number | undefined {
  if (idleMs === undefined || session.states.length < 2) return undefined;
  return Math.max(idleMs, defaultLimits.loginMs ?? 0);
}

function checkTime({ name, transport }: Model, option: 'idleMs' | 'loginMs', time: number | undefined): void {
  if (time === undefined) return;
  const assured = transport.idleMs;
  if (assured === undefined) {
    throw new ServerOptionError(option, `${name} keeps silent clients for ever: its spec has no "idle may-close"`);
  }
  if (time < assured) {
    throw new ServerOptionError(option, `${name} keeps silent clients for at least ${assured} ms, not ${time}`);
  }
}
