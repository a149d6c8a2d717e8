import { partlyCame } from './deliver.js';
import type { ConnectionRecord, TraceRecord } from './record.js';
import type { Item, SearchState, Stream } from './state.js';
import { containsText } from './text-match.js';

/** A place from which nothing more can happen: what the trace leaves open there, or where it parts from it. */
export type Leaf =
  | { readonly kind: 'complete'; readonly state: SearchState }
  | { readonly kind: 'late'; readonly state: SearchState; readonly owed: readonly OwedItem[] }
  /** `forbidden`: what may not come came on a connection that it takes for one on which almost anything may come. */
  | { readonly kind: 'dead'; readonly state: SearchState; readonly forbidden?: boolean };

export interface OwedItem {
  readonly slot: number;
  readonly item: Item;
}

export function leafOf({ connections }: TraceRecord, state: SearchState): Leaf {
  const owed: OwedItem[] = [];
  for (const [slot, record] of connections.entries()) {
    const stream = state.streams[slot];
    if (stream !== undefined && hearsForbidden(record, stream)) return { kind: 'dead', state, forbidden: true };
  }
  for (const [slot, record] of connections.entries()) {
    const stream = state.streams[slot];
    const lane = state.lanes[slot];
    if (stream === undefined || lane === undefined) continue;
    if (lane.begun < record.inputs.length || lane.run !== undefined) return { kind: 'dead', state };
    if (stream.wild !== undefined) continue;
    if (stream.at < record.length && !partlyCame(state, slot, record)) return { kind: 'dead', state };
    if (record.ended !== undefined && !stream.ended) return { kind: 'dead', state };
    if (stream.ended || record.abandoned || record.stalled !== undefined) continue;
    for (const queue of stream.queues) {
      for (const item of queue.items) {
        // What a half-closed connection is sent may be lost; its end may not.
        if (item.owed && (item.text === undefined || record.cut === undefined)) owed.push({ slot, item });
      }
    }
  }
  return owed.length === 0 ? { kind: 'complete', state } : { kind: 'late', state, owed };
}

/** Whether something has come on a connection that is not judged which it never hears. */
export function hearsForbidden({ stream, length, effort }: ConnectionRecord, { wild }: Stream): boolean {
  return wild?.never.some((text) => containsText(text, stream, wild.from, length, effort)) === true;
}

export function isBetter(leaf: Leaf, than: Leaf): boolean {
  const rank = { complete: 2, late: 1, dead: 0 };
  if (rank[leaf.kind] !== rank[than.kind]) return rank[leaf.kind] > rank[than.kind];
  if (leaf.kind === 'late' && than.kind === 'late') return leaf.owed.length < than.owed.length;
  if (leaf.kind === 'dead' && than.kind === 'dead' && leaf.forbidden !== than.forbidden) return than.forbidden === true;
  if (leaf.kind === 'dead' && than.kind === 'dead') return explained(leaf.state) > explained(than.state);
  return false;
}

/** How much of what was received an execution explains; inputs begun count a little, so that a halt at the first is worse. */
function explained(state: SearchState): number {
  const bytes = state.streams.reduce((sum, stream) => sum + stream.at + (stream.ended ? 1 : 0), 0);
  return bytes * 1000 + state.lanes.reduce((sum, lane) => sum + lane.begun, 0);
}
