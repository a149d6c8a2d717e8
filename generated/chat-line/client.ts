// Made by `parley generate`; do not edit.
// From spec/chat-line.parley (sha256 50aebb42a916e7932d113c31c3b3a696e0f377c300d112165fed957f30dc0ac5).
// To make it again: npx parley generate

/**
 * A client of `chat-line` that knows its state: what it can send depends on it, and sending leads to the next one.
 *
 * @module
 */

import {
  type ClientLink,
  type ClientListener,
  ClientStates,
  type ClientTable,
  type Ended,
  type Settling,
} from 'parley/runtime';
import { codec } from './codec.js';
import type { Login, Quit, Say, ServerMessage, Whisper } from './types.js';

/** Where each message can lead, and which answers tell. */
const table: ClientTable = {
  answers: ['NameRequest', 'Welcome', 'UserNotFound', 'NameTaken', 'InvalidName', 'InvalidMessage', 'TooLong'],
  connect: [{ answers: ['NameRequest'], next: 'Naming' }],
  states: {
    'Naming': {
      'Quit': [{ answers: [], next: null }],
      'Login': [{ answers: ['NameTaken', 'NameRequest'], next: 'Naming' }, { answers: ['Welcome'], next: 'Chatting' }],
    },
    'Chatting': {
      'Quit': [{ answers: [], next: null }],
      'Whisper': [{ answers: [], next: 'Chatting' }, { answers: ['UserNotFound'], next: 'Chatting' }],
      'Say': [{ answers: [], next: 'Chatting' }],
    },
  },
};

/**
 * Connected, and asked for a name. Nobody else knows of the user yet.
 *
 * In `Naming`: what is sent here leads to what is returned.
 */
export interface InNaming {
  readonly kind: 'in';
  readonly state: 'Naming';
  /**
   * Leaves. Before login, nobody else hears of it.
   *
   * Leads to: the connection ends.
   */
  send(message: Quit): Ended;
  /**
   * A user's name, the answer to `NameRequest`.
   *
   * An answer tells where it leads:
   * - `Naming`, told by `NameTaken`, `NameRequest`
   * - `Chatting`, told by `Welcome`
   */
  send(message: Login): Settling<InNaming | InChatting | Ended>;
}

/**
 * In the chat, under a name of one's own.
 *
 * In `Chatting`: what is sent here leads to what is returned.
 */
export interface InChatting {
  readonly kind: 'in';
  readonly state: 'Chatting';
  /**
   * Leaves. Before login, nobody else hears of it.
   *
   * Leads to: the connection ends.
   */
  send(message: Quit): Ended;
  /**
   * Writes to one user.
   *
   * Leads to: `Chatting`.
   */
  send(message: Whisper): InChatting;
  /**
   * Writes to everyone.
   *
   * Leads to: `Chatting`.
   */
  send(message: Say): InChatting;
}

/** Any state of a client of `chat-line`; `state` tells which. */
export type Client = InNaming | InChatting;

/**
 * A client on a connection that has just been made. `link` sends what it writes, each text as one frame; hand `receive`
 * the text of each frame that comes, and call `end` when the connection has ended.
 */
export function open(link: ClientLink, listener: ClientListener<ServerMessage> = {}) {
  const states = new ClientStates(codec, table, link, listener as ClientListener, false);
  return {
    /** Where the client is once it is connected. */
    client: states.current as InNaming,
    receive: (text: string): void => states.receive(text),
    end: (): void => states.end(),
  };
}
