import type { Trace, TraceEntry } from '../oracle/trace.js';
import { type JsonBytes, jsonBytes } from '../report/wire-json.js';

/** An entry of a trace, a line each: the connection, what happened on it, and the bytes or how it ended. */
export type JsonEntry = readonly [connection: number, kind: TraceEntry['kind'], what?: JsonBytes | string];

export function traceToJson(trace: Trace): readonly JsonEntry[] {
  return trace.map((entry): JsonEntry => {
    const { connection, kind } = entry;
    if (kind === 'read' || kind === 'write') return [connection, kind, jsonBytes(entry.bytes)];
    return kind === 'end' ? [connection, kind, entry.how] : [connection, kind];
  });
}

export function traceFromJson(entries: readonly JsonEntry[]): Trace {
  return entries.map(([connection, kind, what]): TraceEntry => {
    if (kind === 'end') return { kind, connection, how: what === 'fin' ? 'fin' : 'error' };
    if (kind !== 'read' && kind !== 'write') return { kind, connection };
    if (typeof what !== 'object') throw new TypeError(`a ${kind} without its bytes`);
    const bytes = 'text' in what ? Buffer.from(what.text) : Buffer.from(what.hex, 'hex');
    return { kind, connection, bytes };
  });
}
