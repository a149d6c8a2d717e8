import pc from 'picocolors';
import type { Model } from '../../runtime/model.js';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { type Address, formatAddress } from './address.js';
import { connect } from './connect.js';
import type { ClientConnection, ConnectionEnd } from './connection.js';
import { openingMessage } from './derived.js';
import type { Patience } from './patience.js';
import { createPipe } from './pipe.js';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';
import { createTerminal } from './terminal.js';
import { linesToShow, visible } from './visible.js';

/** How a chat is set up. */
export interface ChatOptions {
  readonly address: Address;
  /** The name to come in with; without it the user types it. */
  readonly name?: string;
  readonly input: ScreenInput;
  readonly output: ScreenOutput;
  /** Where our own words go when the output is no terminal. */
  readonly errors: ScreenOutput;
  /** Whether a terminal is given colours. */
  readonly colour: boolean;
  readonly patience?: Partial<Patience>;
}

/** A chat that goes on. */
export interface Chat {
  /** The exit status, when it is over: 0 after we left and all was sent, 130 after the second interrupt, else 1. */
  readonly status: Promise<number>;
  /** Leaves; the second time, at once. */
  interrupt(): void;
}

/** The protocol knows no message by which a client could say its name. */
export class NoOpeningError extends Error {
  override readonly name = 'NoOpeningError';
}

/**
 * Connects, comes in with the name if there is one, and lets the user read and type until one side ends.
 * @throws NoOpeningError, or EncodeError for a name that is none; the system's error when nobody answers at the address.
 */
export async function startChat(protocol: Protocol, options: ChatOptions): Promise<Chat> {
  const opening = options.name === undefined ? undefined : openingText(protocol, options.name);
  const connection = await connect(protocol, options.address, options.patience);
  const user = new User(protocol, connection, options);
  if (opening !== undefined) void user.say(opening);
  return { status: user.status(), interrupt: () => user.interrupt() };
}

/** A screen and a connection, and what passes between them. */
class User implements ScreenHandlers {
  private readonly screen: Screen;
  private readonly terminal: boolean;
  private readonly divides: Model['framing']['server']['kind'];
  private unsent = 0;
  private leaving = false;
  private cut = false;

  constructor(
    private readonly protocol: Protocol,
    private readonly connection: ClientConnection,
    options: ChatOptions,
  ) {
    const { input, output, errors } = options;
    this.terminal = input.isTTY === true && output.isTTY === true;
    this.divides = protocol.model.framing.server.kind;
    const colours = pc.createColors(options.colour);
    this.screen = this.terminal
      ? createTerminal(input, output, colours.dim, this)
      : createPipe(input, output, errors, this);
    connection.receive((text) => this.show(text));
    const where = `connected to ${formatAddress(options.address)} (${protocol.model.name})`;
    if (this.terminal) this.screen.note(`${where}; Ctrl-D leaves`);
  }

  /** Under line framing a text is a line, an empty one too; under chunk framing it is what a read has brought. */
  private show(text: string): void {
    for (const line of this.divides === 'line' ? [visible(text)] : linesToShow(text)) this.screen.show(line);
  }

  async say(text: string): Promise<void> {
    const said = await this.connection.say(text);
    if (!said.sent) this.badLine(`"${visible(text)}": ${said.reason}`);
  }

  async line(text: string): Promise<void> {
    // Return on an empty line says nothing, unless the protocol has a message for it.
    const empty =
      text === '' && !this.connection.possibleStates.some((state) => this.protocol.codec.parse(state, '').ok);
    if (!empty) await this.say(text);
  }

  badLine(reason: string): void {
    this.unsent += 1;
    this.screen.note(`not sent: ${reason}`);
  }

  end(): void {
    this.leaving = true;
    void this.connection.leave();
  }

  interrupt(): void {
    if (!this.leaving) {
      if (this.terminal) this.screen.note('leaving; Ctrl-C again leaves at once');
      this.end();
      return;
    }
    this.cut = true;
    this.connection.destroy();
  }

  async status(): Promise<number> {
    const end = await this.connection.ended;
    this.screen.close();
    if (this.cut) return 130;
    const words = wordsFor(end);
    if (words !== undefined) this.screen.note(words);
    if (end.kind !== 'left') return 1;
    // At a terminal the user has seen it, and has typed something else.
    return this.unsent > 0 && !this.terminal ? 1 : 0;
  }
}

function openingText({ model, codec }: Protocol, name: string): string {
  const opening = openingMessage(model);
  if (opening === undefined) throw new NoOpeningError(`${model.name} has no message that a name could be said with`);
  const message: Message & Record<string, string> = { kind: opening.message, [opening.field]: name };
  return codec.encode(opening.state, message);
}

function wordsFor(end: ConnectionEnd): string | undefined {
  switch (end.kind) {
    case 'left':
      return end.inTime ? undefined : 'the server did not close the connection';
    case 'closed':
      return 'the server closed the connection';
    case 'failed':
      return end.code === 'ECONNRESET' ? 'the server reset the connection' : `the connection failed: ${end.message}`;
  }
}
