import type { TraceRecord } from './record.js';
import { type Item, recall, type SearchState } from './state.js';

/**
 * Whether something that was sent later, by the causal order, has been received on this stream before: its input was
 * written when this message had been read on the connection that wrote it (docs/oracle.md, "Delivery").
 */
export function comesTooLate(
  { connections }: TraceRecord,
  { history }: SearchState,
  slot: number,
  item: Item,
): boolean {
  if (item.output.kind !== 'message') return false;
  const { text } = item.output;
  const happened = recall(history).filter((one) => one.kind === 'received');
  /** By slot: where the message ends on the streams of its other recipients. */
  const readAt = new Map<number, number>();
  for (const one of happened) {
    if (one.item?.output.kind === 'message' && one.item.output.text === text) readAt.set(one.slot, one.to);
  }
  return happened.some((one) => {
    if (one.slot !== slot || one.item === undefined || one.item.source === item.source) return false;
    const end = readAt.get(one.item.source);
    const seen = connections[one.item.source]?.inputs[one.item.input]?.seen.bytes[one.item.source] ?? 0;
    return end !== undefined && end <= seen;
  });
}
