// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The messages and states of `counter`.
 *
 * @module
 */

/**
 * Adds one.
 *
 * `Inc = "INC"`
 *
 * Clients send it; taken in
 * - Ready: `counter/Ready/Inc`
 */
export interface Inc {
  readonly kind: 'Inc';
}

/**
 * Adds a number.
 *
 * `Add = "ADD " n:Number`
 *
 * Clients send it; taken in
 * - Ready: `counter/Ready/Add`
 */
export interface Add {
  readonly kind: 'Add';
  /**
   * What the counter can hold. Without leading zeros, as every number here. A whole number from 0 to 999999999999999.
   */
  readonly n: number;
}

/**
 * Asks for the value.
 *
 * `Get = "GET"`
 *
 * Clients send it; taken in
 * - Ready: `counter/Ready/Get`
 */
export interface Get {
  readonly kind: 'Get';
}

/**
 * From now on, every change that another client makes is told.
 *
 * `Watch = "WATCH"`
 *
 * Clients send it; taken in
 * - Ready: `counter/Ready/Watch`
 */
export interface Watch {
  readonly kind: 'Watch';
}

/** What a client can send; `kind` tells which. */
export type ClientMessage = Inc | Add | Get | Watch;

/**
 * The value as it is now: an answer, or a change that is told to who watches.
 *
 * `Value = "VALUE " n:Number`
 *
 * The server sends it:
 * - `Value(world.count)` to self: `counter/Ready/Inc/else`
 * - `Value(world.count)` to others watchers: `counter/Ready/Inc/else`
 * - `Value(world.count)` to self: `counter/Ready/Add/else`
 * - `Value(world.count)` to others watchers: `counter/Ready/Add/else`
 * - `Value(world.count)` to self: `counter/Ready/Get`
 */
export interface Value {
  readonly kind: 'Value';
  /**
   * What the counter can hold. Without leading zeros, as every number here. A whole number from 0 to 999999999999999.
   */
  readonly n: number;
}

/**
 * The sum would be more than the counter can hold; it stays as it was.
 *
 * `Full = "FULL"`
 *
 * The server sends it:
 * - `Full` to self: `counter/Ready/Inc/full`
 * - `Full` to self: `counter/Ready/Add/full`
 */
export interface Full {
  readonly kind: 'Full';
}

/**
 * The line is no message.
 *
 * `Error = "ERROR"`
 *
 * The server sends it:
 * - `Error` to self: `counter/Ready/unrecognized`
 * - `Error` to self: `counter/Ready/invalid`
 * - `Error` to self: `counter/Ready/overlong`
 */
export interface Error {
  readonly kind: 'Error';
}

/** What the server can send; `kind` tells which. */
export type ServerMessage = Value | Full | Error;
/**
 * Where a connection stands in the session.
 *
 * - `Ready`: Connected: every message is good at any time.
 */
export type State = 'Ready';
/** What a client can send in state `Ready`, in the order in which it is tried. */
export type ReadyMessage = Inc | Add | Get | Watch;

/** What all connections share. */
export interface WorldVariables {
  /**
   * What the counter can hold. Without leading zeros, as every number here.
   *
   * `Number = [0-9]|1..15| as integer(0..999999999999999)`
   */
  readonly count: number;
}
