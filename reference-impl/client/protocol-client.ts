import { EncodeError } from '../../runtime/errors.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import type { Address } from './address.js';
import { type ConnectOptions as OpenOptions, openConnection } from './connect.js';
import type { ClientConnection, ConnectionEnd } from './connection.js';

/** What has come from the server. */
export interface Incoming<Server extends Message> {
  /** Under line framing one message; under chunk framing what a read has brought, which may be several in a row. */
  readonly text: string;
  /** The message that the text is; undefined: it is none, or several. */
  readonly message: Server | undefined;
}

/**
 * Why a client can't go on. `closed`: the connection is over. `refused`: the text can't be sent as it is. `failed`: the
 * connection broke; `cause` is the system's code. `aborted`: the signal said so; `cause` is its reason.
 */
export type ClientErrorCode = 'closed' | 'refused' | 'failed' | 'aborted';

/** An error of a client; an unencodable message is an `EncodeError`, a failing connect the system's own error. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(
    readonly code: ClientErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** How a client is set up. */
export interface ConnectOptions extends OpenOptions {
  /** How many messages may wait to be iterated over before no more is read from the server; 64 unless given. */
  readonly highWaterMark?: number;
}

const defaultHighWaterMark = 64;

/**
 * Connects to a server of a protocol. The signal, if there is one, gives up the attempt, and later the connection.
 * @throws the system's error when nobody answers; the signal's reason.
 * @example
 * await using client = await connect(protocol, { host: '127.0.0.1', port: 12345 });
 * await client.send({ kind: 'Login', name: 'Ana' });
 * for await (const { text } of client) console.log(text);
 */
export async function connect<State extends string, Client extends Message, Server extends Message>(
  protocol: Protocol<State, Client, Server>,
  address: Address,
  options: ConnectOptions = {},
): Promise<ProtocolClient<State, Client, Server>> {
  // A protocol is its own messages' only; whoever looks at it without knowing them sees messages.
  const connection = await openConnection(protocol as unknown as Protocol, address, options);
  return new ProtocolClient(protocol, connection, options);
}

/**
 * A client of any protocol: messages out, messages in. Iterate over it to read: while nobody does, no more than
 * `highWaterMark` messages are fetched, and the rest waits at the server.
 */
export class ProtocolClient<State extends string, Client extends Message, Server extends Message>
  implements AsyncIterable<Incoming<Server>>
{
  private readonly queue: Incoming<Server>[] = [];
  private readonly highWaterMark: number;
  private wake: (() => void)[] = [];
  private end: ConnectionEnd | undefined;
  private abortReason: { readonly reason: unknown } | undefined;
  private closing: Promise<void> | undefined;

  /** For `connect`. */
  constructor(
    private readonly protocol: Protocol<State, Client, Server>,
    private readonly connection: ClientConnection,
    { highWaterMark = defaultHighWaterMark, signal }: ConnectOptions,
  ) {
    this.highWaterMark = highWaterMark;
    connection.receive((text) => this.received(text));
    const abort = (): void => {
      this.abortReason = { reason: signal?.reason };
      connection.destroy();
    };
    signal?.addEventListener('abort', abort);
    void connection.ended.then((end) => {
      signal?.removeEventListener('abort', abort);
      this.end = end;
      this.wakeAll();
    });
  }

  /** The states that the server may have this client in, the most likely first; none: it has ended the connection. */
  get states(): readonly State[] {
    return this.connection.possibleStates as readonly State[];
  }

  /**
   * Sends a message, as soon as it is its turn, and resolves when the system has taken it.
   * @throws EncodeError for a message that no state takes in which the client may be, or that would not be read as itself;
   *   ClientError `closed` or `refused`.
   */
  async send(message: Client): Promise<void> {
    if (this.end !== undefined || this.closing !== undefined) throw this.over();
    const said = await this.connection.say(this.encode(message));
    if (said.sent) return;
    throw this.end === undefined
      ? new ClientError('refused', `${message.kind} was not sent: ${said.reason}`)
      : this.over();
  }

  /**
   * What comes, in order, until the connection ends. Several loops share it: each message goes to one.
   * @throws ClientError `failed` or `aborted`, behind the last message, when it did not end as it should.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Incoming<Server>, void, undefined> {
    for (;;) {
      const next = this.queue.shift();
      if (next !== undefined) {
        if (this.queue.length < this.highWaterMark) this.connection.resume();
        yield next;
      } else if (this.end === undefined) {
        await new Promise<void>((resolve) => this.wake.push(resolve));
      } else if (this.abortReason !== undefined || (this.end.kind === 'failed' && this.closing === undefined)) {
        throw this.over();
      } else {
        return;
      }
    }
  }

  /** Leaves as the protocol says, and resolves when the connection is over. What comes meanwhile is dropped. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      this.queue.length = 0;
      this.connection.resume();
      await this.connection.leave();
      await this.connection.ended;
    })();
    return this.closing;
  }

  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private received(text: string): void {
    if (this.closing !== undefined) return;
    const read = this.protocol.codec.parseServer(text);
    this.queue.push({ text, message: read.ok ? read.message : undefined });
    if (this.queue.length >= this.highWaterMark) this.connection.pause();
    this.wakeAll();
  }

  private encode(message: Client): string {
    let refused: EncodeError | undefined;
    for (const state of this.states) {
      try {
        return this.protocol.codec.encode(state, message);
      } catch (error) {
        if (!(error instanceof EncodeError)) throw error;
        // The most likely state's reason says most.
        refused ??= error;
      }
    }
    throw refused ?? this.over();
  }

  private over(): ClientError {
    if (this.abortReason !== undefined)
      return new ClientError('aborted', 'the connection was given up', this.abortReason.reason);
    if (this.end?.kind === 'failed') return new ClientError('failed', this.end.message, this.end.code);
    return new ClientError('closed', 'the connection is over');
  }

  private wakeAll(): void {
    for (const wake of this.wake.splice(0)) wake();
  }
}
