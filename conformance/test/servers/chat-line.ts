/**
 * A chat-line server written by hand on `node:net`: one event at a time, hence one order for all.
 * An overlong line is answered when its LF has come.
 * `fault` breaks it in one place; `faults` says where.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Fault {
  readonly name: string;
  /** The clause that it breaks. */
  readonly clause: string;
  readonly what: string;
  /** What shows it: one step after another, several at once, or waiting. */
  readonly needs: 'sequential' | 'concurrent' | 'timing';
}

// biome-ignore format: a table
export const faults = [
  { name: 'name-request-without-newline', clause: 'chat-line/connect', what: 'the first NAME has no LF', needs: 'sequential' },
  { name: 'silent-dropped', clause: 'chat-line/connect', what: 'who has not said a name within half a second is dropped', needs: 'timing' },
  { name: 'rst-before-name-closes-listener', clause: 'chat-line/suite/survival', what: 'a reset before the name ends the listener', needs: 'sequential' },
  { name: 'quit-before-login-refused', clause: 'chat-line/Naming/Quit', what: 'QUIT before login gets `Invalid name.`', needs: 'sequential' },
  { name: 'quit-before-login-told', clause: 'chat-line/Naming/Quit', what: 'the others hear of a QUIT before login', needs: 'sequential' },
  { name: 'taken-name-accepted', clause: 'chat-line/Naming/Login/taken', what: 'a name that somebody has is given again', needs: 'sequential' },
  { name: 'taken-on-one-line', clause: 'chat-line/Naming/Login/taken', what: 'NAME follows on the line of the refusal', needs: 'sequential' },
  { name: 'taken-ignores-case', clause: 'chat-line/Naming/Login/else', what: 'a name that differs in case only counts as taken', needs: 'sequential' },
  { name: 'taken-after-nfc', clause: 'chat-line/Naming/Login/else', what: 'a name that is the same after normalisation counts as taken', needs: 'sequential' },
  { name: 'taken-in-20-characters', clause: 'chat-line/Naming/Login/else', what: 'a name that begins with the same 20 code points counts as taken', needs: 'sequential' },
  { name: 'name-length-in-utf16', clause: 'chat-line/Naming/Login/else', what: 'a name may have 32 UTF-16 units, not 32 code points', needs: 'sequential' },
  { name: 'name-with-feff-refused', clause: 'chat-line/Chatting/Whisper/else', what: 'U+FEFF counts as white space: no name has it', needs: 'sequential' },
  { name: 'welcome-apart-from-joined', clause: 'chat-line/Naming/Login/else', what: 'others may speak between Welcome and the join notice', needs: 'concurrent' },
  { name: 'name-with-quote-accepted', clause: 'chat-line/Naming/unrecognized', what: 'a name may hold an apostrophe', needs: 'sequential' },
  { name: 'name-with-parenthesis-accepted', clause: 'chat-line/Naming/unrecognized', what: 'a name may hold parentheses', needs: 'sequential' },
  { name: 'name-with-backslash-accepted', clause: 'chat-line/Naming/unrecognized', what: 'a name may hold a backslash', needs: 'sequential' },
  { name: 'name-empty-accepted', clause: 'chat-line/Naming/unrecognized', what: 'a name may be empty', needs: 'sequential' },
  { name: 'name-trimmed', clause: 'chat-line/Naming/unrecognized', what: 'white space around a name is removed', needs: 'sequential' },
  { name: 'name-request-not-repeated', clause: 'chat-line/Naming/unrecognized', what: 'no NAME after a refused name', needs: 'sequential' },
  { name: 'invalid-utf8-name-closes', clause: 'chat-line/Naming/invalid', what: 'a name of invalid UTF-8 ends the connection', needs: 'sequential' },
  { name: 'overlong-name-closes', clause: 'chat-line/Naming/overlong', what: 'an overlong name ends the connection', needs: 'sequential' },
  { name: 'cr-kept', clause: 'chat-line/Chatting/Say', what: 'the CR before the LF is part of the line', needs: 'sequential' },
  { name: 'bom-swallowed', clause: 'chat-line/Chatting/Say', what: 'U+FEFF at the start of a line is dropped', needs: 'sequential' },
  { name: 'tab-refused', clause: 'chat-line/Chatting/Say', what: 'a TAB makes a text invalid', needs: 'sequential' },
  { name: 'text-trimmed', clause: 'chat-line/Chatting/Say', what: 'blanks around a text are removed', needs: 'sequential' },
  { name: 'second-line-of-segment-lost', clause: 'chat-line/Chatting/Say', what: 'only the first line of a segment is read', needs: 'sequential' },
  { name: 'segment-end-ends-line', clause: 'chat-line/Chatting/Say', what: 'the end of a segment is taken for a line\'s end', needs: 'sequential' },
  { name: 'split-character-replaced', clause: 'chat-line/Chatting/Say', what: 'each segment is decoded on its own: half a character becomes U+FFFD', needs: 'sequential' },
  { name: 'limit-in-characters', clause: 'chat-line/Chatting/overlong', what: 'the limit counts code points, not bytes', needs: 'sequential' },
  { name: 'echo-before-others', clause: 'chat-line/Chatting/Say', what: 'what others send arrives 10 ms later than one\'s own', needs: 'concurrent' },
  { name: 'whisper-ignores-case', clause: 'chat-line/Chatting/Whisper/else', what: 'goes to the first name that differs in case only', needs: 'sequential' },
  { name: 'whisper-also-to-sender', clause: 'chat-line/Chatting/Whisper/when', what: 'the sender gets a copy of its private message', needs: 'sequential' },
  { name: 'whisper-outside-order', clause: 'chat-line/Chatting/Whisper/when', what: 'a private message is sent later than what others say after it', needs: 'concurrent' },
  { name: 'not-found-not-told', clause: 'chat-line/Chatting/Whisper/else', what: 'nobody is told that the user was not found', needs: 'sequential' },
  { name: 'all-crs-dropped', clause: 'chat-line/Chatting/unrecognized', what: 'every CR before the LF is dropped, not just one', needs: 'sequential' },
  { name: 'c1-controls-accepted', clause: 'chat-line/Chatting/unrecognized', what: 'only U+0000 to U+001F count as control characters', needs: 'sequential' },
  { name: 'unknown-command-public', clause: 'chat-line/Chatting/unrecognized', what: 'an unknown or malformed \\ command is said to everyone', needs: 'sequential' },
  { name: 'whispered-command-accepted', clause: 'chat-line/Chatting/unrecognized', what: 'a private text may begin with a backslash', needs: 'sequential' },
  { name: 'whisper-to-quit-not-found', clause: 'chat-line/Chatting/unrecognized', what: 'QUIT is looked up like a name', needs: 'sequential' },
  { name: 'empty-line-said', clause: 'chat-line/Chatting/unrecognized', what: 'an empty line is said to everyone', needs: 'sequential' },
  { name: 'invalid-utf8-replaced', clause: 'chat-line/Chatting/invalid', what: 'invalid bytes become U+FFFD and are said to everyone', needs: 'sequential' },
  { name: 'noncharacters-refused', clause: 'chat-line/Chatting/Say', what: 'U+FFFE and its like make a text invalid', needs: 'sequential' },
  { name: 'thirtieth-wrong-line-closes', clause: 'chat-line/Chatting/unrecognized', what: 'who has sent 30 wrong lines is dropped', needs: 'sequential' },
  { name: 'invalid-utf8-closes', clause: 'chat-line/Chatting/invalid', what: 'invalid UTF-8 ends the connection', needs: 'sequential' },
  { name: 'limit-without-terminator', clause: 'chat-line/Chatting/overlong', what: 'the LF does not count: 1025 bytes are read', needs: 'sequential' },
  { name: 'limit-one-less', clause: 'chat-line/Chatting/Say', what: 'a line of 1024 bytes is overlong', needs: 'sequential' },
  { name: 'overlong-truncated', clause: 'chat-line/Chatting/overlong', what: 'the first 1023 bytes of an overlong line are read as a line', needs: 'sequential' },
  { name: 'overlong-answered-each-limit', clause: 'chat-line/Chatting/overlong', what: '`Message too long.` is sent for every 1024 bytes', needs: 'sequential' },
  { name: 'overlong-closes', clause: 'chat-line/Chatting/overlong', what: 'an overlong line ends the connection', needs: 'sequential' },
  { name: 'overlong-not-answered', clause: 'chat-line/Chatting/overlong', what: 'an overlong line is dropped silently', needs: 'sequential' },
  { name: 'lines-after-quit-count', clause: 'chat-line/Chatting/Quit', what: 'what follows QUIT is still said', needs: 'sequential' },
  { name: 'quit-does-not-close', clause: 'chat-line/Chatting/Quit', what: 'the connection stays open after QUIT', needs: 'sequential' },
  { name: 'partial-line-at-end-counts', clause: 'chat-line/Chatting/disconnect', what: 'a line without LF counts when the input ends', needs: 'sequential' },
  { name: 'late-answers-lost', clause: 'chat-line/Chatting/Say', what: 'everything is written 5 ms later, and lost when the end has come by then', needs: 'sequential' },
  { name: 'left-twice', clause: 'chat-line/Chatting/disconnect', what: 'the left notice is sent at the FIN and again at the close', needs: 'sequential' },
  { name: 'fin-no-left', clause: 'chat-line/Chatting/disconnect', what: 'no left notice after a FIN', needs: 'sequential' },
  { name: 'rst-no-left', clause: 'chat-line/Chatting/disconnect', what: 'no left notice after an RST', needs: 'sequential' },
  { name: 'fin-keeps-name', clause: 'chat-line/Naming/Login', what: 'the name stays taken after a FIN', needs: 'sequential' },
  { name: 'rst-keeps-name', clause: 'chat-line/Naming/Login', what: 'the name stays taken after an RST', needs: 'sequential' },
  { name: 'silent-member-dropped', clause: 'chat-line/Chatting/disconnect', what: 'who is in and has said nothing for a second and a half is dropped', needs: 'timing' },
  { name: 'connections-never-freed', clause: 'chat-line/suite/survival', what: 'after 150 connections, however few are left, no more is served', needs: 'sequential' },
  { name: 'twenty-at-most', clause: 'chat-line/Naming/Login/else', what: 'who would be the 21st is closed without a word', needs: 'sequential' },
  { name: 'name-known-not-announced', clause: 'chat-line/Naming/Login/else', what: 'who comes under a name that somebody has had is not announced', needs: 'sequential' },
  { name: 'newcomer-hears-last-text', clause: 'chat-line/Naming/Login/else', what: 'a newcomer is sent the last text that was said', needs: 'sequential' },
  { name: 'login-in-two-steps', clause: 'chat-line/Naming/Login', what: 'a name is looked up first and noted 3 ms later', needs: 'concurrent' },
  { name: 'cr-at-segment-end-kept', clause: 'chat-line/Chatting/Say', what: 'the CR before the LF is dropped only where both come in one segment', needs: 'sequential' },
  { name: 'blanks-collapsed', clause: 'chat-line/Chatting/Say', what: 'several blanks become one', needs: 'sequential' },
  { name: 'text-normalised', clause: 'chat-line/Chatting/Say', what: 'a text is normalised to NFC', needs: 'sequential' },
  { name: 'text-html-escaped', clause: 'chat-line/Chatting/Say', what: '<, > and & are escaped for HTML', needs: 'sequential' },
  { name: 'leading-zeros-lost', clause: 'chat-line/Chatting/Say', what: 'a text of digits is read as a number', needs: 'sequential' },
  { name: 'astral-characters-lost', clause: 'chat-line/Chatting/Say', what: 'characters beyond U+FFFF become question marks', needs: 'sequential' },
  { name: 'percent-decoded', clause: 'chat-line/Chatting/Say', what: '%41 becomes A', needs: 'sequential' },
  { name: 'quit-trimmed', clause: 'chat-line/Chatting/Say', what: 'QUIT with blanks around it is taken for QUIT', needs: 'sequential' },
  { name: 'fortieth-text-lost', clause: 'chat-line/Chatting/Say', what: 'of each user every 40th text is lost', needs: 'sequential' },
  { name: 'whisper-cut-at-colon', clause: 'chat-line/Chatting/Whisper/when', what: 'a private message ends at its first colon', needs: 'sequential' },
  { name: 'whisper-to-lately-left', clause: 'chat-line/Chatting/Whisper/else', what: 'for 200 ms after somebody has left, nobody is told that they were not found', needs: 'timing' },
  { name: 'left-skips-next', clause: 'chat-line/Chatting/Quit', what: 'who stands behind the leaver in the list is not told of a QUIT', needs: 'sequential' },
  { name: 'name-buffer-kept', clause: 'chat-line/Naming', what: 'half a line that somebody left is put before the first line of the next that comes', needs: 'sequential' },
] as const satisfies readonly Fault[];

export type FaultName = (typeof faults)[number]['name'];

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
