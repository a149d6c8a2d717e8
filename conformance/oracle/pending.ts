import type { MessageOutput } from '../../runtime/index.js';
import type { Item, Stream } from './state.js';

/** What a send has put into a stream's queues, as long as it has not been received. */
export function pendingItem(stream: Stream, source: number, send: Pick<MessageOutput, 'text'>): Item | undefined {
  for (const queue of stream.queues) {
    for (const item of queue.items)
      if (item.source === source && item.output.kind === 'message' && item.output.text === send.text) return item;
  }
  return undefined;
}

/** Whether a text that an input sent is still to be received. */
export function hasText({ queues }: Stream, source: number, input: number, key: string): boolean {
  return queues.some((queue) =>
    queue.items.some((item) => item.source === source && item.input === input && item.text?.key === key),
  );
}

/** Where a message that has been queued must stand, if all before it is owed and of known length. */
export function placeOf(stream: Stream, send: MessageOutput): number | undefined {
  let place = stream.at;
  for (const queue of stream.queues) {
    for (const item of queue.items) {
      if (item.output.kind === 'message' && item.output.text === send.text) return place;
      const [bytes] = item.text?.parts ?? [];
      if (!item.owed || item.text?.parts.length !== 1 || bytes === undefined) return undefined;
      place += bytes.length;
    }
  }
  return undefined;
}
