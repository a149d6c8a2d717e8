import type { Message } from '../../runtime/protocol.js';
import { ClientError } from './client-error.js';
import type { ClientConnection, ConnectionEnd } from './connection.js';

/** What has come from the server. */
export interface Incoming<Server extends Message> {
  /** Under line framing one message; under chunk framing what a read has brought, which may be several in a row. */
  readonly text: string;
  /** The message that the text is; undefined: it is none, or several. */
  readonly message: Server | undefined;
}

/**
 * A client's connection as a library has it: what comes waits until it is iterated over, and when too much does, no more
 * is read. The rest then waits at the server.
 */
export abstract class Inbox<Server extends Message> implements AsyncIterable<Incoming<Server>> {
  private readonly queue: Incoming<Server>[] = [];
  private readonly waiting: (() => void)[] = [];
  private end: ConnectionEnd | undefined;
  private abortReason: { readonly reason: unknown } | undefined;
  private closing: Promise<void> | undefined;

  protected constructor(
    protected readonly connection: ClientConnection,
    private readonly highWaterMark: number,
    signal: AbortSignal | undefined,
  ) {
    const abort = (): void => {
      this.abortReason = { reason: signal?.reason };
      connection.destroy();
    };
    // It may have said so since the connection was made.
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
    void connection.ended.then((end) => {
      signal?.removeEventListener('abort', abort);
      this.end = end;
      this.wake();
    });
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
        await new Promise<void>((resolve) => this.waiting.push(resolve));
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

  protected put(incoming: Incoming<Server>): void {
    if (this.closing !== undefined) return;
    this.queue.push(incoming);
    if (this.queue.length >= this.highWaterMark) this.connection.pause();
    this.wake();
  }

  /** Whether nothing can be sent any more. */
  protected get isOver(): boolean {
    return this.end !== undefined || this.closing !== undefined;
  }

  protected over(): ClientError {
    if (this.abortReason !== undefined)
      return new ClientError('aborted', 'the connection was given up', this.abortReason.reason);
    if (this.end?.kind === 'failed') return new ClientError('failed', this.end.message, this.end.code);
    return new ClientError('closed', 'the connection is over');
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
