import pc from 'picocolors';
import type { Message, Protocol } from '../../runtime/protocol.js';
import { type Address, formatAddress } from './address.js';
import { BackOff } from './back-off.js';
import { completions, usage } from './completion.js';
import { openConnection, type TlsTrust } from './connect.js';
import type { ClientConnection, ConnectionEnd } from './connection.js';
import { openingMessage } from './derived.js';
import { KnownValues } from './known-values.js';
import { type MessageKind, messageKinds } from './message-kinds.js';
import { type Patience, resolvePatience } from './patience.js';
import { createPipe } from './pipe.js';
import type { Screen, ScreenHandlers, ScreenInput, ScreenOutput } from './screen.js';
import { Stranger } from './stranger.js';
import { createTerminal } from './terminal.js';
import { linesToShow, mention, visible } from './visible.js';

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
  /** Whether input and output may be taken for a terminal, where they are one; true unless given. */
  readonly tty?: boolean;
  /** Whether each line is shown with the time of its arrival. */
  readonly times?: boolean;
  /** Whether to connect again when the connection breaks. */
  readonly reconnect?: boolean;
  readonly tls?: TlsTrust;
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
  const connect = (signal?: AbortSignal): Promise<ClientConnection> =>
    openConnection(protocol, options.address, {
      ...(options.patience === undefined ? {} : { patience: options.patience }),
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      ...(signal === undefined ? {} : { signal }),
    });
  const user = new User(protocol, await connect(), opening, options, connect);
  return { status: user.status(), interrupt: () => user.interrupt() };
}

/** A screen and a connection, and what passes between them. */
class User implements ScreenHandlers {
  private readonly screen: Screen;
  private readonly terminal: boolean;
  private readonly byLines: boolean;
  private readonly colours: ReturnType<typeof pc.createColors>;
  private readonly kinds: ReadonlyMap<string, MessageKind>;
  private readonly known: KnownValues;
  private readonly patience: Patience;
  private readonly givesUp = new AbortController();
  private since = 0;
  private unsent = 0;
  private leaving = false;
  private cut = false;
  private toldOfRest = false;

  constructor(
    private readonly protocol: Protocol,
    private connection: ClientConnection,
    private readonly opening: string | undefined,
    private readonly options: ChatOptions,
    private readonly connectAgain: (signal: AbortSignal) => Promise<ClientConnection>,
  ) {
    const { input, output, errors } = options;
    this.terminal = options.tty !== false && input.isTTY === true && output.isTTY === true;
    this.byLines = protocol.model.framing.server.kind === 'line';
    this.colours = pc.createColors(options.colour && this.terminal);
    this.kinds = messageKinds(protocol.model);
    this.known = new KnownValues(protocol);
    this.patience = resolvePatience(options.patience);
    this.screen = this.terminal
      ? createTerminal(input, output, this.colours.dim, this)
      : createPipe(input, output, errors, this);
    const where = `connected to ${formatAddress(options.address)} (${protocol.model.name})`;
    if (this.terminal) this.screen.note(`${where}; Tab shows what can be said, Ctrl-D leaves`);
    this.converse();
  }

  async line(text: string): Promise<void> {
    if (this.connection.hasLeft) {
      if (!this.toldOfRest) this.screen.note('what comes after leaving is not sent');
      this.toldOfRest = true;
      return;
    }
    // Return on an empty line says nothing, unless the protocol has a message for it.
    const empty = text === '' && this.connection.read('') === undefined;
    if (!empty) await this.say(text);
  }

  badLine(reason: string): void {
    this.unsent += 1;
    this.screen.note(`not sent: ${reason}`);
  }

  completions(line: string): readonly string[] {
    const { possibleStates } = this.connection;
    const found = completions(this.protocol.model, possibleStates, line, (rule) => this.known.of(rule));
    // What completes a line is written as it is; a value that another user has chosen could drive the terminal.
    return found.filter((whole) => visible(whole) === whole);
  }

  end(): void {
    if (this.leaving) return;
    this.leaving = true;
    this.givesUp.abort();
    const { connection } = this;
    void connection.leave();
    const notice = setTimeout(
      () => this.screen.note('waiting for the server to take the rest and close the connection'),
      this.patience.noticeMs,
    );
    void connection.ended.then(() => clearTimeout(notice));
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
    let end = await this.connection.ended;
    if (this.options.reconnect === true) end = await this.keepConnected(end);
    this.screen.close();
    if (this.cut) return 130;
    const words = wordsFor(end);
    if (words !== undefined) this.screen.note(words);
    if (end.kind !== 'left') return 1;
    // At a terminal the user has seen it, and has typed something else.
    return this.unsent > 0 && !this.terminal ? 1 : 0;
  }

  /** Says hello on the connection, and shows what comes. */
  private converse(): void {
    const { connection } = this;
    this.since = performance.now();
    const stranger = new Stranger(this.protocol, connection.greeting);
    connection.receive((text) => {
      if (stranger.heard(text)) this.noteStranger(`it said ${mention(text)}`);
      this.show(text);
    });
    const silence = setTimeout(() => {
      if (stranger.isSilent) this.noteStranger('it does not greet');
    }, this.patience.answerMs);
    void connection.ended.then(() => clearTimeout(silence));
    if (this.opening !== undefined) void this.say(this.opening);
    this.showStatus();
  }

  private noteStranger(why: string): void {
    const { name } = this.protocol.model;
    this.screen.note(`what answers at ${formatAddress(this.options.address)} does not seem to speak ${name}: ${why}`);
  }

  private async say(text: string): Promise<void> {
    const said = await this.connection.say(text);
    if (!said.sent) this.badLine(`${mention(text)}: ${said.reason}`);
    this.showStatus();
  }

  /** Under line framing a text is a line, an empty one too; under chunk framing it is what a read has brought. */
  private show(text: string): void {
    const read = this.protocol.codec.parseServer(text);
    if (read.ok) this.known.heard(read.message);
    const colour = this.colourOf(read.ok ? read.message : undefined);
    const time = this.options.times === true ? `${this.colours.dim(timeOfDay(new Date()))} ` : '';
    for (const line of this.byLines ? [visible(text)] : linesToShow(text)) this.screen.show(`${time}${colour(line)}`);
    this.showStatus();
  }

  private colourOf(message: Message | undefined): (text: string) => string {
    const { colours } = this;
    switch (message === undefined ? 'public' : this.kinds.get(message.kind)) {
      case 'answer':
        return colours.yellow;
      case 'private':
        return colours.magenta;
      case 'arrival':
      case 'departure':
        return colours.green;
      case 'public':
      case undefined:
        return (text) => text;
    }
  }

  private showStatus(): void {
    if (!this.terminal || this.leaving) return;
    const { model } = this.protocol;
    const states = this.connection.possibleStates;
    const offers = usage(model, states.slice(0, 1)).join('  |  ');
    const where = `${model.name} at ${formatAddress(this.options.address)}`;
    this.screen.status([where, states[0] ?? 'ended', visible(offers)].filter((part) => part !== ''));
  }

  /** Connects again for as long as connections break; resolves with the end of the one that was left. */
  private async keepConnected(first: ConnectionEnd): Promise<ConnectionEnd> {
    const backOff = new BackOff();
    let end = first;
    let heldMs = performance.now() - this.since;
    while (!this.leaving && end.kind !== 'left') {
      const wait = backOff.next(heldMs);
      this.screen.note(
        `${wordsFor(end) ?? 'the connection is over'}; connecting again in ${(wait / 1000).toFixed(1)} s`,
      );
      this.screen.status(['not connected']);
      if (!(await waited(wait, this.givesUp.signal))) break;
      try {
        this.connection = await this.connectAgain(this.givesUp.signal);
        this.screen.note('connected again');
        this.converse();
        end = await this.connection.ended;
        heldMs = performance.now() - this.since;
      } catch (error) {
        heldMs = 0;
        const { code, message } = error as NodeJS.ErrnoException;
        end = { kind: 'failed', code, message };
      }
    }
    return this.leaving && end.kind !== 'left' ? { kind: 'left', inTime: true } : end;
  }
}

/** Whether the time has passed, and it was not given up meanwhile. */
function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (passed: boolean) => (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      resolve(passed);
    };
    const aborted = done(false);
    const timer = setTimeout(done(true), milliseconds);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted);
  });
}

function timeOfDay(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
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
