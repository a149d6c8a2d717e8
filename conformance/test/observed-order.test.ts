import { expect, test } from 'vitest';
import { ObservedOrder } from '../engine/observed-order.js';
import { protocolOf } from './protocols.js';
import { chatWith, type TraceWriter } from './traces.js';

const [ANA, BOB, EVA] = [0, 1, 2];
const chat = protocolOf('chat-private');

/** Ana and Bob talk at the same time; everyone reads both. */
const atOnce = (): TraceWriter => chatWith(chat, 'Ana', 'Bob', 'Eva').write(ANA, 'uno').write(BOB, 'dos');
const inOneOrder = atOnce()
  .read(ANA, 'Ana: uno', 'Bob: dos')
  .read(BOB, 'Ana: uno', 'Bob: dos')
  .read(EVA, 'Ana: uno', 'Bob: dos');
const inTwoOrders = atOnce()
  .read(ANA, 'Ana: uno', 'Bob: dos')
  .read(BOB, 'Bob: dos', 'Ana: uno')
  .read(EVA, 'Ana: uno', 'Bob: dos');
/** Bob answers what he has read, and Eva reads the answer first. */
const answerFirst = chatWith(chat, 'Ana', 'Bob', 'Eva')
  .write(ANA, 'uno')
  .read(ANA, 'Ana: uno')
  .read(BOB, 'Ana: uno')
  .write(BOB, 'dos')
  .read(ANA, 'Bob: dos')
  .read(BOB, 'Bob: dos')
  .read(EVA, 'Bob: dos', 'Ana: uno');

test.each([
  ['total', [inOneOrder]],
  ['causal', [inOneOrder, inTwoOrders]],
  ['fifo', [inOneOrder, answerFirst]],
  ['fifo', [inTwoOrders, answerFirst, inOneOrder]],
] as const)('the strongest order that no trace speaks against is told: %s', (strongest, traces) => {
  const order = new ObservedOrder(chat);
  for (const trace of traces) {
    expect(trace.judge().kind).toBe('complete');
    order.note(trace.entries);
  }
  expect(order.seen).toEqual({ promised: 'fifo', strongest, cases: traces.length });
});

test('nothing is said of an order that no case could show', () => {
  expect(new ObservedOrder(chat).seen).toBeUndefined();
});
