// Made by `parley generate`; do not edit.
// From spec/chat-relay.parley (sha256 74020d57175f789b8305282ff4a68a4265e2107d80d860f07fce92aebd6e6888).
// To make it again: npx parley generate

/**
 * A client of `chat-relay` that knows its state: what it can send depends on it, and sending leads to the next one.
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
import type { Login, Quit, Say, ServerMessage } from './types.js';

/** Where each message can lead, and which answers tell. */
const table: ClientTable = {
  answers: ['Greeting'],
  connect: [{ answers: [], next: 'Naming' }],
  states: {
    'Naming': {
      'Quit': [{ answers: [], next: 'Naming', undefinedBut: [] }],
      'Login': [
        { answers: ['Greeting'], next: 'Chatting' },
        { answers: [], next: 'Naming', undefinedBut: ['Greeting'] },
      ],
    },
    'Chatting': {
      'Quit': [{ answers: [], next: null }],
      'Say': [{ answers: [], next: 'Chatting' }],
    },
  },
};

/**
 * Connected, without a name.
 *
 * In `Naming`: what is sent here leads to what is returned.
 */
export interface InNaming {
  readonly kind: 'in';
  readonly state: 'Naming';
  /**
   * Leaves the chat, silently. One letter, small or large, and nothing else.
   *
   * Leads to: the spec leaves open what happens.
   */
  send(message: Quit): Lost<Client>;
  /**
   * A user's name: the first thing that a client sends, unasked.
   *
   * An answer tells where it leads:
   * - `Chatting`, told by `Greeting`
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
   * Leaves the chat, silently. One letter, small or large, and nothing else.
   *
   * Leads to: the connection ends.
   */
  send(message: Quit): Ended;
  /**
   * Writes to the others.
   *
   * Leads to: `Chatting`.
   */
  send(message: Say): InChatting;
}

/** Any state of a client of `chat-relay`; `state` tells which. */
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
