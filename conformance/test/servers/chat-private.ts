/**
 * A chat-private server written by hand on `node:net`: one event at a time, every name that is one is taken.
 * `fault` breaks it in one place: `chat-private-faults.ts` says where.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { FaultName } from './chat-private-faults.js';

export interface ServerOptions {
  readonly host?: string;
  readonly port?: number;
  readonly fault?: FaultName;
  /** What becomes of a name that is not plain or not free: the protocol leaves it open. Default `taken`. */
  readonly otherNames?: 'taken' | 'refused';
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const chunkLimit = 1024;
/** Bytes that a reader may leave unread here before it is dropped. */
const unsentLimit = 2 * 1024 * 1024;
/** How long a leaver may take to read the rest and to close its side. */
const lingerMs = 10_000;

const plainName = /^[A-Za-z][A-Za-z0-9]{0,15}$/;
const anyName = /^[^ \r\n]+$/;
const privateMessage = /^\\w ([^ \r\n]+) (.+)$/su;

/** The text of a chunk, a leading U+FEFF included; undefined when it is not UTF-8. */
function decode(chunk: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(chunk);
  } catch {
    return undefined;
  }
}

class Chat {
  readonly fault: FaultName | undefined;
  readonly #otherNames: 'taken' | 'refused';
  /** In the order of their joins. */
  readonly members: Member[] = [];
  readonly sockets = new Set<Socket>();
  readonly #waiting: Socket[] = [];
  #naming: Member | undefined;
  #lastSpeaker = '';

  constructor(
    readonly listener: Server,
    options: ServerOptions,
  ) {
    this.fault = options.fault;
    this.#otherNames = options.otherNames ?? 'taken';
  }

  accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => {}); // 'close' follows
    if (this.fault === 'silent-connection-blocks-others' && this.#naming) {
      this.#waiting.push(socket);
    } else {
      this.#naming = new Member(this, socket);
    }
  }

  /** A connection has its name, or has gone before. */
  named(member: Member): void {
    if (this.#naming !== member) return;
    this.#naming = undefined;
    const next = this.#waiting.shift();
    if (next) this.#naming = new Member(this, next);
  }

  takes(name: string): boolean {
    if (this.fault === 'name-of-16-refused' && name.length === 16) return false;
    if (this.#otherNames === 'taken') return anyName.test(name);
    return plainName.test(name) && !this.members.some((member) => member.name === name);
  }

  find(name: string): Member | undefined {
    const { fault, members } = this;
    if (fault === 'whisper-to-last') return members.findLast((member) => member.name === name);
    if (fault === 'wrong-member-after-leave') {
      const addressee = members.find((member) => member.name === name);
      return addressee && members[addressee.place];
    }
    return members.find(
      (member) =>
        member.name === name ||
        (fault === 'whisper-ignores-case' && member.name.toLowerCase() === name.toLowerCase()) ||
        (fault === 'whisper-prefix' && member.name.startsWith(name)),
    );
  }

  join(member: Member): void {
    member.place = this.members.length;
    this.members.push(member);
  }

  leave(member: Member): void {
    const at = this.members.indexOf(member);
    if (at >= 0) this.members.splice(at, 1);
  }

  sendAll(text: string, but?: Member): void {
    for (const member of [...this.members]) if (member !== but) member.send(text);
  }

  say(from: Member, whole: string): void {
    const { fault } = this;
    const text = changed(whole, fault);
    const said = `${from.name}:${fault === 'said-without-space' ? '' : ' '}${text}`;
    if (fault === 'fifo-broken') {
      for (const member of [...this.members]) setTimeout(() => member.send(said), Math.random() * 20);
    } else if (fault === 'sender-mixed-up') {
      this.#lastSpeaker = from.name;
      setTimeout(() => this.sendAll(`${this.#lastSpeaker}: ${text}`), 2);
    } else if (fault === 'newcomer-misses-texts') {
      const now = performance.now();
      for (const member of this.members) if (member === from || now - member.since > 20) member.send(said);
    } else {
      this.sendAll(said, fault === 'echo-missing' ? from : undefined);
      if (fault === 'echo-twice') from.send(said);
    }
  }

  stop(): void {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

function changed(text: string, fault: FaultName | undefined): string {
  if (fault === 'nul-ends-text') return text.split('\0', 1)[0] ?? '';
  if (fault === 'text-trimmed-right') return text.trimEnd();
  if (fault === 'crlf-becomes-lf') return text.replaceAll('\r\n', '\n');
  return fault === 'tabs-become-blanks' ? text.replaceAll('\t', '    ') : text;
}

class Member {
  name = '';
  /** Its place when it came; only a fault trusts it. */
  place = 0;
  since = 0;
  #state: 'naming' | 'chatting' | 'gone' = 'naming';
  #losesNext: boolean;
  #whispered: { readonly to: string; readonly priv: string } | undefined;

  constructor(
    readonly chat: Chat,
    readonly socket: Socket,
  ) {
    this.#losesNext = chat.fault === 'first-message-lost';
    socket.on('data', (data) => this.#read(data));
    socket.on('end', () => this.#disconnect('fin'));
    socket.on('close', () => this.#disconnect('rst'));
    this.send('NAME');
    if (chat.fault === 'name-request-twice') this.send('NAME');
  }

  send(text: string): void {
    // Never waits for the reader: who leaves too much unread is dropped, and 'close' tells the others.
    if (!this.socket.writable) return;
    this.socket.write(text);
    if (this.socket.writableLength > unsentLimit) this.socket.destroy();
  }

  #read(data: Buffer): void {
    const { fault } = this.chat;
    const limit = chunkLimit + (fault === 'limit-one-more' ? 1 : fault === 'limit-one-less' ? -1 : 0);
    for (let at = 0; at < data.length; at += limit) {
      const text = decode(data.subarray(at, at + limit));
      if (fault === 'newline-ends-message' && text !== undefined) {
        for (const line of text.split('\n')) if (line) this.#message(line);
      } else {
        this.#message(text);
      }
    }
  }

  #message(text: string | undefined): void {
    if (this.#state === 'gone') return; // what follows a QUIT is dropped
    if (text === undefined) {
      // Not in the document: such a connection is ended, as if it had gone.
      if (this.chat.fault === 'invalid-utf8-ends-server') this.chat.stop();
      this.#disconnect('invalid');
    } else if (this.#state === 'naming') this.#login(text);
    else this.#talk(text);
  }

  #login(text: string): void {
    const { chat } = this;
    if (chat.fault === 'quit-is-no-name' && text === 'QUIT') {
      this.#finish();
      return;
    }
    if (!chat.takes(text)) {
      this.send('NAME');
      return;
    }
    this.name = chat.fault === 'name-lower-cased' ? text.toLowerCase() : text;
    this.#state = 'chatting';
    this.since = performance.now();
    chat.join(this);
    const welcome = `Welcome to the chat, ${this.name}!\n`;
    if (chat.fault === 'welcome-to-everyone') chat.sendAll(welcome);
    else this.send(welcome);
    const joined = `${this.name} has joined the chat.\n`;
    if (chat.fault === 'joined-not-to-others') this.send(joined);
    else chat.sendAll(joined, chat.fault === 'joined-not-to-self' ? this : undefined);
    chat.named(this);
  }

  #talk(text: string): void {
    const { fault } = this.chat;
    const quits =
      text === 'QUIT' ||
      (fault === 'quit-in-lower-case' && text === 'quit') ||
      (fault === 'quit-as-prefix' && text.startsWith('QUIT'));
    if (quits && fault !== 'quit-as-text') this.#quit();
    else if (text.startsWith('\\w')) this.#whisper(text);
    else if (this.#losesNext) this.#losesNext = false;
    else this.chat.say(this, text);
  }

  #whisper(message: string): void {
    const { chat } = this;
    const [, to, text] = privateMessage.exec(message) ?? [];
    if (to === undefined || text === undefined) {
      // Not in the document: a hint to the sender alone.
      if (chat.fault === 'bad-whisper-public') chat.say(this, message);
      else this.send('Write \\w user text.');
      return;
    }
    const addressee = chat.find(to);
    if (!addressee) {
      const notFound = `User '${to}' not found.${chat.fault === 'not-found-with-newline' ? '\n' : ''}`;
      if (chat.fault === 'not-found-to-everyone') chat.sendAll(notFound);
      else if (chat.fault !== 'not-found-not-told') this.send(notFound);
      return;
    }
    const shown = chat.fault === 'whisper-cut-at-space' ? text.replace(/ .*/s, '') : text;
    const priv = `priv(${this.name}): ${shown}`;
    if (chat.fault === 'whisper-to-everyone') {
      chat.sendAll(priv);
      return;
    }
    if (chat.fault === 'last-whisper-repeated' && this.#whispered?.to === to) addressee.send(this.#whispered.priv);
    this.#whispered = { to, priv };
    addressee.send(priv);
    const copied =
      (chat.fault === 'whisper-also-to-sender' && addressee !== this) ||
      (chat.fault === 'whisper-to-oneself-twice' && addressee === this);
    if (copied) this.send(priv);
  }

  #quit(): void {
    const { fault } = this.chat;
    const left = `${this.name} has left the chat.\n`;
    if (fault !== 'quit-keeps-name') this.chat.leave(this);
    if (fault === 'quit-tells-leaver') this.send(left);
    this.#state = 'gone';
    if (fault !== 'quit-does-not-close') this.#finish();
    this.chat.sendAll(left);
  }

  /** The end of the peer's side, however it is told; seen once, whatever comes after it. */
  #disconnect(cut: 'fin' | 'rst' | 'invalid'): void {
    const { chat } = this;
    const { fault } = chat;
    const was = this.#state;
    const left = `${this.name} has left the chat.\n`;
    this.#state = 'gone';
    if (fault !== 'half-close-stays-open' || cut !== 'fin') this.#finish();
    if (was === 'naming') {
      if (fault === 'rst-before-name-closes-listener' && cut === 'rst') chat.listener.close();
      if (fault === 'end-before-name-told') chat.sendAll(left);
      chat.named(this);
    } else if (was === 'chatting') {
      if (!(fault === 'fin-keeps-name' && cut === 'fin') && !(fault === 'rst-keeps-name' && cut === 'rst')) {
        chat.leave(this);
      }
      if ((fault === 'fin-no-left' && cut === 'fin') || (fault === 'rst-no-left' && cut === 'rst')) return;
      chat.sendAll(left);
      if (fault === 'left-twice') this.socket.once('close', () => chat.sendAll(left));
    }
  }

  /** Our side ends once everything is written; what still comes is read and dropped. */
  #finish(): void {
    this.#state = 'gone';
    if (this.socket.destroyed || this.socket.writableEnded) return;
    this.socket.end();
    const timer = setTimeout(() => this.socket.destroy(), lingerMs).unref();
    this.socket.once('close', () => clearTimeout(timer));
    this.chat.named(this);
  }
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  // allowHalfOpen: who has only half-closed is still owed what it was sent.
  const listener = createServer({ allowHalfOpen: true, noDelay: true });
  const chat = new Chat(listener, options);
  listener.on('connection', (socket) => chat.accept(socket));
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0, backlog: 256 }, resolve);
  });
  const address = listener.address() as AddressInfo; // a TCP listener's
  return {
    host: address.address,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve()); // also calls back when a fault has closed it already
        for (const socket of chat.sockets) socket.destroy();
      }),
  };
}
