/**
 * A chat-line server written by hand on `node:net`: one event at a time, hence one order for all.
 * An overlong line is answered when its LF has come.
 * `fault` breaks it in one place: `chat-line-faults.ts` says where.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { FaultName } from './chat-line-faults.js';

export interface ServerOptions {
  readonly host?: string;
  readonly port?: number;
  readonly fault?: FaultName;
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Bytes of a line, its LF included. */
const lineLimit = 1024;
/** Bytes that a reader may leave unread here before it is dropped. */
const unsentLimit = 2 * 1024 * 1024;
/** How long a leaver may take to read the rest and to close its side. */
const lingerMs = 10_000;
const lf = 0x0a;
const cr = 0x0d;

class Chat {
  readonly fault: FaultName | undefined;
  /** In the order of their joins. */
  readonly members: Member[] = [];
  readonly sockets = new Set<Socket>();
  /** What only faults remember: how many have connected, who was here and when they left, the last text, half a line. */
  connected = 0;
  readonly past = new Map<string, number>();
  lastSaid: string | undefined;
  halfLine: Buffer | undefined;

  constructor(
    readonly listener: Server,
    fault: FaultName | undefined,
  ) {
    this.fault = fault;
  }

  accept(socket: Socket): void {
    this.sockets.add(socket);
    this.connected += 1;
    if (this.fault === 'connections-never-freed' && this.connected > 150) {
      socket.destroy();
      return;
    }
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => {}); // 'close' follows
    new Member(this, socket);
  }

  isName(text: string): boolean {
    if (this.fault === 'name-empty-accepted' && text === '') return true;
    if (this.fault === 'name-length-in-utf16' && text.length > 32) return false;
    if (this.fault === 'name-with-feff-refused' && text.includes('\ufeff')) return false;
    let judged = text;
    if (this.fault === 'name-with-quote-accepted') judged = text.replaceAll("'", '_');
    if (this.fault === 'name-with-parenthesis-accepted') judged = text.replace(/[()]/g, '_');
    if (this.fault === 'name-with-backslash-accepted') judged = text.replaceAll('\\', '_');
    // With the `u` flag the bounds count code points.
    return /^[^\p{White_Space}\p{Cc}:()'!\\]{1,32}$/u.test(judged) && judged !== 'QUIT';
  }

  isText(text: string, begins: 'said' | 'whispered'): boolean {
    if (this.fault === 'tab-refused' && text.includes('\t')) return false;
    if (this.fault === 'noncharacters-refused' && /\p{Noncharacter_Code_Point}/u.test(text)) return false;
    if (this.fault === 'empty-line-said' && text === '' && begins === 'said') return true;
    if (text.startsWith('\\') && !(this.fault === 'whispered-command-accepted' && begins === 'whispered')) return false;
    const judged = this.fault === 'c1-controls-accepted' ? text.replace(/[\x7f-\x9f]/g, '_') : text;
    return text !== '' && !/\p{Cc}/u.test(judged.replaceAll('\t', ''));
  }

  isTaken(name: string): boolean {
    const same = (text: string): string => {
      if (this.fault === 'taken-in-20-characters') return [...text].slice(0, 20).join('');
      if (this.fault === 'taken-ignores-case') return text.toLowerCase();
      return this.fault === 'taken-after-nfc' ? text.normalize('NFC') : text;
    };
    if (this.fault === 'taken-name-accepted') return false;
    return this.members.some((member) => same(member.name) === same(name));
  }

  find(name: string): Member | undefined {
    if (this.fault === 'whisper-ignores-case') {
      return this.members.find((member) => member.name.toLowerCase() === name.toLowerCase());
    }
    return this.members.find((member) => member.name === name);
  }

  leave(member: Member): void {
    const at = this.members.indexOf(member);
    if (at >= 0) this.members.splice(at, 1);
    this.past.set(member.name, performance.now());
  }

  sendAll(from: Member, text: string): void {
    for (const member of [...this.members]) this.deliver(from, member, text);
  }

  deliver(from: Member, to: Member, text: string): void {
    // The same delay for all that is not one's own: each sender's messages keep their order.
    if (this.fault === 'echo-before-others' && to !== from) setTimeout(() => to.send(text), 10);
    else to.send(text);
  }
}

class Member {
  name = '';
  #state: 'naming' | 'chatting' | 'gone' = 'naming';
  /** The line so far, without what no longer fits; `#size` counts all of it. */
  #parts: Buffer[] = [];
  #size = 0;
  #wrong = 0;
  #said = 0;

  constructor(
    readonly chat: Chat,
    readonly socket: Socket,
  ) {
    socket.on('data', (data) => this.#read(data));
    if (chat.fault === 'silent-dropped') socket.setTimeout(500, () => this.#state === 'naming' && socket.destroy());
    if (chat.fault === 'name-buffer-kept' && chat.halfLine !== undefined) {
      this.#parts.push(chat.halfLine);
      this.#size = chat.halfLine.length;
      chat.halfLine = undefined;
    }
    socket.on('end', () => {
      if (chat.fault === 'name-buffer-kept' && this.#size > 0) chat.halfLine = Buffer.concat(this.#parts);
      if (chat.fault === 'partial-line-at-end-counts' && this.#size > 0) this.#endLine();
      this.#disconnect('fin');
    });
    socket.on('close', () => this.#disconnect('rst'));
    if (chat.fault === 'name-request-without-newline') socket.write('NAME');
    else this.send('NAME');
  }

  send(text: string): void {
    // Never waits for the reader: who leaves too much unread is dropped, and 'close' tells the others.
    if (!this.socket.writable) return;
    if (this.chat.fault === 'late-answers-lost')
      setTimeout(() => this.socket.writable && this.socket.write(`${text}\n`), 5);
    else this.socket.write(`${text}\n`);
    if (this.socket.writableLength > unsentLimit) this.socket.destroy();
  }

  // Framing.

  #read(segment: Buffer): void {
    const { fault } = this.chat;
    const data = fault === 'split-character-replaced' ? Buffer.from(segment.toString('utf8')) : segment;
    let from = 0;
    while (this.#state !== 'gone' || fault === 'lines-after-quit-count') {
      const end = data.indexOf(lf, from);
      const part = data.subarray(from, end < 0 ? data.length : end);
      this.#size += part.length;
      // What can't fit any more is not kept, so that a line without end costs nothing. (Code points: up to four bytes each.)
      if (this.#size < (fault === 'limit-in-characters' ? 4 : 1) * lineLimit + 1) this.#parts.push(part);
      else if (fault === 'overlong-truncated') this.#parts.push(part.subarray(0, lineLimit));
      else this.#parts = [];
      if (end < 0) break;
      this.#endLine();
      from = end + 1;
      if (fault === 'second-line-of-segment-lost') return;
    }
    if (fault === 'segment-end-ends-line' && this.#size > 0) this.#endLine();
  }

  #endLine(): void {
    const { fault } = this.chat;
    const content = Buffer.concat(this.#parts);
    const alone = this.#parts.at(-1)?.length === 0;
    const counted = fault === 'limit-in-characters' && content.length === this.#size;
    const size = (counted ? [...content.toString('utf8')].length : this.#size) + 1; // the LF
    this.#parts = [];
    this.#size = 0;
    const limit = lineLimit + (fault === 'limit-without-terminator' ? 1 : fault === 'limit-one-less' ? -1 : 0);
    if (size > limit) {
      if (fault === 'overlong-truncated') this.#line(content.subarray(0, lineLimit - 1));
      else this.#overlong(size);
    } else if (content.at(-1) === cr && fault !== 'cr-kept' && !(fault === 'cr-at-segment-end-kept' && alone)) {
      let end = content.length - 1;
      while (fault === 'all-crs-dropped' && content[end - 1] === cr) end -= 1;
      this.#line(content.subarray(0, end));
    } else {
      this.#line(content);
    }
  }

  #overlong(size: number): void {
    const { fault } = this.chat;
    if (this.#state === 'naming') {
      if (fault === 'overlong-name-closes') this.#finish();
      else this.#refuse('Invalid name.');
      return;
    }
    const times = fault === 'overlong-answered-each-limit' ? Math.floor(size / lineLimit) : 1;
    for (let time = 0; time < times && fault !== 'overlong-not-answered'; time += 1) this.send('Message too long.');
    if (fault === 'overlong-closes') this.#quit();
  }

  #line(content: Buffer): void {
    const { fault } = this.chat;
    let text: string | undefined;
    try {
      text = new TextDecoder('utf-8', {
        fatal: fault !== 'invalid-utf8-replaced',
        ignoreBOM: fault !== 'bom-swallowed', // "ignore" means: a character like any other
      }).decode(content);
    } catch {
      // Stays undefined: not UTF-8.
    }
    if (this.#state === 'naming') this.#login(text);
    else this.#talk(text);
  }

  // The session.

  #login(text: string | undefined): void {
    const { chat } = this;
    const { fault } = chat;
    const name = fault === 'name-trimmed' ? text?.trim() : text;
    if (name === undefined && fault === 'invalid-utf8-name-closes') this.#finish();
    else if (name === 'QUIT' && fault !== 'quit-before-login-refused') {
      if (fault === 'quit-before-login-told') chat.sendAll(this, 'QUIT has left the chat.');
      this.#finish();
    } else if (name === undefined || !chat.isName(name)) this.#refuse('Invalid name.');
    else if (chat.isTaken(name)) this.#refuse(`Name '${name}' is taken.`);
    else if (fault === 'twenty-at-most' && chat.members.length >= 20) this.#finish();
    else if (fault === 'login-in-two-steps') setTimeout(() => this.#state === 'naming' && this.#enter(name), 3);
    else this.#enter(name);
  }

  #enter(name: string): void {
    const { chat } = this;
    const { fault } = chat;
    this.name = name;
    this.#state = 'chatting';
    if (fault === 'silent-member-dropped') this.socket.setTimeout(1_500, () => this.socket.destroy());
    const known = chat.past.has(name);
    chat.members.push(this);
    this.send(`Welcome to the chat, ${name}!`);
    const joined = `${name} has joined the chat.`;
    if (fault === 'welcome-apart-from-joined') setTimeout(() => chat.sendAll(this, joined), 3);
    else if (fault === 'name-known-not-announced' && known) this.send(joined);
    else chat.sendAll(this, joined);
    if (fault === 'newcomer-hears-last-text' && chat.lastSaid !== undefined) this.send(chat.lastSaid);
  }

  #refuse(why: string): void {
    const { fault } = this.chat;
    if (fault === 'taken-on-one-line' && why.endsWith('taken.')) {
      this.send(`${why} NAME`);
    } else {
      this.send(why);
      if (fault !== 'name-request-not-repeated') this.send('NAME');
    }
  }

  #talk(text: string | undefined): void {
    const { chat } = this;
    if (text === 'QUIT' || (chat.fault === 'quit-trimmed' && text?.trim() === 'QUIT')) this.#quit();
    else if (text === undefined) {
      if (chat.fault === 'invalid-utf8-closes') this.#quit();
      else this.send('Invalid message.');
    } else if (chat.isText(text, 'said')) this.#say(text);
    else if (text.startsWith('\\')) this.#whisper(text);
    else {
      this.send('Invalid message.');
      this.#wrong += 1;
      if (chat.fault === 'thirtieth-wrong-line-closes' && this.#wrong === 30) this.#quit();
    }
  }

  #say(text: string): void {
    const { chat } = this;
    this.#said += 1;
    if (chat.fault === 'fortieth-text-lost' && this.#said % 40 === 0) return;
    const said = `${this.name}: ${this.#changed(text)}`;
    chat.lastSaid = said;
    chat.sendAll(this, said);
  }

  #changed(text: string): string {
    switch (this.chat.fault) {
      case 'text-trimmed':
        return text.trim();
      case 'blanks-collapsed':
        return text.replace(/ +/g, ' ');
      case 'text-normalised':
        return text.normalize('NFC');
      case 'text-html-escaped':
        return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      case 'leading-zeros-lost':
        return /^\d+$/.test(text) ? String(Number(text)) : text;
      case 'astral-characters-lost':
        return text.replace(/[\u{10000}-\u{10ffff}]/gu, '?');
      case 'percent-decoded':
        return text.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      default:
        return text;
    }
  }

  #whisper(line: string): void {
    const { chat } = this;
    const { fault } = chat;
    const [, to = '', text = ''] = /^\\w ([^ ]*) (.*)$/su.exec(line) ?? [];
    const named = chat.isName(to) || (fault === 'whisper-to-quit-not-found' && to === 'QUIT');
    if (!named || !chat.isText(text, 'whispered')) {
      if (fault === 'unknown-command-public') chat.sendAll(this, `${this.name}: ${line}`);
      else this.send('Invalid message.');
      return;
    }
    const addressee = chat.find(to);
    const shown = fault === 'whisper-cut-at-colon' ? text.replace(/(.):.*/s, '$1') : text;
    const priv = `priv(${this.name}): ${shown}`;
    if (!addressee) {
      const lately = performance.now() - (chat.past.get(to) ?? Number.NEGATIVE_INFINITY) < 200;
      if (fault === 'whisper-to-lately-left' && lately) return;
      if (fault !== 'not-found-not-told') this.send(`User '${to}' not found.`);
    } else if (fault === 'whisper-outside-order') setTimeout(() => addressee.send(priv), 10);
    else {
      chat.deliver(this, addressee, priv);
      if (fault === 'whisper-also-to-sender' && addressee !== this) this.send(priv);
    }
  }

  #quit(): void {
    const { chat } = this;
    const next = chat.members[chat.members.indexOf(this) + 1];
    chat.leave(this);
    if (chat.fault === 'quit-does-not-close') this.#state = 'gone';
    else this.#finish();
    const left = `${this.name} has left the chat.`;
    if (chat.fault === 'left-skips-next') for (const member of chat.members) if (member !== next) member.send(left);
    if (chat.fault !== 'left-skips-next') chat.sendAll(this, left);
  }

  /** The end of the peer's side, however it is told; seen once, whatever comes after it. */
  #disconnect(cut: 'fin' | 'rst'): void {
    const { chat } = this;
    const { fault } = chat;
    const was = this.#state;
    this.#finish();
    if (was === 'naming' && cut === 'rst' && fault === 'rst-before-name-closes-listener') chat.listener.close();
    if (was !== 'chatting') return;
    if (!(fault === 'fin-keeps-name' && cut === 'fin') && !(fault === 'rst-keeps-name' && cut === 'rst')) {
      chat.leave(this);
    }
    if ((fault === 'fin-no-left' && cut === 'fin') || (fault === 'rst-no-left' && cut === 'rst')) return;
    const left = `${this.name} has left the chat.`;
    chat.sendAll(this, left);
    if (fault === 'left-twice') this.socket.once('close', () => chat.sendAll(this, left));
  }

  /** Our side ends once everything is written; what still comes is read and dropped. */
  #finish(): void {
    this.#state = 'gone';
    if (this.socket.destroyed || this.socket.writableEnded) return;
    this.socket.end();
    const timer = setTimeout(() => this.socket.destroy(), lingerMs).unref();
    this.socket.once('close', () => clearTimeout(timer));
  }
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  // allowHalfOpen: who has only half-closed is still owed what it was sent.
  const listener = createServer({ allowHalfOpen: true, noDelay: true });
  const chat = new Chat(listener, options.fault);
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
