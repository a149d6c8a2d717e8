import type { Socket } from 'node:net';
import { capacityOf, terminatorOf } from '../../runtime/framing.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { isWellFormed } from '../../runtime/text.js';
import { leavingText } from './derived.js';
import type { ExpectedAnswer } from './expected-answer.js';
import { Pace } from './pace.js';
import type { Patience } from './patience.js';
import { PossibleStates } from './possible-states.js';
import { createReader, type Reader } from './reader.js';

/** How a connection ended: we left; the server closed it though we had not; it broke. */
export type ConnectionEnd =
  | { readonly kind: 'left'; readonly inTime: boolean }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly code: string | undefined; readonly message: string };

/** Whether a text went out, and why not. */
export type Said = { readonly sent: true } | { readonly sent: false; readonly reason: string };

/** A client's side of one connection: texts out, texts in, and what the spec says about both. */
export class ClientConnection {
  /** Resolves when the connection is over, never rejects. */
  readonly ended: Promise<ConnectionEnd>;
  private readonly states: PossibleStates;
  private readonly reader: Reader;
  private readonly pace: Pace;
  private readonly chunked: boolean;
  /** Texts go out one after the other, each when its turn has come. */
  private turn: Promise<unknown> = Promise.resolve();
  private said = 0;
  /** Bytes, those included that wait in the socket. */
  private written = 0;
  private writesWatched: NodeJS.Timeout | undefined;
  private left = false;
  private over = false;
  private overdue = false;
  private leaving: Promise<void> | undefined;
  private onText: (text: string) => void = () => undefined;
  private failure: NodeJS.ErrnoException | undefined;

  /** For `connect`: the socket is connected, and nobody has read from it. */
  constructor(
    private readonly protocol: Protocol,
    private readonly socket: Socket,
    private readonly patience: Patience,
  ) {
    this.states = new PossibleStates(protocol);
    this.chunked = protocol.model.framing.client.kind === 'chunk';
    this.pace = new Pace(this.states.greeting, patience);
    this.reader = createReader(protocol.model.framing.server);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.failure = error;
    });
    this.ended = new Promise((resolve) => {
      socket.on('close', () => {
        this.over = true;
        clearInterval(this.writesWatched);
        this.pace.stop();
        resolve(this.end());
      });
    });
  }

  /**
   * Starts to read, once; until then nothing is known of the server's answers, nor of its end.
   * @param onText told each text that comes: a message under line framing, what a read brings under chunk framing.
   */
  receive(onText: (text: string) => void): void {
    this.onText = onText;
    this.socket.on('data', (bytes: Buffer) => this.show(this.reader.push(bytes)));
    this.socket.on('end', () => this.serverEnded());
  }

  /** The states that the server may have this client in, the most likely first. */
  get possibleStates(): readonly string[] {
    return this.states.states;
  }

  /** Whether what was said surely ends the connection: nothing that is said now would be heard. */
  get hasLeft(): boolean {
    return this.states.states.length === 0 && this.states.mayHaveLeft;
  }

  /** What the server says to whoever connects. */
  get greeting(): ExpectedAnswer {
    return this.states.greeting;
  }

  /** The message that a text of this client is, in the most likely state that reads it as one. */
  read(text: string): Message | undefined {
    return this.states.read(text);
  }

  /** Stops reading: what the server sends waits on its own side. */
  pause(): void {
    this.socket.pause();
  }

  /** Reads on. */
  resume(): void {
    this.socket.resume();
  }

  /**
   * Sends a text as one frame, if it is a message in a state that the server may have this client in. Under chunk
   * framing it waits for the answer to the last one, since nothing on the wire would keep the two apart.
   */
  say(text: string): Promise<Said> {
    return this.inTurn(() => this.sayNow(text));
  }

  /**
   * Leaves: says so, where the state has a message for that, then ends its side, after all that was said before. `ended`
   * resolves when the server has ended its own, or `patience.leaveMs` later; when it takes nothing any more, after
   * `patience.stalledMs`.
   */
  leave(): Promise<void> {
    if (this.leaving === undefined) {
      this.leaving = this.inTurn(() => this.leaveNow());
      this.watchWrites();
    }
    return this.leaving;
  }

  /** Drops the connection at once. */
  destroy(): void {
    this.left = true;
    this.socket.destroy();
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.turn.then(act);
    this.turn = result;
    return result;
  }

  private async sayNow(text: string): Promise<Said> {
    if (this.chunked || this.said === 0) await this.pace.answered();
    const over = this.over || this.left || this.states.states.length === 0;
    if (over) return { sent: false, reason: 'the connection is over' };
    const refusal = this.refusal(text);
    if (refusal !== undefined) return { sent: false, reason: refusal };
    return (await this.write(text)) ? { sent: true } : { sent: false, reason: 'the connection is over' };
  }

  private async leaveNow(): Promise<void> {
    if (this.states.likely !== undefined) await this.pace.answered();
    if (this.over) return;
    const text = leavingText(this.protocol, this.states.likely);
    if (text !== undefined) await this.write(text);
    this.left = true;
    this.socket.end(() => {
      setTimeout(() => this.giveUp(), this.patience.leaveMs).unref();
    });
  }

  private refusal(text: string): string | undefined {
    const { client } = this.protocol.model.framing;
    if (!isWellFormed(text)) return 'it is no well-formed Unicode';
    const length = Buffer.byteLength(text);
    if (length > capacityOf(client)) return `it is ${length} bytes long, a message is at most ${capacityOf(client)}`;
    if (this.states.read(text) === undefined) return `it is no message of ${this.states.states.join(' or ')}`;
    return undefined;
  }

  /** Whether the connection held until the text was on its way. */
  private async write(text: string): Promise<boolean> {
    this.said += 1;
    this.pace.sent(this.states.sent(text));
    const frame = Buffer.from(text + terminatorOf(this.protocol.model.framing.client));
    this.written += frame.length;
    return this.socket.write(frame) || this.writable();
  }

  /** Whether the server takes enough of what was said before the connection is over. */
  private writable(): Promise<boolean> {
    return new Promise((resolve) => {
      const drained = (): void => done(true);
      const closed = (): void => done(false);
      const done = (taken: boolean): void => {
        this.socket.off('drain', drained).off('close', closed);
        resolve(taken);
      };
      this.socket.on('drain', drained).on('close', closed);
    });
  }

  private show(texts: readonly string[]): void {
    for (const text of texts) {
      this.states.received(text);
      this.pace.heard(text);
      this.onText(text);
    }
  }

  private serverEnded(): void {
    this.show(this.reader.end());
    this.over = true;
    this.socket.end();
    this.watchWrites();
  }

  /**
   * From here on gives up when the server takes nothing for `stalledMs` of what it was told. The socket's own timer would
   * not do: what the server says meanwhile puts that off.
   */
  private watchWrites(): void {
    if (this.writesWatched !== undefined || this.socket.closed) return;
    const taken = (): number => this.written - this.socket.writableLength;
    let before = taken();
    this.writesWatched = setInterval(() => {
      const now = taken();
      if (now === before && this.socket.writableLength > 0) this.giveUp();
      before = now;
    }, this.patience.stalledMs);
  }

  private giveUp(): void {
    this.overdue ||= !this.over;
    this.socket.destroy();
  }

  private end(): ConnectionEnd {
    if (this.left || this.states.mayHaveLeft) return { kind: 'left', inTime: !this.overdue };
    if (this.failure === undefined) return { kind: 'closed' };
    return { kind: 'failed', code: this.failure.code, message: this.failure.message };
  }
}
