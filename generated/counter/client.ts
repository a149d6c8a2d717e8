// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * A client of `counter` that knows its state: what it can send depends on it, and sending leads to the next one.
 *
 * @module
 */

import { type ClientLink, type ClientListener, ClientStates, type ClientTable } from 'parley/runtime';
import { codec } from './codec.js';
import type { Add, Get, Inc, ServerMessage, Watch } from './types.js';

/** Where each message can lead, and which answers tell. */
const table: ClientTable = {
  answers: ['Full', 'Error'],
  connect: [{ answers: [], next: 'Ready' }],
  states: {
    'Ready': {
      'Inc': [{ answers: ['Full'], next: 'Ready' }, { answers: [], next: 'Ready' }],
      'Add': [{ answers: ['Full'], next: 'Ready' }, { answers: [], next: 'Ready' }],
      'Get': [{ answers: [], next: 'Ready' }],
      'Watch': [{ answers: [], next: 'Ready' }],
    },
  },
};

/**
 * Connected: every message is good at any time.
 *
 * In `Ready`: what is sent here leads to what is returned.
 */
export interface InReady {
  readonly kind: 'in';
  readonly state: 'Ready';
  /**
   * Adds one.
   *
   * Leads to: `Ready`.
   */
  send(message: Inc): InReady;
  /**
   * Adds a number.
   *
   * Leads to: `Ready`.
   */
  send(message: Add): InReady;
  /**
   * Asks for the value.
   *
   * Leads to: `Ready`.
   */
  send(message: Get): InReady;
  /**
   * From now on, every change that another client makes is told.
   *
   * Leads to: `Ready`.
   */
  send(message: Watch): InReady;
}

/** Any state of a client of `counter`; `state` tells which. */
export type Client = InReady;

/**
 * A client on a connection that has just been made. `link` sends what it writes, each text as one frame; hand `receive`
 * the text of each frame that comes, and call `end` when the connection has ended.
 */
export function open(link: ClientLink, listener: ClientListener<ServerMessage> = {}) {
  const states = new ClientStates(codec, table, link, listener as ClientListener, false);
  return {
    /** Where the client is once it is connected. */
    client: states.current as InReady,
    receive: (text: string): void => states.receive(text),
    end: (): void => states.end(),
  };
}
