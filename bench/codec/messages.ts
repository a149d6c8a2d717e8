import type { ClientMessage, ServerMessage, State } from '../../generated/chat-line/index.js';

export type { ClientMessage, ServerMessage, State };

/** What every reader of this benchmark answers. */
export type Result<M> =
  | { readonly ok: true; readonly message: M }
  | { readonly ok: false; readonly code: 'unrecognized'; readonly at: number; readonly expected: readonly string[] };

const EXPECTED: readonly string[] = ['a message'];

export function parseFailure(at: number): Result<never> {
  return { ok: false, code: 'unrecognized', at, expected: EXPECTED };
}
