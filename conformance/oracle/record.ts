import {
  type ConnectionId,
  createFrameDecoder,
  type FrameDecoder,
  type Framing,
  type SessionEvent,
} from '../../runtime/index.js';
import { Effort } from './effort.js';
import type { LooseText } from './state.js';
import { type Match, matchText, type WireText } from './text-match.js';
import type { TraceEntry } from './trace.js';

/** An event that a connection's writes and cuts amount to, in the order of its bytes. */
export interface Input {
  readonly event: SessionEvent;
  /** The trace's entry that made it happen. */
  readonly entry: number;
  /** What had been read when it was made: an event starts only after all of that has been sent. */
  readonly seen: Seen;
  /** It may be left out: an overlong line whose end has not come, a drop by the server's patience. */
  optional: boolean;
}

/** By slot; connections that came later are missing at the end. */
export interface Seen {
  readonly bytes: readonly number[];
  readonly ended: readonly boolean[];
}

/** Bytes and places: fifty times what a correct server has been seen to need, byte by byte. */
const MOST_EFFORT = 1_000_000;

/** All that a trace says of one connection. */
export class ConnectionRecord {
  readonly inputs: Input[] = [];
  readonly decoder: FrameDecoder;
  private buffer = Buffer.alloc(256);
  /** How much has been read. */
  length = 0;
  ended: { readonly how: 'fin' | 'error'; readonly entry: number } | undefined;
  cut: 'halfClose' | 'close' | 'reset' | undefined;
  /** The entry from which on we read no more of it, though its user is still there: nothing is owed to it then. */
  stalled: number | undefined;
  /** The offsets at which reads ended. */
  readonly readEnds = new Set<number>();
  private readonly matches = new Map<string, Match>();
  private readonly reads: { readonly end: number; readonly entry: number }[] = [];

  constructor(
    readonly id: ConnectionId,
    framing: Framing,
    readonly effort: Effort,
  ) {
    this.decoder = createFrameDecoder(framing);
  }

  /** Read so far; valid up to `length`. */
  get stream(): Uint8Array {
    return this.buffer;
  }

  /** We read no more of it: nothing is owed to it, and its last inputs may be lost. */
  get abandoned(): boolean {
    return this.cut === 'close' || this.cut === 'reset';
  }

  /** Where a text that starts at an offset can end by now. A search asks for the same again and again. */
  match(text: WireText, from: number): Match {
    if (!text.hole) return matchText(text, this.buffer, from, this.length, this.effort);
    const key = `${from} ${text.key}`;
    let match = this.matches.get(key);
    if (match === undefined) {
      match = matchText(text, this.buffer, from, this.length, this.effort);
      this.matches.set(key, match);
    }
    return match;
  }

  append(bytes: Uint8Array, entry: number): void {
    if (this.matches.size > 0) this.matches.clear();
    const needed = this.length + bytes.length;
    if (needed > this.buffer.length) {
      const grown = Buffer.alloc(Math.max(needed, this.buffer.length * 2));
      grown.set(this.buffer.subarray(0, this.length));
      this.buffer = grown;
    }
    this.buffer.set(bytes, this.length);
    this.length = needed;
    this.reads.push({ end: needed, entry });
    this.readEnds.add(needed);
  }

  /** The entry that read a byte of the stream. */
  entryOf(offset: number): number | undefined {
    let low = 0;
    let high = this.reads.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.reads[middle]?.end ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return this.reads[low]?.entry;
  }
}

/** A trace, sorted by connection as it grows. */
export class TraceRecord {
  readonly entries: TraceEntry[] = [];
  readonly connections: ConnectionRecord[] = [];
  /** What one judgement may cost. */
  readonly effort = new Effort(MOST_EFFORT);
  /** What may come of those who were there before it began. */
  strays: readonly LooseText[] = [];
  private readonly slots = new Map<ConnectionId, number>();

  constructor(private readonly framing: Framing) {}

  slotOf(id: ConnectionId): number {
    const slot = this.slots.get(id);
    if (slot === undefined) throw new RangeError(`the trace has no connection ${id}`);
    return slot;
  }

  add(entry: TraceEntry): void {
    const at = this.entries.push(entry) - 1;
    const { connection } = entry;
    if (entry.kind === 'connect') {
      const seen = this.seen();
      const record = new ConnectionRecord(connection, this.framing, this.effort);
      this.slots.set(connection, this.connections.push(record) - 1);
      record.inputs.push({ event: { kind: 'connect', connection }, entry: at, seen, optional: false });
      return;
    }
    const record = this.connections[this.slotOf(connection)];
    if (record === undefined) return;
    switch (entry.kind) {
      case 'write':
        this.write(record, entry.bytes, at);
        return;
      case 'halfClose':
      case 'close':
      case 'reset':
        record.cut = entry.kind;
        record.inputs.push({ event: { kind: 'end', connection }, entry: at, seen: this.seen(), optional: false });
        return;
      case 'stall':
        record.stalled = at;
        return;
      case 'patience':
        record.inputs.push({ event: { kind: 'end', connection }, entry: at, seen: this.seen(), optional: true });
        return;
      case 'read':
        record.append(entry.bytes, at);
        return;
      case 'end':
        record.ended = { how: entry.how, entry: at };
        return;
    }
  }

  private write(record: ConnectionRecord, bytes: Uint8Array, entry: number): void {
    const seen = this.seen();
    const { id: connection, inputs, decoder } = record;
    const found = decoder.push(bytes);
    const last = inputs.at(-1);
    // The end of an overlong line has come: from now on its answer is owed.
    if (last?.event.kind === 'overlong' && (found.length > 0 || !decoder.dropping)) last.optional = false;
    for (const frame of found) {
      const event: SessionEvent =
        frame.kind === 'overlong'
          ? { kind: 'overlong', connection }
          : { kind: 'frame', connection, bytes: frame.bytes };
      inputs.push({ event, entry, seen, optional: false });
    }
    const newest = inputs.at(-1);
    if (decoder.dropping && newest?.event.kind === 'overlong') newest.optional = true;
  }

  private seen(): Seen {
    return {
      bytes: this.connections.map((record) => record.length),
      ended: this.connections.map((record) => record.ended !== undefined),
    };
  }
}
