/** chat-basic read by hand, as one would for speed. */
import type { ClientMessage, ServerMessage, State } from '../../generated/chat-basic/index.js';
import { parseFailure, type Result } from './messages.js';

const NO_NAME = /[ \r\n]/;

export function parse(state: State, text: string): Result<ClientMessage> {
  if (text === '' || !text.isWellFormed()) return parseFailure(0);
  if (state === 'Naming') {
    return NO_NAME.test(text) ? parseFailure(0) : { ok: true, message: { kind: 'Login', name: text } };
  }
  return { ok: true, message: text === 'QUIT' ? { kind: 'Quit' } : { kind: 'Say', text } };
}

export function parseServer(text: string): Result<ServerMessage> {
  if (text === 'NAME') return { ok: true, message: { kind: 'NameRequest' } };
  const message = messageOf(text);
  return message !== undefined && text.isWellFormed() ? { ok: true, message } : parseFailure(0);
}

function messageOf(text: string): ServerMessage | undefined {
  if (text.startsWith('Welcome to the chat, ') && text.endsWith('!\n')) {
    const name = text.slice(21, -2);
    if (name !== '' && !NO_NAME.test(name)) return { kind: 'Welcome', name };
  }
  // A name has no blank: the first one stands behind it.
  const blank = text.indexOf(' ');
  if (blank < 1) return undefined;
  const name = text.slice(0, blank);
  if (blank > 1 && text.charCodeAt(blank - 1) === 0x3a && text.length > blank + 1) {
    const from = name.slice(0, -1);
    return NO_NAME.test(from) ? undefined : { kind: 'Said', from, text: text.slice(blank + 1) };
  }
  if (NO_NAME.test(name)) return undefined;
  if (text.length === blank + 22 && text.endsWith(' has joined the chat.\n')) return { kind: 'Joined', name };
  if (text.length === blank + 20 && text.endsWith(' has left the chat.\n')) return { kind: 'Left', name };
  return undefined;
}
