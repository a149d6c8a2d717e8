import type { Delivery, PromiseMade } from '../../runtime/model.js';
import type { DeliverySection, PromiseSection, Word } from '../language/syntax/index.js';
import { at, type Context } from './context.js';
import { unknown } from './settings.js';

export function resolveDelivery(section: DeliverySection | undefined, context: Context): Delivery {
  const one = <Known extends string>(
    word: Word | undefined,
    known: readonly [Known, ...Known[]],
    what: string,
  ): Known => {
    const found = known.find((name) => name === word?.text);
    if (found === undefined && word !== undefined) unknown(word, what, known, context);
    return found ?? known[0];
  };
  return {
    order: one(section?.order, ['fifo', 'causal', 'total'], 'order of delivery'),
    unit: one(section?.unit, ['send', 'event'], 'unit of atomicity'),
  };
}

export function resolvePromises(sections: readonly PromiseSection[], context: Context): readonly PromiseMade[] {
  const made: PromiseMade[] = [];
  for (const { promise, span } of sections) {
    if (promise.text !== 'unforgeable') unknown(promise, 'promise', ['unforgeable'], context);
    else if (made[0] !== undefined)
      context.report.add('P215', span, { what: '`promise unforgeable`', line: made[0].at.line });
    else made.push({ kind: 'unforgeable', at: at(span) });
  }
  return made;
}
