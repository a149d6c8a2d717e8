import type { ConnectionRecord } from './record.js';
import { type Item, type Queue, rememberReceived, replaceAt, type SearchState, type Stream } from './state.js';
import type { WireText } from './text-match.js';

/** One way to explain what stands next on a stream. */
export interface Delivery {
  readonly state: SearchState;
  /** What has been sent explains it; undefined: what a connection that is not judged may have caused. */
  readonly by: { readonly queue: Queue; readonly item: Item } | undefined;
}

/** Whether a connection's end may have swallowed what was owed to it before (docs/oracle.md, "Ends"). */
export function mayLose(record: ConnectionRecord, end: Item): boolean {
  return (
    record.cut !== undefined ||
    record.ended?.how === 'error' ||
    record.inputs.length > end.input + 1 ||
    isDrop(record, end)
  );
}

/** The server's patience was over: what it had not sent by then is lost, from the middle of a message perhaps. */
function isDrop(record: ConnectionRecord, end: Item): boolean {
  const input = record.inputs[end.input];
  return end.text === undefined && input?.optional === true && input.event.kind === 'end';
}

/**
 * All ways in which the next thing on one stream can be explained by what has been sent to it. `mayBegin`: whether what a
 * judged input has sent may begin at an offset of the stream; absent, it may anywhere.
 */
export function deliveries(
  state: SearchState,
  slot: number,
  record: ConnectionRecord,
  mayBegin: (offset: number) => boolean = anywhere,
): readonly Delivery[] {
  const stream = state.streams[slot];
  if (stream === undefined || stream.wild || stream.ended) return [];
  if (stream.at === record.length && record.ended === undefined) return [];
  const found: Delivery[] = [];
  for (const [q, queue] of stream.queues.entries()) {
    for (const [i, item] of queue.items.entries()) {
      for (const to of endsOf(item, queue, stream, record))
        found.push({ state: received(state, slot, stream, q, i, to), by: { queue, item } });
      // What is owed comes before what stands behind it, unless an end has swallowed it.
      if (item.owed && !swallowed(queue, record)) break;
    }
  }
  const reached = new Set<number>();
  for (const loose of state.loose) {
    if (loose.source === record.id || stream.at === record.length) continue;
    for (const to of record.match(loose.text, stream.at).ends) {
      record.effort.spend(1);
      if (reached.has(to) || !mayEndAt(loose.text, stream, record, to, mayBegin)) continue;
      reached.add(to);
      found.push({ state: advanceStream(state, slot, { ...stream, at: to }, undefined, loose.clause), by: undefined });
    }
  }
  return found;
}

const anywhere = (): boolean => true;

/**
 * A text that ends in a hole ends where a read did, or where something begins that has been sent: what stands behind it in
 * one read was caused before that read, so it can have been sent by then. Where nothing can begin that is anybody else's,
 * the hole may as well go on: so a stream that comes byte by byte has no more ways to be read than one that comes at once.
 */
function mayEndAt(
  text: WireText,
  stream: Stream,
  record: ConnectionRecord,
  to: number,
  mayBegin: (offset: number) => boolean,
): boolean {
  if (text.parts.at(-1) !== undefined) return true;
  if (record.readEnds.has(to) && (to === record.length || mayBegin(to))) return true;
  return stream.queues.some(
    ({ items: [head] }) => head?.text !== undefined && record.match(head.text, to).ends.length > 0,
  );
}

/** The end of the stream stands in this queue, and what was owed before it may be lost. */
function swallowed(queue: Queue, record: ConnectionRecord): boolean {
  if (record.ended === undefined) return false;
  const end = queue.items.findLast((item) => item.text === undefined);
  return end !== undefined && mayLose(record, end);
}

function endsOf(item: Item, queue: Queue, stream: Stream, record: ConnectionRecord): readonly number[] {
  if (item.text === undefined) {
    if (record.ended === undefined) return [];
    return stream.at === record.length || (mayLose(record, item) && isPartlyThere(stream, record))
      ? [record.length]
      : [];
  }
  if (stream.at === record.length) return [];
  const first = queue.items.find((one) => one.owed);
  // Behind something owed only the end can come, and after the end nothing.
  if (first !== undefined && first !== item && queue.items.indexOf(first) < queue.items.indexOf(item)) return [];
  return record.match(item.text, stream.at).ends;
}

function received(state: SearchState, slot: number, stream: Stream, q: number, i: number, to: number): SearchState {
  const queue = stream.queues[q];
  const item = queue?.items[i];
  if (queue === undefined || item === undefined) return state;
  if (item.text === undefined) {
    return advanceStream(state, slot, { ...stream, at: to, ended: true, queues: [] }, item, item.output.clause);
  }
  const items = queue.items.slice(item.many ? i : i + 1);
  const queues =
    items.length === 0
      ? stream.queues.filter((one) => one !== queue)
      : replaceAt(stream.queues, q, { ...queue, items });
  return advanceStream(state, slot, { ...stream, at: to, queues }, item, item.output.clause);
}

function advanceStream(
  state: SearchState,
  slot: number,
  stream: Stream,
  item: Item | undefined,
  clause: string,
): SearchState {
  const from = state.streams[slot]?.at ?? 0;
  return {
    ...state,
    streams: replaceAt(state.streams, slot, stream),
    history: rememberReceived(state.history, { slot, from, to: stream.at }, item, clause),
  };
}

/** Whether what is left of a stream is the beginning of something that has been sent. */
export function partlyCame(state: SearchState, slot: number, record: ConnectionRecord): boolean {
  const stream = state.streams[slot];
  if (stream === undefined || stream.at === record.length) return false;
  return (
    isPartlyThere(stream, record) ||
    state.loose.some((loose) => loose.source !== record.id && record.match(loose.text, stream.at).partial)
  );
}

/** The same, of what is in the stream's own queues. */
function isPartlyThere(stream: Stream, record: ConnectionRecord): boolean {
  const begins = (item: Item): boolean => item.text !== undefined && record.match(item.text, stream.at).partial;
  return stream.queues.some((queue) => {
    const owed = queue.items.findIndex((item) => item.owed);
    return queue.items.slice(0, owed < 0 ? undefined : owed + 1).some(begins);
  });
}
