/** chat-line read and written by hand, as one would for speed: what the generated code is measured against. */
import {
  type ClientMessage,
  parseFailure,
  type Result,
  readFixed,
  type ServerMessage,
  type State,
} from './messages.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a text may not hold
const FORBIDDEN_IN_TEXT = /[\0-\x08\n-\x1f\x7f-\x9f]/;
const FORBIDDEN_IN_NAME = /[\p{White_Space}\p{Cc}:()'!\\]/u;

/** By ASCII code: whether a name may hold the character. */
const NAME_ASCII = new Uint8Array(128);
for (let code = 0; code < 128; code++) NAME_ASCII[code] = FORBIDDEN_IN_NAME.test(String.fromCharCode(code)) ? 0 : 1;

/** Where a name ends that begins at `from`; it is not longer than 32 characters. */
function endOfName(text: string, from: number): number {
  const last = Math.min(text.length, from + 32);
  let at = from;
  for (; at < last; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 128) return endOfWideName(text, from);
    if (NAME_ASCII[unit] === 0) break;
  }
  return at;
}

function endOfWideName(text: string, from: number): number {
  let at = from;
  let count = 0;
  for (const character of text.slice(from, from + 64)) {
    if (count === 32 || FORBIDDEN_IN_NAME.test(character)) break;
    at += character.length;
    count++;
  }
  return at;
}

function isName(text: string, from: number, to: number): boolean {
  return to > from && !(to - from === 4 && text.startsWith('QUIT', from));
}

/** Whether what begins at `from` is a text up to the end. */
function isText(text: string, from: number): boolean {
  if (from >= text.length || text.charCodeAt(from) === 0x5c) return false;
  return !FORBIDDEN_IN_TEXT.test(from === 0 ? text : text.slice(from)) && text.isWellFormed();
}

function readNaming(text: string): Result<ClientMessage> {
  if (text === 'QUIT') return { ok: true, message: { kind: 'Quit' } };
  const end = endOfName(text, 0);
  if (end === text.length && isName(text, 0, end) && text.isWellFormed()) {
    return { ok: true, message: { kind: 'Login', name: text } };
  }
  return parseFailure(end);
}

function readChatting(text: string): Result<ClientMessage> {
  if (text.charCodeAt(0) === 0x5c) {
    if (!text.startsWith('\\w ')) return parseFailure(0);
    const end = endOfName(text, 3);
    if (isName(text, 3, end) && text.charCodeAt(end) === 0x20 && isText(text, end + 1)) {
      return { ok: true, message: { kind: 'Whisper', to: text.slice(3, end), text: text.slice(end + 1) } };
    }
    return parseFailure(end);
  }
  if (text === 'QUIT') return { ok: true, message: { kind: 'Quit' } };
  return isText(text, 0) ? { ok: true, message: { kind: 'Say', text } } : parseFailure(0);
}

/** What a client sends in a state. */
export function parse(state: State, text: string): Result<ClientMessage> {
  switch (state) {
    case 'Naming':
      return readNaming(text);
    case 'Chatting':
      return readChatting(text);
  }
}

/** What the server sends. */
export function parseServer(text: string): Result<ServerMessage> {
  const fixed = readFixed(text);
  if (fixed) return { ok: true, message: fixed };
  const end = endOfName(text, 0);
  if (text.startsWith(': ', end)) {
    if (isName(text, 0, end) && isText(text, end + 2)) {
      return { ok: true, message: { kind: 'Said', from: text.slice(0, end), text: text.slice(end + 2) } };
    }
    return parseFailure(end);
  }
  const message = readNotice(text, end);
  return message !== undefined && text.isWellFormed() ? { ok: true, message } : parseFailure(end);
}

function readNotice(text: string, end: number): ServerMessage | undefined {
  if (text.startsWith('priv(')) {
    const to = endOfName(text, 5);
    if (!isName(text, 5, to) || !text.startsWith('): ', to) || !isText(text, to + 3)) return undefined;
    return { kind: 'Private', from: text.slice(5, to), text: text.slice(to + 3) };
  }
  if (text.endsWith(' has joined the chat.') && end === text.length - 21 && isName(text, 0, end)) {
    return { kind: 'Joined', name: text.slice(0, end) };
  }
  if (text.endsWith(' has left the chat.') && end === text.length - 19 && isName(text, 0, end)) {
    return { kind: 'Left', name: text.slice(0, end) };
  }
  if (text.startsWith('Welcome to the chat, ')) {
    const name = endOfName(text, 21);
    if (name !== text.length - 1 || !text.endsWith('!') || !isName(text, 21, name)) return undefined;
    return { kind: 'Welcome', name: text.slice(21, name) };
  }
  if (text.startsWith("User '")) {
    const to = endOfName(text, 6);
    if (to !== text.length - 12 || !text.endsWith("' not found.") || !isName(text, 6, to)) return undefined;
    return { kind: 'UserNotFound', to: text.slice(6, to) };
  }
  if (text.startsWith("Name '")) {
    const name = endOfName(text, 6);
    if (name !== text.length - 11 || !text.endsWith("' is taken.") || !isName(text, 6, name)) return undefined;
    return { kind: 'NameTaken', name: text.slice(6, name) };
  }
  return undefined;
}

/** The same checks as the generated encoder makes: a text past the limit, and a field that it may not be. */
export function encodeChatting(message: ClientMessage): string {
  switch (message.kind) {
    case 'Quit':
      return 'QUIT';
    case 'Whisper': {
      requireName(message.to);
      requireText(message.text);
      return fitting(`\\w ${message.to} ${message.text}`);
    }
    case 'Say':
      requireText(message.text);
      if (message.text === 'QUIT') throw new Error('would be read as Quit');
      return fitting(message.text);
    case 'Login':
      throw new Error('not in this state');
  }
}

export function encodeServer(message: ServerMessage): string {
  switch (message.kind) {
    case 'Welcome':
    case 'Joined':
    case 'Left':
    case 'NameTaken':
      requireName(message.name);
      break;
    case 'Said':
    case 'Private':
      requireName(message.from);
      requireText(message.text);
      return fitting(writeServer(message));
    case 'UserNotFound':
      requireName(message.to);
      break;
    default:
  }
  return writeServer(message);
}

/** Templates, and no checks. */
export function writeServer(message: ServerMessage): string {
  switch (message.kind) {
    case 'NameRequest':
      return 'NAME';
    case 'Welcome':
      return `Welcome to the chat, ${message.name}!`;
    case 'Joined':
      return `${message.name} has joined the chat.`;
    case 'Left':
      return `${message.name} has left the chat.`;
    case 'Said':
      return `${message.from}: ${message.text}`;
    case 'Private':
      return `priv(${message.from}): ${message.text}`;
    case 'UserNotFound':
      return `User '${message.to}' not found.`;
    case 'NameTaken':
      return `Name '${message.name}' is taken.`;
    case 'InvalidName':
      return 'Invalid name.';
    case 'InvalidMessage':
      return 'Invalid message.';
    case 'TooLong':
      return 'Message too long.';
  }
}

function requireName(name: string): void {
  if (endOfName(name, 0) !== name.length || !isName(name, 0, name.length) || !name.isWellFormed()) {
    throw new Error('no name');
  }
}

function requireText(text: string): void {
  if (!isText(text, 0)) throw new Error('no text');
}

function fitting(text: string): string {
  if (text.length * 3 > 1023 && Buffer.byteLength(text) > 1023) throw new Error('too long');
  return text;
}

/** Splits what comes into lines and reads them: the usual loop. */
export class SplitLoop {
  private rest: Buffer = Buffer.alloc(0);
  private drops = false;

  constructor(
    private readonly max: number,
    private readonly take: (result: Result<ClientMessage>) => void,
  ) {}

  push(chunk: Buffer): void {
    const data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    for (let lf = data.indexOf(10, at); lf >= 0; lf = data.indexOf(10, at)) {
      if (this.drops) this.drops = false;
      else if (lf - at >= this.max) this.take(parseFailure(0));
      else {
        const text = data.toString('utf8', at, lf > at && data[lf - 1] === 13 ? lf - 1 : lf);
        this.take(text.includes('\ufffd') ? parseFailure(0) : readChatting(text));
      }
      at = lf + 1;
    }
    this.rest = Buffer.from(data.subarray(at));
    if (this.rest.length >= this.max || this.drops) {
      if (!this.drops) this.take(parseFailure(0));
      this.drops = true;
      this.rest = Buffer.alloc(0);
    }
  }
}
