// Made by `parley generate`; do not edit.
// From spec/counter.parley (sha256 9011d22c1e0632db4d47efb25b6d4acd1c45ceb7b89ae848f9082debf64f768b).
// To make it again: npx parley generate

/**
 * The session of `counter`: all that the spec lets an event come to.
 *
 * @module
 */

import { createSession, type Session } from 'parley/runtime';
import { codec } from './codec.js';
import { model } from './model.js';

/**
 * Pure: no input or output, no clock, no randomness.
 *
 * | state | when | what happens |
 * |---|---|---|
 * |  | `connect` | `become Ready` |
 * | `Ready` | `on Inc` | `when world.count = 999999999999999 { reply Full } else { set world.count = world.count + 1; reply Value(world.count); send Value(world.count) to others watchers }` |
 * | `Ready` | `on Add(n)` | `when world.count > 999999999999999 - n { reply Full } else { set world.count = world.count + n; reply Value(world.count); send Value(world.count) to others watchers }` |
 * | `Ready` | `on Get` | `reply Value(world.count)` |
 * | `Ready` | `on Watch` | `join watchers` |
 * | `Ready` | `unrecognized` | `reply Error` |
 * | `Ready` | `invalid` | `reply Error` |
 * | `Ready` | `overlong` | `reply Error` |
 */
export const session: Session = createSession(model, codec);
