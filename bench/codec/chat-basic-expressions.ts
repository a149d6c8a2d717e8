/** chat-basic read with one sticky regular expression for each message. */
import type { ClientMessage, ServerMessage, State } from '../../generated/chat-basic/index.js';
import { parseFailure, type Result } from './messages.js';

const LOGIN = /([^ \r\n]+)$/y;
const SAY = /(.+)$/sy;
const WELCOME = /Welcome to the chat, ([^ \r\n]+)!\n$/y;
const SAID = /([^ \r\n]+): (.+)$/sy;
const JOINED = /([^ \r\n]+) has joined the chat\.\n$/y;
const LEFT = /([^ \r\n]+) has left the chat\.\n$/y;

function match(expression: RegExp, text: string): RegExpExecArray | null {
  expression.lastIndex = 0;
  return expression.exec(text);
}

export function parse(state: State, text: string): Result<ClientMessage> {
  if (!text.isWellFormed()) return parseFailure(0);
  if (state === 'Chatting' && text === 'QUIT') return { ok: true, message: { kind: 'Quit' } };
  const found = match(state === 'Naming' ? LOGIN : SAY, text);
  if (!found) return parseFailure(0);
  const [, value = ''] = found;
  return { ok: true, message: state === 'Naming' ? { kind: 'Login', name: value } : { kind: 'Say', text: value } };
}

export function parseServer(text: string): Result<ServerMessage> {
  if (text === 'NAME') return { ok: true, message: { kind: 'NameRequest' } };
  const message = text.isWellFormed() ? messageOf(text) : undefined;
  return message === undefined ? parseFailure(0) : { ok: true, message };
}

function messageOf(text: string): ServerMessage | undefined {
  const welcome = match(WELCOME, text);
  if (welcome) return { kind: 'Welcome', name: welcome[1] ?? '' };
  const said = match(SAID, text);
  if (said) return { kind: 'Said', from: said[1] ?? '', text: said[2] ?? '' };
  const joined = match(JOINED, text);
  if (joined) return { kind: 'Joined', name: joined[1] ?? '' };
  const left = match(LEFT, text);
  return left ? { kind: 'Left', name: left[1] ?? '' } : undefined;
}
