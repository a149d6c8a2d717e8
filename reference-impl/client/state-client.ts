import type { ClientLink, ClientListener } from '../../runtime/client-states/index.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import type { ClientConnection } from './connection.js';
import { Inbox } from './inbox.js';
import { type ConnectOptions, defaultHighWaterMark } from './protocol-client.js';

/** What a generated client module exports as `open`. */
export type OpenStates<Start, Server extends Message> = (
  link: ClientLink,
  listener?: ClientListener<Server>,
) => { readonly client: Start; receive(text: string): void; end(): void };

/**
 * A client whose type is its state: `start` is the state that it is in once it is connected, and sending leads to the
 * next one. What a state does not take does not compile. Iterate over it to read; the answers that tell where a message
 * has led are among what is read, so somebody has to.
 */
export class StateClient<Start, Server extends Message> extends Inbox<Server> {
  /** Where the client begins. */
  readonly start: Start;

  /** @internal For `connect`. */
  constructor(
    protocol: Pick<Protocol<string, Message, Server>, 'codec'>,
    open: OpenStates<Start, Server>,
    connection: ClientConnection,
    { highWaterMark = defaultHighWaterMark, signal }: ConnectOptions,
  ) {
    super(connection, highWaterMark, signal);
    let coming = '';
    const opened = open(
      // What is not sent has met the end of the connection, which is told at the end of the iteration.
      { write: (text) => void connection.say(text) },
      {
        message: (message) => {
          const whole = protocol.codec.parseServer(coming).ok;
          this.put({ text: whole ? coming : protocol.codec.write(message), message });
        },
        unread: (text) => this.put({ text, message: undefined }),
      },
    );
    this.start = opened.client;
    connection.receive((text) => {
      coming = text;
      opened.receive(text);
    });
    void connection.ended.then(() => opened.end());
  }
}
