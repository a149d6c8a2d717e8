// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * fast-check arbitraries for `counter`: an entry of its own, for tests.
 *
 * @module
 */

import type { Arbitrary } from 'fast-check';
import { type Arbitraries, createArbitraries, fieldNamed } from 'parley/runtime/arbitrary';
import { codec } from './codec.js';
import { model } from './model.js';
import type { Add, ClientMessage, Error, Full, Get, Inc, ServerMessage, State, Value, Watch } from './types.js';

/** All arbitraries of `counter`. The same seed gives the same values. */
export const arbitraries: Arbitraries<State, ClientMessage, ServerMessage> = createArbitraries(model, codec);

/** Texts of each rule. */
export const rules = {
  /**
   * What the counter can hold. Without leading zeros, as every number here.
   *
   * `Number = [0-9]|1..15| as integer(0..999999999999999)`
   */
  Number: arbitraries.rule('Number'),
};

/**
 * Adds one.
 *
 * `Inc = "INC"`
 */
export const inc: Arbitrary<Inc> = arbitraries.client.Inc;

/**
 * Adds a number.
 *
 * `Add = "ADD " n:Number`
 */
export const add: Arbitrary<Add> = arbitraries.client.Add;

/**
 * Asks for the value.
 *
 * `Get = "GET"`
 */
export const get: Arbitrary<Get> = arbitraries.client.Get;

/**
 * From now on, every change that another client makes is told.
 *
 * `Watch = "WATCH"`
 */
export const watch: Arbitrary<Watch> = arbitraries.client.Watch;

/**
 * The value as it is now: an answer, or a change that is told to who watches.
 *
 * `Value = "VALUE " n:Number`
 */
export const value: Arbitrary<Value> = arbitraries.server.Value;

/**
 * The sum would be more than the counter can hold; it stays as it was.
 *
 * `Full = "FULL"`
 */
export const full: Arbitrary<Full> = arbitraries.server.Full;

/**
 * The line is no message.
 *
 * `Error = "ERROR"`
 */
export const error: Arbitrary<Error> = arbitraries.server.Error;

/** Values of each field, whatever its message. */
export const fields = {
  Add: {
    n: fieldNamed(model, 'client', 'Add', 'n') as Arbitrary<number>,
  },
  Value: {
    n: fieldNamed(model, 'server', 'Value', 'n') as Arbitrary<number>,
  },
};
