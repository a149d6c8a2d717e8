// Made by `parley generate`; do not edit.
// From spec/chat-private.parley (sha256 a1a77ed5cbb8639ca6e927d8b16d8cf0ef8a19873d9b53bc4295fab6d18f852d).
// To make it again: npx parley generate

/**
 * A client of `chat-private` that knows its state: what it can send depends on it, and sending leads to the next one.
 *
 * @module
 */

import {
  type ClientLink,
  type ClientListener,
  ClientStates,
  type ClientTable,
  type Ended,
  type Lost,
  type Settling,
} from 'parley/runtime';
import { codec } from './codec.js';
import type { BadWhisper, Login, Quit, Say, ServerMessage, Whisper } from './types.js';

/** Where each message can lead, and which answers tell. */
const table: ClientTable = {
  answers: ['NameRequest', 'Welcome', 'UserNotFound'],
  connect: [{ answers: ['NameRequest'], next: 'Naming' }],
  states: {
    'Naming': {
      'Login': [{ answers: ['Welcome'], next: 'Chatting' }, { answers: [], next: 'Naming', undefinedBut: ['Welcome'] }],
    },
    'Chatting': {
      'Quit': [{ answers: [], next: null }],
      'Whisper': [{ answers: [], next: 'Chatting' }, { answers: ['UserNotFound'], next: 'Chatting' }],
      'BadWhisper': [{ answers: [], next: 'Chatting', undefinedBut: [] }],
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
   * A user's name, the answer to `NameRequest`. `QUIT` is a name here.
   *
   * An answer tells where it leads:
   * - `Chatting`, told by `Welcome`
   * - the spec leaves open what happens
   */
  send(message: Login): Settling<InChatting | Lost<Client> | Ended>;
}

/**
 * In the chat, under a name.
 *
 * In `Chatting`: what is sent here leads to what is returned.
 */
export interface InChatting {
  readonly kind: 'in';
  readonly state: 'Chatting';
  /**
   * Leaves the chat. Exactly these four bytes.
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
   * What begins as a private message and is none.
   *
   * Leads to: the spec leaves open what happens.
   */
  send(message: BadWhisper): Lost<Client>;
  /**
   * Writes to everyone.
   *
   * Leads to: `Chatting`.
   */
  send(message: Say): InChatting;
}

/** Any state of a client of `chat-private`; `state` tells which. */
export type Client = InNaming | InChatting;

/**
 * A client on a connection that has just been made. `link` sends what it writes, each text as one frame; hand `receive`
 * the text of each frame that comes, and call `end` when the connection has ended.
 */
export function open(link: ClientLink, listener: ClientListener<ServerMessage> = {}) {
  const states = new ClientStates(codec, table, link, listener as ClientListener, true);
  return {
    /** Where the client is once it is connected. */
    client: states.current as InNaming,
    receive: (text: string): void => states.receive(text),
    end: (): void => states.end(),
  };
}
