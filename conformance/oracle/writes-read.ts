import type { ConnectionId } from '../../runtime/index.js';
import type { TraceRecord } from './record.js';
import type { History } from './state.js';

const LF = 0x0a;

/**
 * How many of its writes the server has surely read to their end, for each connection: what has been received in an
 * execution shows that the input which sent it was read, and all that was written before it on its connection.
 */
export function writesRead(
  history: History | undefined,
  { connections, entries }: TraceRecord,
  framing: 'line' | 'chunk',
): ReadonlyMap<ConnectionId, number> {
  const newest = new Map<number, number>();
  for (let one = history; one !== undefined; one = one.before) {
    if (one.kind !== 'received' || one.item === undefined) continue;
    const { source, input } = one.item;
    newest.set(source, Math.max(input, newest.get(source) ?? 0));
  }
  /** The first entry that need not have been read, by connection. */
  const unread = new Map<ConnectionId, number>();
  for (const [slot, at] of newest) {
    const { id, inputs } = connections[slot] ?? { inputs: [] };
    const input = inputs[at];
    if (id === undefined || input === undefined) continue;
    const cause = entries[input.entry];
    // A line that is too long may be answered long before its end; of several, one that owes nothing may be the last.
    const isWhole =
      input.event.kind === 'frame' &&
      inputs[at + 1]?.entry !== input.entry &&
      cause?.kind === 'write' &&
      (framing === 'chunk' || cause.bytes.at(-1) === LF);
    unread.set(id, isWhole ? input.entry + 1 : input.entry);
  }
  const writes = new Map<ConnectionId, number>();
  for (const [at, { kind, connection }] of entries.entries())
    if (kind === 'write' && at < (unread.get(connection) ?? 0))
      writes.set(connection, (writes.get(connection) ?? 0) + 1);
  return writes;
}
