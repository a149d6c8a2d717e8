import { EncodeError } from '../../runtime/errors.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { ClientError } from './client-error.js';
import type { ConnectOptions as OpenOptions } from './connect.js';
import type { ClientConnection } from './connection.js';
import { Inbox } from './inbox.js';

/** How a client is set up. */
export interface ConnectOptions extends OpenOptions {
  /** How many messages may wait to be iterated over before no more is read from the server; 64 unless given. */
  readonly highWaterMark?: number;
}

export const defaultHighWaterMark = 64;

/**
 * A client of any protocol: messages out, messages in. Iterate over it to read: while nobody does, no more than
 * `highWaterMark` messages are fetched, and the rest waits at the server.
 */
export class ProtocolClient<
  State extends string,
  Client extends Message,
  Server extends Message,
> extends Inbox<Server> {
  /** @internal For `connect`. */
  constructor(
    private readonly protocol: Protocol<State, Client, Server>,
    connection: ClientConnection,
    { highWaterMark = defaultHighWaterMark, signal }: ConnectOptions,
  ) {
    super(connection, highWaterMark, signal);
    connection.receive((text) => {
      const read = protocol.codec.parseServer(text);
      this.put({ text, message: read.ok ? read.message : undefined });
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
    if (this.isOver) throw this.over();
    const said = await this.connection.say(this.encode(message));
    if (said.sent) return;
    throw this.isOver ? this.over() : new ClientError('refused', `${message.kind} was not sent: ${said.reason}`);
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
}
