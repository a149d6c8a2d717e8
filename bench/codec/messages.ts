import type { ClientMessage, ServerMessage, State } from '../../generated/chat-line/index.js';

export type { ClientMessage, ServerMessage, State };

/** What every reader of this benchmark answers. */
export type Result<M> =
  | { readonly ok: true; readonly message: M }
  | { readonly ok: false; readonly code: 'unrecognized'; readonly at: number; readonly expected: readonly string[] };

/** A message of chat-line's server that is one text: no reader has a better way. */
export function readFixed(text: string): ServerMessage | undefined {
  switch (text) {
    case 'NAME':
      return { kind: 'NameRequest' };
    case 'Invalid name.':
      return { kind: 'InvalidName' };
    case 'Invalid message.':
      return { kind: 'InvalidMessage' };
    case 'Message too long.':
      return { kind: 'TooLong' };
    default:
      return undefined;
  }
}

const EXPECTED: readonly string[] = ['a message'];

export function parseFailure(at: number): Result<never> {
  return { ok: false, code: 'unrecognized', at, expected: EXPECTED };
}
