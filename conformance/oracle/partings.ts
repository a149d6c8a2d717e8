import { partlyCame } from './deliver.js';
import { EffortSpent } from './effort.js';
import type { ConnectionRecord, TraceRecord } from './record.js';
import type { SearchState, Stream } from './state.js';
import { containsText, type WireText } from './text-match.js';

/** A stream that parts from the execution. */
export interface Parting {
  readonly slot: number;
  readonly entry: number;
  readonly connection: ConnectionRecord;
  readonly stream: Stream;
}

/** By the trace's entries. */
export function partingsOf(record: TraceRecord, state: SearchState): readonly Parting[] {
  // Where a message is only on its way still, nothing parts, unless that is all there is.
  const sure = partingsBut(record, state, (slot, one) => one.ended === undefined && partlyCame(state, slot, one));
  return sure.length > 0 ? sure : partingsBut(record, state, () => false);
}

function partingsBut(
  record: TraceRecord,
  state: SearchState,
  isComing: (slot: number, connection: ConnectionRecord) => boolean,
): readonly Parting[] {
  const partings: Parting[] = [];
  for (const [slot, connection] of record.connections.entries()) {
    const stream = state.streams[slot];
    if (stream === undefined) continue;
    let entry: number | undefined;
    if (stream.wild !== undefined) {
      const { from, never } = stream.wild;
      if (never.some((text) => asFarAs(() => contains(connection, text, from)))) entry = connection.entryOf(from);
    } else if (stream.at < connection.length) {
      if (!asFarAs(() => isComing(slot, connection))) entry = connection.entryOf(stream.at);
    } else if (connection.ended !== undefined && !stream.ended) entry = connection.ended.entry;
    if (entry !== undefined) partings.push({ slot, entry, connection, stream });
  }
  return partings.sort((a, b) => a.entry - b.entry);
}

/** Whether a text stands in what came on a connection, from a byte of it on. */
export function contains({ stream, length, effort }: ConnectionRecord, text: WireText, from: number): boolean {
  return containsText(text, stream, from, length, effort);
}

/** What can't be found out within bounds is taken not to be so: a refusal is told all the same, only less well. */
export function asFarAs(holds: () => boolean): boolean {
  try {
    return holds();
  } catch (error) {
    if (error instanceof EffortSpent) return false;
    throw error;
  }
}
