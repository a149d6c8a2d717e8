// Made by `parley generate`; do not edit.
// From the names of the folders beside it.
// To make it again: npx parley generate

/**
 * The protocols that were generated, by their names in the specs.
 *
 * @module
 */

import type { Protocol } from 'parley/runtime';
import type { Arbitraries } from 'parley/runtime/arbitrary';

/** Each protocol, loaded when it is asked for. */
export const protocols = {
  'chat-basic': () => import('./chat-basic/index.js').then((module) => module.protocol),
  'chat-line': () => import('./chat-line/index.js').then((module) => module.protocol),
  'chat-private': () => import('./chat-private/index.js').then((module) => module.protocol),
  'chat-relay': () => import('./chat-relay/index.js').then((module) => module.protocol),
  counter: () => import('./counter/index.js').then((module) => module.protocol),
} as const satisfies Readonly<Record<string, () => Promise<Protocol>>>;

/** The arbitraries of each protocol, loaded when they are asked for: they need fast-check. */
export const arbitraries = {
  'chat-basic': () => import('./chat-basic/arbitraries.js').then((module) => module.arbitraries),
  'chat-line': () => import('./chat-line/arbitraries.js').then((module) => module.arbitraries),
  'chat-private': () => import('./chat-private/arbitraries.js').then((module) => module.arbitraries),
  'chat-relay': () => import('./chat-relay/arbitraries.js').then((module) => module.arbitraries),
  counter: () => import('./counter/arbitraries.js').then((module) => module.arbitraries),
} as const satisfies Readonly<Record<string, () => Promise<Arbitraries>>>;

/** The name of a protocol. */
export type ProtocolName = keyof typeof protocols;
