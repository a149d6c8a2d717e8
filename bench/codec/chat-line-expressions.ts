/** chat-line read with one sticky regular expression for each message. */
import {
  type ClientMessage,
  parseFailure,
  type Result,
  readFixed,
  type ServerMessage,
  type State,
} from './messages.js';

const NAME = "(?!QUIT(?:[ :)'!]|$))[^\\p{White_Space}\\p{Cc}:()'!\\\\]{1,32}";
const TEXT = '(?!\\\\)[\\t\\P{Cc}]+';

const LOGIN = new RegExp(`(${NAME})$`, 'uy');
const WHISPER = new RegExp(`\\\\w (${NAME}) (${TEXT})$`, 'uy');
const SAY = new RegExp(`(${TEXT})$`, 'uy');
const SAID = new RegExp(`(${NAME}): (${TEXT})$`, 'uy');
const PRIVATE = new RegExp(`priv\\((${NAME})\\): (${TEXT})$`, 'uy');
const NOTICES = [
  ['Welcome', new RegExp(`Welcome to the chat, (${NAME})!$`, 'uy')],
  ['Joined', new RegExp(`(${NAME}) has joined the chat\\.$`, 'uy')],
  ['Left', new RegExp(`(${NAME}) has left the chat\\.$`, 'uy')],
  ['NameTaken', new RegExp(`Name '(${NAME})' is taken\\.$`, 'uy')],
] as const;
const NOT_FOUND = new RegExp(`User '(${NAME})' not found\\.$`, 'uy');

function match(expression: RegExp, text: string): RegExpExecArray | null {
  expression.lastIndex = 0;
  return expression.exec(text);
}

function readNaming(text: string): Result<ClientMessage> {
  if (text === 'QUIT') return { ok: true, message: { kind: 'Quit' } };
  const login = match(LOGIN, text);
  return login ? { ok: true, message: { kind: 'Login', name: login[1] ?? '' } } : parseFailure(0);
}

function readChatting(text: string): Result<ClientMessage> {
  if (text === 'QUIT') return { ok: true, message: { kind: 'Quit' } };
  const whisper = match(WHISPER, text);
  if (whisper) return { ok: true, message: { kind: 'Whisper', to: whisper[1] ?? '', text: whisper[2] ?? '' } };
  const say = match(SAY, text);
  return say ? { ok: true, message: { kind: 'Say', text: say[1] ?? '' } } : parseFailure(0);
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
  for (const [kind, expression] of NOTICES) {
    const notice = match(expression, text);
    if (notice) return { ok: true, message: { kind, name: notice[1] ?? '' } };
  }
  const said = match(SAID, text);
  if (said) return { ok: true, message: { kind: 'Said', from: said[1] ?? '', text: said[2] ?? '' } };
  const whispered = match(PRIVATE, text);
  if (whispered) return { ok: true, message: { kind: 'Private', from: whispered[1] ?? '', text: whispered[2] ?? '' } };
  const missing = match(NOT_FOUND, text);
  return missing ? { ok: true, message: { kind: 'UserNotFound', to: missing[1] ?? '' } } : parseFailure(0);
}
